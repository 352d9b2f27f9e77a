"""`outreach capture` and `outreach meeting …`."""

from __future__ import annotations

import locale
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id, find_ids
from outreach.cli.streets import add_delete, add_list
from outreach.cli.values import Moment
from outreach.cli.waiting import said_waits
from outreach.domain.changes import Changes
from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.domain.record import Kind, to_plain
from outreach.domain.server_address import is_address
from outreach.domain.waiting import Waits
from outreach.errors import InvalidInput, WorkspaceUnreachable
from outreach.language import N_, Language
from outreach.services.capture_answer import plain_captured
from outreach.services.matching import REASONS
from outreach.services.meetings import Captured
from outreach.services.open_window import CAPTURE, address_file, ask_window
from outreach.services.waiting_words import plain_waits

meeting = group("meeting", N_("Conversations: list, correct, inform, delete."))
add_list(meeting, Kind.MEETING)
add_delete(meeting, Kind.MEETING)


@command(meeting, "correct", N_("Write anew who a conversation was with and what was said, in one line as for capture."))
@argument("record", metavar="ID")
@argument("line")
def correct(door: Door, record: str, line: str) -> Answer:
    """Correct it."""
    with door.house(writing=True) as house:
        meeting_id = find_id(house, record, Kind.MEETING)
        changes = house.meetings.correct_line(meeting_id, line)
        corrected = house.meetings.get(meeting_id)
    answer = {"meeting": to_plain(corrected), "action": to_plain(changes.action)}
    return Answer(answer, lambda: [door.language.say(changes.title, **changes.values)])


@command(meeting, "inform", N_("Say what a talk gave: only public information, new information, or a tip. New opens an item."))
@argument("record", metavar="ID")
@argument("given", type=click.Choice([one.value for one in Given if one]), metavar="new|public|tip")
@option("--text", default="", metavar="TEXT", text=N_("The new information, in words that everybody can get; else the note."))
@option("--tender", "tenders", multiple=True, metavar="ID", text=N_("A tender that it was about; may be given several times."))
def inform(door: Door, record: str, given: str, text: str, tenders: tuple[str, ...]) -> Answer:
    """Say it."""
    with door.house(writing=True) as house:
        meeting_id = find_id(house, record, Kind.MEETING)
        changes = house.meetings.inform(meeting_id, Given(given), text, find_ids(house, tenders, Kind.TENDER))
        informed = house.meetings.get(meeting_id)
        items = house.disclosures.of_meeting(meeting_id)
    answer = {
        "meeting": to_plain(informed),
        "disclosures": [to_plain(one) for one in items],
        "action": to_plain(changes.action),
    }
    return Answer(answer, lambda: [door.language.say(changes.title, **changes.values)] if changes.action else [])


def add_capture(root: Any) -> None:
    """Give the program its `capture` command."""

    @command(
        root,
        "capture",
        N_(
            "Log a conversation from one line: who, company, telephone, e-mail: what about #tag !fri. "
            "A pasted signature works too; “-” reads it from standard input."
        ),
    )
    @argument("line")
    @option("--event", "event", default=None, metavar="ID", text=N_("Where it was; the event under way, unless named."))
    @option(
        "--at", type=Moment(), default=None, metavar="TIME", text=N_("When it was, in Swedish time; now, unless named.")
    )
    @option(
        "--information",
        type=click.Choice([one.value for one in Given if one]),
        default=None,
        text=N_("What was given: public, new or tip; =off, =ny and =tips in the line say the same."),
    )
    @option("--new-text", default="", metavar="TEXT", text=N_("The new information, in words that everybody can get."))
    @option("--told", is_flag=True, text=N_("The visitor was told what you keep; kept with day and version of the text."))
    def capture(
        door: Door, line: str, event: str | None, at: datetime | None, information: str | None, new_text: str, told: bool
    ) -> Answer:
        text = _standard_input() if line == "-" else line
        instant = at.astimezone(UTC) if at else None
        # The id holds for both ways, so that a window that took the line and then fell silent does not make two of it.
        capture_id = uuid4()
        given = Given(information or "")
        answer = _by_window(door, text, event, instant, capture_id, given, new_text, told)
        if answer is None:
            values: dict[str, Any] = {"at": instant, "capture_id": capture_id, "information": given}
            values |= {"new_text": new_text, "told": told}
            outcome = _kept(door, text, event, values)
            answer = plain_waits(outcome, door.language) if isinstance(outcome, Waits) else plain_captured(outcome)
        return _answered(answer, door.language)


