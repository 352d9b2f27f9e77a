"""The tab of the neighbours' calendar: week by week what we and others will advertise, with a warning where two meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.codes import cpv_name
from outreach.domain.neighbour import NeighbourTender
from outreach.domain.record import Kind
from outreach.language import N_, Language
from outreach.services.neighbours import Clash, Coming, Week
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.forms.code_pickers import CpvPicker
from outreach.ui.forms.days import DayField
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.line_list import Line
from outreach.ui.lists.detail_parts import link_button, text_label
from outreach.ui.network.clash_words import say_clash
from outreach.ui.network.two_sides import Button, TwoSides
from outreach.ui.tenders.link_question import LinkQuestion, web_host
from outreach.ui.words import Words

WEEK, NO_DAY = N_("Week {week}, {first} – {last}"), N_("No day yet")
CLASH_MARK, OURS = N_("same branch"), N_("ours")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the calendar, found again by the id of its tender; `record` is the neighbour's, None for ours."""

    id: UUID
    coming: Coming
    clashes: tuple[Clash, ...] = ()
    record: NeighbourTender | None = None


class NeighbourView(TwoSides):
    """Ours and theirs."""

    kinds = (Kind.NEIGHBOUR_TENDER, Kind.TENDER)
    title = N_("Neighbours' calendar")
    icon = "tenders"
    search_text = N_("Search coming tenders")
    empty_title = N_("Nothing is coming yet")
    empty_text = N_("Write down what a neighbour plans, or open its package. Weeks in which two ask the same branch are marked.")
    hint = N_("Choose a tender to see it here.")

    def read_lines(self, text: str) -> Sequence[Line]:
        """Read the weeks."""
        house, asked = self.context.house, text.casefold().split()
        known = {one.id: one for one in house.neighbours.all()}
        return list(_week_lines(house.neighbours.weeks(), known, asked, self.context.words))

    def tools(self) -> Iterable[Button]:
        """A neighbour's tender that somebody told of."""
        return (("add", N_("New tender"), self.new_record),)

    def commands(self) -> list[Command]:
        """What can be done with the chosen line."""
        theirs = self.is_theirs
        return [
            Command("network.new", N_("New neighbour's tender"), self.new_record, "Ctrl+Shift+A", "add"),
            Command("network.edit", N_("Edit"), self.edit, "Ctrl+E", "edit", enabled=theirs),
            Command("network.delete", N_("Delete"), self.delete, "Delete", "delete", enabled=theirs, apart=True),
        ]

    @property
    def shown(self) -> Shown | None:
        """The line that is chosen."""
        chosen = self.list.current()
        return chosen if isinstance(chosen, Shown) else None

    def is_theirs(self) -> bool:
        """Say whether a neighbour's tender is chosen; ours are changed where tenders are."""
        return self.shown is not None and self.shown.record is not None

    def new_record(self) -> None:
        """Open an empty form."""
        self._open(None)

    def edit(self) -> None:
        """Open the form of the chosen tender."""
        if self.shown is not None and self.shown.record is not None:
            self._open(self.shown.record)

    def delete(self) -> None:
        """Delete the chosen neighbour's tender; undo brings it back."""
        shown, neighbours = self.shown, self.context.house.neighbours
        if shown is not None and shown.record is not None:
            self.context.write(lambda: neighbours.delete([shown.id]), None)

    def fill(self, record: Any) -> None:
        """Show a tender, with what it meets."""
        if not isinstance(record, Shown):
            return
        words, one = self.context.words, record.coming
        self.add_title(one.title, one.buyer)
        for clash in record.clashes:
            self.add(text_label(f"⚠ {say_clash(clash, words)}", "banner-warning"))
        if record.record is not None:
            self.add_buttons(("edit", N_("Edit"), self.edit), ("delete", N_("Delete"), self.delete))
        else:
            self.add(link_button(words(N_("Go to the tender")), lambda: self.context.open(Kind.TENDER, one.id)))
        self.add_facts(_facts(record, words.language))
        host = web_host(record.record.link) if record.record is not None else ""
        if record.record is not None and host:
            link = record.record.link
            self.add(link_button(host, lambda: LinkQuestion(words, link, self).open()))

    def _open(self, tender: NeighbourTender | None) -> None:
        form = NeighbourForm(self.context, tender, self.window())
        form.saved.connect(self.show_record)
        form.open()


