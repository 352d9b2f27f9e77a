"""What the pane of a tender tells of its notices: how each lot ended, and each version with what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach.domain.tender import LotResult, Tender
from outreach.language import N_, NN_, Language
from outreach.services.notice_words import (
    say_bids,
    say_change,
    say_day,
    say_kind,
    say_number,
    say_outcome,
    say_winners,
    say_withheld,
)
from outreach.services.notices import NoticeVersion
from outreach.ui.lists.detail import plain_line
from outreach.ui.lists.detail_parts import text_label

#: A pane with a hundred changes of a version is read by nobody; the command line tells them all.
_MOST_CHANGES = 8
_MORE = NN_("and {n} more change", "and {n} more changes")
SIGNED = N_("contract signed {day}")


def result_lines(tender: Tender, language: Language) -> list[QWidget]:
    """Return a part for each lot that has a result: bids received, then outcome, winners and what is not published."""
    titles = {lot.number: lot.title for lot in tender.lots}
    return [_result(one, titles.get(one.number, ""), language) for one in tender.results]


def notice_lines(versions: Sequence[NoticeVersion], language: Language) -> list[QWidget]:
    """Return a part for each version, the latest first: kind and day, number, and below what it changed."""
    return [_lines(_head(one, language), list(_changes(one, language))) for one in versions]


def _head(version: NoticeVersion, language: Language) -> str:
    day = say_day(version.notice, language)
    return plain_line(say_kind(version.notice, language), day)


def _changes(version: NoticeVersion, language: Language) -> Iterator[str]:
    yield say_number(version.notice)
    for change in version.changes[:_MOST_CHANGES]:
        title, before, after = say_change(change, language)
        yield f"{title}: {before} → {after}"
    left = len(version.changes) - _MOST_CHANGES
    if left > 0:
        yield language.count(_MORE, left)


def _result(result: LotResult, title: str, language: Language) -> QWidget:
    signed = result.contract_signed
    told = [
        say_winners(result.winners, language) or say_outcome(result, language),
        language.say(SIGNED, day=language.day(signed)) if signed else "",
        say_withheld(result.withheld, language),
    ]
    return _lines(plain_line(title or result.number, say_bids(result, language)), told)


def _lines(first: str, others: Sequence[str]) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(text_label(first, selectable=True))
    for text in others:
        if text:
            column.addWidget(text_label(text, "caption", selectable=True))
    return part