def _kept(door: Door, line: str, event: str | None, values: dict[str, Any]) -> Captured | Waits:
    """Keep a line in the workspace; where its server does not answer, here. Raises what both raise."""
    from outreach.services.waiting import keep_line

    try:
        with door.house(writing=True) as house:
            values["event"] = find_id(house, event, Kind.EVENT) if event else None
            outcome = house.waiting.capture_line(line, **values)
    except WorkspaceUnreachable:
        # The server was not there to say which event is meant: only its whole id can wait.
        values["event"] = _whole_id(event)
        waits = keep_line(door.place, line, door.settings.officer, **values) if is_address(door.place) else None
        if waits is None:
            raise
        return waits
    assert not isinstance(outcome, Changes)
    return outcome


def _whole_id(event: str | None) -> UUID | None:
    try:
        return UUID(event) if event else None
    except ValueError as error:
        raise InvalidInput(N_("Event"), N_("The server does not answer: name the event by its whole id, or by none.")) from error


def _standard_input() -> str:
    """Return what was piped in: UTF-8, else what the system writes; a letter that neither knows becomes a question mark."""
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(locale.getpreferredencoding(do_setlocale=False), "replace")


def _by_window(
    door: Door, line: str, event: str | None, at: datetime | None, capture_id: UUID, given: Given, new_text: str, told: bool
) -> dict[str, Any] | None:
    """Hand the line to the window that has the workspace open. Returns its answer, None when there is no such window."""
    if not address_file(door.place).exists():
        return None
    question: dict[str, Any] = {"do": CAPTURE, "id": str(capture_id), "line": line, "language": door.language.code}
    more = (("information", given.value), ("new_text", new_text), ("told", told))
    question |= {name: value for name, value in more if value}
    if at is not None:
        question["at"] = at.isoformat()
    if event is not None:
        with door.house() as house:
            question["event"] = str(find_id(house, event, Kind.EVENT))
    return ask_window(door.place, question)


def _answered(answer: dict[str, Any], language: Language) -> Answer:
    error = answer.get("error")
    if error is not None:
        return Answer({"error": error}, lambda: (), 1, f"{error['sentence']} {error['next_step']}".strip())
    if "waits" in answer:
        return said_waits(answer, language)
    for doubt in answer["unsure"]:
        doubt["reason"] = language.say(doubt["reason"])
    answer["warnings"] = [language.say(one["text"], **one["values"]) for one in answer.get("warnings", ())]
    return Answer(answer, lambda: _lines(answer, language))


def _lines(answer: dict[str, Any], language: Language) -> Iterator[str]:
    """Say what was kept, what it was tied to, and what is not sure."""
    kept = answer["meeting"]
    who = [named["name"] for named in (answer["person"], answer["company"]) if named]
    yield language.say(N_("Logged: {who}"), who=", ".join(who) or kept["note"])
    if who and kept["note"]:
        yield kept["note"]
    if answer["event"]:
        yield language.say(N_("At: {event}"), event=answer["event"]["title"])
    if kept["tags"]:
        yield " ".join(f"#{tag}" for tag in kept["tags"])
    if kept.get("information"):
        yield language.say(GIVEN_LABELS[Given(kept["information"])])
    yield from answer["warnings"]
    if answer["follow_up"]:
        due = date.fromisoformat(answer["follow_up"]["due"])
        yield language.say(N_("Follow up by {day}"), day=language.day(due, "full"))
    for one in answer["similar"]:
        reasons = ", ".join(language.say(REASONS[reason]) for reason in one["reasons"])
        text = N_("Already known: {title} ({reasons})") if one["same"] else N_("Resembles {title} ({reasons})")
        yield language.say(text, title=one["title"], reasons=reasons)
    # One doubt may concern two fields; it is said once.
    for text, reason in dict.fromkeys((one["text"], one["reason"]) for one in answer["unsure"]):
        yield language.say(N_("Not sure: “{text}” ({reason})"), text=text, reason=reason)
