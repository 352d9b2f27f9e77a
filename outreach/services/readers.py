"""The one gate for strangers' files: each is read in a process that may be ended (`reader_process.py`), never in ours.

Every function here answers as the reader of the same name in `formats/` does. A reader that took too long, wanted too much
memory or fell over answers with one problem for the whole file; nothing is raised but Cancelled from `progress`.
`tests/rules/test_one_gate.py` holds that no service calls a reader past this gate.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.scanned import Content
from outreach.services.reader_process import POOL, ReaderEnded, Report

if TYPE_CHECKING:
    from outreach.domain.event import Event
    from outreach.domain.network_package import Package
    from outreach.domain.person import Card
    from outreach.domain.table_mapping import TableWishes
    from outreach.formats.bid_statistics import LotCount
    from outreach.formats.email_message import Message, Said
    from outreach.formats.itip import AnswerMail, Incoming
    from outreach.formats.opening_list import OpeningReading
    from outreach.formats.packed_files import Unpacked
    from outreach.formats.registry import Reading
    from outreach.formats.table_source import Source

__all__ = ["Report", "warm"]

_log = logging.getLogger(__name__)

Step = Callable[[], None]


def warm() -> None:
    """Have a reader wait, so that the first file is read at once. Takes a few hundredths of a second; never raises."""
    POOL.warm()


def read_as(data: bytes, name: str, file: str, progress: Report | None = None) -> Reading:
    """Read a file as the format called `name`; `file` is what it is called."""
    from outreach.formats.registry import Reading

    try:
        found: Reading = POOL.ask("format", data, name, file, progress=progress)
    except ReaderEnded as ended:
        return Reading(problems=(_problem(ended, name),))
    return found


def read_cards(data: bytes) -> tuple[list[Card], list[Problem]]:
    """Read contact cards (vCard)."""
    try:
        cards, problems = POOL.ask("cards", data)
    except ReaderEnded as ended:
        return [], [_problem(ended, "cards")]
    return cards, problems


def read_calendar(data: bytes) -> tuple[list[Event], list[Problem]]:
    """Read the events of a calendar."""
    try:
        events, problems = POOL.ask("calendar", data)
    except ReaderEnded as ended:
        return [], [_problem(ended, "calendar")]
    return events, problems


def read_answers(data: bytes) -> tuple[list[tuple[AnswerMail, list[Incoming], list[Problem]]], list[Problem]]:
    """Read the messages with answers in a file; what went wrong with the file as a whole stands beside them."""
    try:
        return POOL.ask("answers", data), []
    except ReaderEnded as ended:
        return [], [_problem(ended, "answers")]


def read_source(data: bytes, wishes: TableWishes, step: Step | None = None) -> Source:
    """Read the rows of a table. Raises what `step` raises."""
    from outreach.formats.table_source import Source
    from outreach.formats.workbook_guard import Refusal

    try:
        found: Source = POOL.ask("source", data, wishes, progress=_stepping(step))
    except ReaderEnded as ended:
        return Source(refused=Refusal(_problem(ended, "source").reason))
    return found


def read_bid_statistics(data: bytes, step: Step | None = None) -> tuple[list[LotCount], list[Problem]]:
    """Read a file of bid statistics. Raises what `step` raises."""
    try:
        rows, problems = POOL.ask("statistics", data, progress=_stepping(step))
    except ReaderEnded as ended:
        return [], [_problem(ended, "statistics")]
    return rows, problems


def read_opening_list(data: bytes, step: Step | None = None) -> OpeningReading:
    """Read a list of bids. Raises what `step` raises."""
    from outreach.formats.opening_list import OpeningReading

    try:
        found: OpeningReading = POOL.ask("opening", data, progress=_stepping(step))
    except ReaderEnded as ended:
        return OpeningReading(problems=[_problem(ended, "opening")])
    return found


def read_package(data: bytes) -> tuple[Package | None, list[Problem]]:
    """Read a package of another municipality."""
    try:
        package, problems = POOL.ask("package", data)
    except ReaderEnded as ended:
        return None, [_problem(ended, "package")]
    return package, problems


def unpack(data: bytes, as_format: str = "", progress: Report | None = None) -> Iterator[Unpacked]:
    """Yield the entries of a ZIP file, unpacked one at a time. Raises what `progress` raises."""
    from outreach.formats.packed_files import Entry, Unpacked

    try:
        yield from POOL.each("packed", data, as_format, progress=progress)
    except ReaderEnded as ended:
        yield Unpacked(0, 0, Entry("", problem=_problem(ended, "packed")))


def read_picture(data: bytes, progress: Report | None = None) -> tuple[bytes, list[Content], list[Problem]]:
    """Return a picture as it is kept, what its codes hold, and why it was not opened. Raises what `progress` raises."""
    try:
        picture, contents, problems = POOL.ask("picture", data, progress=progress)
    except ReaderEnded as ended:
        return b"", [], [_problem(ended, "picture")]
    return picture, contents, problems


def read_frame(luminance: bytes, width: int, height: int, stride: int) -> list[Content]:
    """Return what the codes of one frame of a camera hold; nothing where its reader ended: the next frame comes soon."""
    try:
        found: list[Content] = POOL.ask("frame", luminance, width, height, stride)
    except ReaderEnded as ended:
        _problem(ended, "frame")
        return []
    return found


def read_text(data: bytes, now: datetime) -> tuple[list[Content], list[Problem]]:
    """Return what a pasted text (UTF-8) says about somebody."""
    try:
        return POOL.ask("text", data, now), []
    except ReaderEnded as ended:
        return [], [_problem(ended, "text")]


def read_card_contents(data: bytes) -> tuple[list[Content], list[Problem]]:
    """Return the cards of a vCard file for a scan, each made harmless."""
    try:
        return POOL.ask("card contents", data), []
    except ReaderEnded as ended:
        return [], [_problem(ended, "card contents")]


def read_sent(data: bytes) -> tuple[Message | None, list[Content], list[Problem]]:
    """Return what a message says of its sender, and what the cards attached to it hold."""
    try:
        message, contents, problems = POOL.ask("message", data)
    except ReaderEnded as ended:
        return None, [], [_problem(ended, "message")]
    return message, contents, problems


def read_said(data: bytes) -> tuple[Said | None, list[Problem]]:
    """Return what the writer of a message says in it."""
    try:
        said, problems = POOL.ask("said", data)
    except ReaderEnded as ended:
        return None, [_problem(ended, "said")]
    return said, problems


def checked_logo(data: bytes) -> tuple[bytes, str]:
    """Return a logo as it is kept, and "", or nothing and why it may not be one (a catalogue text)."""
    try:
        kept, reason = POOL.ask("logo", data)
    except ReaderEnded as ended:
        return b"", _problem(ended, "logo").reason
    return kept, reason


def _stepping(step: Step | None) -> Report | None:
    return None if step is None else partial(_step, step)


def _step(step: Step, _done: int, _total: int) -> None:
    step()


def _problem(ended: ReaderEnded, name: str) -> Problem:
    _log.warning("a reader was ended: %s: %s", name, ended.reason)
    return Problem(0, ended.reason)
