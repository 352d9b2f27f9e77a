"""What the command line says of deeds that wait for the server of a shared workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from outreach.cli.door import Answer, Door
from outreach.domain.record import to_plain
from outreach.domain.waiting import Deed, Operation, Waits
from outreach.explain import explain
from outreach.language import N_, NN_, Language
from outreach.services.waiting import Sent

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
_SENT = NN_("Sent, now that the server answers: {n}", "Sent, now that the server answers: {n}")
_KEPT = N_("The server does not answer. It is kept on this computer, sealed, and sent when the server is back: {what}")


def said_waits(waits: Waits, door: Door) -> Answer:
    """Say that a deed waits."""
    language = door.language
    lines = [language.say(_KEPT, what=waits.operation.shown), language.count(WAIT, waits.count)]
    return Answer({"waits": plain_operation(waits.operation), "waiting": waits.count}, lambda: lines)


def plain_operation(operation: Operation) -> dict[str, Any]:
    """Return a waiting deed in JSON types, without its words."""
    return {
        "id": str(operation.action),
        "deed": operation.deed.value,
        "at": to_plain(operation.at),
        "who": operation.who,
        "shown": operation.shown,
    }


def say_operation(operation: Operation, language: Language) -> str:
    """Write a waiting deed on one line."""
    what = language.say(DEEDS[operation.deed])
    return f"{operation.action}  {language.moment(operation.at)}  {what}: {operation.shown}".rstrip(": ")


def say_sent(sent: Sent, language: Language) -> Iterator[str]:
    """Say what came of sending."""
    if sent.done:
        yield language.count(_SENT, len(sent.done))
    for stuck in sent.stuck:
        known = explain(stuck.error, language)
        yield f"{say_operation(stuck.operation, language)}: {known.whole if known else type(stuck.error).__name__}"
    if sent.away:
        yield language.say(N_("The server was away again; the rest waits."))
