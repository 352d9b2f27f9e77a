"""What is said of deeds that wait for the server, at both doors."""

from __future__ import annotations

from typing import Any

from outreach.domain.waiting import Deed, Operation, Waits
from outreach.explain import explain
from outreach.language import N_, NN_, Language
from outreach.services.waiting import Sent, Stuck

DEEDS: dict[Deed, str] = {
    Deed.CAPTURE: N_("Conversation"),
    Deed.LINE: N_("Conversation"),
    Deed.REWORD: N_("Changed words of a conversation"),
    Deed.SAVE: N_("Saved"),
    Deed.PERSON: N_("Saved"),
    Deed.FINISH: N_("Followed up"),
    Deed.MOVE: N_("Follow-up put off"),
}
WAIT = NN_("{n} waits for the server.", "{n} wait for the server.")
SENT = NN_("{n} that waited was sent to the server.", "{n} that waited were sent to the server.")
KEPT = N_("Kept on this computer, sealed; sent when the server is back: {what}")
NOTHING = N_("Nothing waits for the server.")
SEALED = N_("They are sealed; they can be read when the server answers.")
AGAIN_AWAY = N_("The server was away again; the rest waits.")


def say_operation(operation: Operation, language: Language) -> str:
    """Write a waiting deed on one line: when, what, and a few words of it."""
    what = language.say(DEEDS[operation.deed])
    return f"{language.moment(operation.at)} · {what}: {operation.shown}".rstrip(": ")


def say_kept(operation: Operation, language: Language) -> str:
    """Say that a deed waits."""
    return language.say(KEPT, what=operation.shown or language.say(DEEDS[operation.deed]))


def say_stuck(stuck: Stuck, language: Language) -> str:
    """Say why a deed cannot be done as it stands."""
    known = explain(stuck.error, language)
    return known.whole if known else type(stuck.error).__name__


def say_sent(sent: Sent, language: Language) -> list[str]:
    """Say what came of sending, a line for each thing."""
    lines = [language.count(SENT, len(sent.done))] if sent.done else []
    lines += [f"{say_operation(one.operation, language)} – {say_stuck(one, language)}" for one in sent.stuck]
    return [*lines, *([language.say(AGAIN_AWAY)] if sent.away else [])]


def words_of(operation: Operation) -> str:
    """Return what was typed, for whoever looks at what waits."""
    values = operation.values
    if operation.deed in (Deed.LINE, Deed.REWORD):
        return str(values.get("line") or values.get("text") or "")
    if operation.deed is Deed.CAPTURE:
        parts = [values.get(name) for name in ("person", "company", "note", "new_text")]
        ways = [*values.get("phones", ()), *values.get("emails", ())]
        return "\n".join(str(one) for one in (*parts[:2], ", ".join(map(str, ways)), *parts[2:]) if one)
    record = values.get("record", {})
    found = [str(record[name]) for name in ("name", "title", "text", "notes", "note") if record.get(name)]
    return "\n".join(found) or operation.shown


def plain_operation(operation: Operation) -> dict[str, str]:
    """Return a waiting deed in JSON types."""
    return {
        "id": str(operation.action),
        "deed": operation.deed.value,
        "at": operation.at.isoformat(),
        "who": operation.who,
        "shown": operation.shown,
    }


def plain_waits(waits: Waits, language: Language) -> dict[str, Any]:
    """Return the answer for a deed that waits, in JSON types, with the sentence that says so."""
    return {"waits": plain_operation(waits.operation), "waiting": waits.count, "said": say_kept(waits.operation, language)}
