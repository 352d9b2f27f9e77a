"""`outreach capture` and `outreach meeting …`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id
from outreach.cli.streets import add_delete, add_list
from outreach.cli.values import Moment
from outreach.domain.record import Kind, to_plain
from outreach.language import N_, Language
from outreach.services.matching import REASONS, Similar
from outreach.services.meetings import Captured

meeting = group("meeting", N_("Conversations: list, correct, delete."))
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


def add_capture(root: Any) -> None:
    """Give the program its `capture` command."""

    @command(
        root, "capture", N_("Log a conversation from one line: who, company, telephone, e-mail: what about #tag !fri")
    )
    @argument("line")
    @option("--event", "event", default=None, metavar="ID", text=N_("Where it was; the event under way, unless named."))
    @option(
        "--at", type=Moment(), default=None, metavar="TIME", text=N_("When it was, in Swedish time; now, unless named.")
    )
    def capture(door: Door, line: str, event: str | None, at: datetime | None) -> Answer:
        with door.house(writing=True) as house:
            event_id = find_id(house, event, Kind.EVENT) if event else None
            captured = house.meetings.capture_line(line, event_id, at.astimezone(UTC) if at else None)
        return Answer(_plain(captured, door.language), lambda: _lines(captured, door.language))


def _plain(captured: Captured, language: Language) -> dict[str, Any]:
    return {
        "meeting": to_plain(captured.meeting),
        "person": to_plain(captured.person),
        "company": to_plain(captured.company),
        "follow_up": to_plain(captured.follow_up),
        "event": to_plain(captured.event),
        "similar": [_plain_similar(one) for one in captured.similar],
        "unsure": [{"text": one.text, "reason": language.say(one.reason)} for one in captured.unsure],
        "action": to_plain(captured.changes.action),
    }


def _plain_similar(one: Similar) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": str(one.id),
        "title": one.title,
        "reasons": list(one.reasons),
        "same": one.same,
    }


def _lines(captured: Captured, language: Language) -> list[str]:
    """Say what was kept, what it was tied to, and what is not sure."""
    who = [named.name for named in (captured.person, captured.company) if named is not None]
    said = [language.say(N_("Logged: {who}"), who=", ".join(who) or captured.meeting.note)]
    if who and captured.meeting.note:
        said.append(captured.meeting.note)
    if captured.event is not None:
        said.append(language.say(N_("At: {event}"), event=captured.event.title))
    if captured.meeting.tags:
        said.append(" ".join(f"#{tag}" for tag in captured.meeting.tags))
    if captured.follow_up is not None:
        said.append(language.say(N_("Follow up by {day}"), day=language.day(captured.follow_up.due, "full")))
    for one in captured.similar:
        reasons = ", ".join(language.say(REASONS[reason]) for reason in one.reasons)
        text = N_("Already known: {title} ({reasons})") if one.same else N_("Resembles {title} ({reasons})")
        said.append(language.say(text, title=one.title, reasons=reasons))
    said += [
        language.say(N_("Not sure: “{text}” ({reason})"), text=one.text, reason=language.say(one.reason))
        for one in captured.unsure
    ]
    return said