class NeighbourForm(FormDialog):
    """Edits one neighbour's tender."""

    def __init__(self, context: Context, tender: NeighbourTender | None, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("New neighbour's tender") if tender is None else N_("Edit neighbour's tender"), parent)
        self._original = tender or NeighbourTender(title="", buyer="")
        self.name, self.buyer = QLineEdit(self._original.title), QLineEdit(self._original.buyer)
        self.link = QLineEdit(self._original.link)
        self.cpv = CpvPicker(context)
        self.expected, self.deadline = DayField(context, N_("Expected publication")), DayField(context, N_("Last day to bid"))
        self.cpv.set_value(self._original.cpv)
        self.expected.set_value(self._original.expected)
        self.deadline.set_value(self._original.deadline)
        self.add_section(
            "",
            self.field(N_("Title"), self.name),
            self.field(N_("Buyer"), self.buyer, N_("The municipality that buys.")),
            (self.field(N_("Expected publication"), self.expected), self.field(N_("Last day to bid"), self.deadline)),
            self.field(N_("CPV"), self.cpv, N_("By its code a tender is compared with ours.")),
            self.field(N_("Link"), self.link),
        )
        self.ready()
        self.name.setFocus()

    def value(self) -> NeighbourTender:
        """Return the tender as it stands in the form. Raises InvalidInput for a day that cannot be read."""
        return replace(
            self._original,
            title=self.name.text(),
            buyer=self.buyer.text(),
            cpv=self.cpv.value(),
            expected=self.expected.value(),
            deadline=self.deadline.value(),
            link=self.link.text(),
        )

    def save(self, record: NeighbourTender) -> Changes:
        """Keep it."""
        return self.context.house.neighbours.save(record)


def say_week(monday: date | None, language: Language) -> str:
    """Say a week by its number (ISO 8601) and its days."""
    if monday is None:
        return language.say(NO_DAY)
    last = monday + timedelta(days=6)
    first = language.day(monday, "d MMM")
    return language.say(WEEK, week=monday.isocalendar().week, first=first, last=language.day(last, "d MMM y"))


def _week_lines(
    weeks: Iterable[Week], known: dict[UUID, NeighbourTender], asked: Sequence[str], words: Words
) -> Iterator[Line]:
    for week in weeks:
        lines = []
        for one in (*week.ours, *week.theirs):
            if all(word in f"{one.title} {one.buyer}".casefold() for word in asked):
                clashes = tuple(clash for clash in week.clashes if one in (clash.one, clash.other))
                lines.append(_line(Shown(one.id, one, clashes, known.get(one.id)), words))
        if lines:
            yield Line(say_week(week.monday, words.language), heading=True)
            yield from lines


def _line(shown: Shown, words: Words) -> Line:
    one = shown.coming
    day = words.language.day(one.expected, "EEE d MMM") if one.expected else ""
    detail = " · ".join(part for part in (one.buyer, day) if part)
    if shown.clashes:
        return Line(one.title, detail, f"⚠ {words(CLASH_MARK)}", icon="warning", icon_tone="warning", tone="warning", data=shown)
    return Line(one.title, detail, words(OURS) if one.own else "", icon="tenders" if one.own else "place", data=shown)


def _facts(shown: Shown, language: Language) -> list[tuple[str, str]]:
    one = shown.coming
    codes = "\n".join(f"{code} {cpv_name(code, language.code)}" for code in one.cpv)
    return [
        (N_("Expected publication"), language.day(one.expected) if one.expected else ""),
        (N_("Last day to bid"), language.day(one.deadline) if one.deadline else ""),
        (N_("CPV"), codes),
        (N_("From"), shown.record.credit if shown.record is not None else ""),
    ]
