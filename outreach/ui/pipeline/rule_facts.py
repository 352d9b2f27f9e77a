"""What the detail pane of a tender says of the pipeline: days that follow from the rules, related events, what it renews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.pipeline import EventMark
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DEADLINE_LABELS, Concern, DeadlineKind, RuleDeadline, RuleNote
from outreach.domain.rule_words import source_words
from outreach.domain.tender import Stage, Tender
from outreach.language import N_
from outreach.services.house import House
from outreach.services.neighbours import Clash
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import link_button, text_label
from outreach.ui.network.clash_words import say_clash
from outreach.ui.theme import GAP

_TONES = {Concern.NOTE: "caption", Concern.WARNING: "warning", Concern.MISSED: "danger", Concern.NONE: "caption"}


@dataclass(frozen=True, slots=True)
class PipelineFacts:
    """What is read for the pane."""

    deadlines: tuple[RuleDeadline, ...] = ()
    notes: tuple[RuleNote, ...] = ()
    events: tuple[EventMark, ...] = ()
    renews: Tender | None = None
    successors: tuple[Tender, ...] = ()
    can_renew: bool = False
    clashes: tuple[Clash, ...] = ()


def read_facts(house: House, tender: Tender) -> PipelineFacts:
    """Read what the pipeline knows of a tender; called on the worker."""
    old = house.tenders.many([tender.renews]).get(tender.renews) if tender.renews is not None else None
    successors = tuple(house.pipeline.successors(tender.id))
    ends = tender.stage is Stage.CONTRACT and tender.contract_end is not None
    return PipelineFacts(
        house.rules.deadlines(tender),
        house.rules.notes(tender),
        house.pipeline.events_of(tender.id),
        old,
        successors,
        can_renew=ends and not successors,
        clashes=tuple(house.neighbours.beside(tender)),
    )


def add_facts(pane: DetailPane, tender: Tender, facts: PipelineFacts, today: date) -> None:
    """Put them into the pane."""
    shown = [one for one in facts.deadlines if _is_worth_showing(one, today)]
    lines = [_deadline(pane, one) for one in shown] + [_note(pane, note) for note in facts.notes]
    words = pane.context.words
    pane.add_section(N_("In the same week"), *(text_label(f"⚠ {say_clash(one, words)}", "warning") for one in facts.clashes))
    pane.add_section(N_("By the rules"), *lines)
    pane.add_section(N_("Events"), *(_event(pane, one) for one in facts.events))
    if facts.renews is not None:
        pane.add_section(N_("Renews"), _tender(pane, facts.renews))
    pane.add_section(N_("Is followed by"), *(_tender(pane, one) for one in facts.successors))
    if facts.can_renew and not facts.successors:
        pane.add_section(N_("What follows"), _renewal(pane, tender))


def _is_worth_showing(one: RuleDeadline, today: date) -> bool:
    """What is long past and in order is not; what is wrong is always."""
    return one.concern is not Concern.NONE or one.day >= today or one.kind is DeadlineKind.CONTRACT_END


def _deadline(pane: DetailPane, one: RuleDeadline) -> QWidget:
    language = pane.context.words.language
    day = language.day(one.day, "EEE d MMM y")
    if one.first is not None and one.kind is DeadlineKind.PLANNING_NOTICE:
        day = f"{language.day(one.first)} – {language.day(one.day)}"
    if one.act_by != one.day:
        off = N_("{day}, which is a day off: rather {open}") if one.act_by > one.day else N_("{day}, which is a day off: by {open}")
        day = pane.say(off, day=day, open=language.day(one.act_by, "EEE d MMM"))
    if one.done is not None:
        day = pane.say(N_("{day} · sent {sent}"), day=day, sent=language.day(one.done))
    return _lines(
        (f"{pane.say(DEADLINE_LABELS[one.kind])}: {day}", ""),
        (one.say(language), _TONES[one.concern]),
        (source_words(one.rule, language), "caption"),
    )


def _note(pane: DetailPane, note: RuleNote) -> QWidget:
    language = pane.context.words.language
    return _lines((note.say(language), ""), (source_words(note.rule, language), "caption"))


def _lines(*parts: tuple[str, str]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, GAP // 2)
    column.setSpacing(0)
    for text, role in parts:
        if text:
            column.addWidget(text_label(text, role) if role else text_label(text, selectable=True))
    return block


def _event(pane: DetailPane, one: EventMark) -> QWidget:
    day = pane.context.words.language.day(one.day, "d MMM y")
    return _link(pane, plain_line(day, one.title), Kind.EVENT, one.event)


def _tender(pane: DetailPane, tender: Tender) -> QWidget:
    return _link(pane, tender.title, Kind.TENDER, tender.id)


def _link(pane: DetailPane, text: str, kind: Kind, record: UUID) -> QWidget:
    return link_button(text, lambda: pane.context.open(kind, record))


def _renewal(pane: DetailPane, tender: Tender) -> QWidget:
    """Two buttons: make the next tender, or say that nothing follows."""
    pipeline, context = pane.context.house.pipeline, pane.context
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)

    def renew() -> None:
        context.write(lambda: pipeline.renew(tender.id), pane)

    def let_go() -> None:
        context.write(lambda: pipeline.dismiss(tender.id, dismissed=not tender.not_renewed), pane)

    for text, call in (
        (N_("Make the next tender"), renew),
        (N_("Propose again") if tender.not_renewed else N_("Nothing follows"), let_go),
    ):
        button = QPushButton(pane.say(text))
        button.clicked.connect(lambda _=False, call=call: call())
        line.addWidget(button)
    line.addStretch(1)
    return row
