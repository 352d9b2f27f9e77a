"""What the outbox holds, in sentences with their buttons: waits, unclear, refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from outreach.domain.invitation import Invitation, Way
from outreach.language import N_, NN_
from outreach.ui.invitations.due_lines import Deed, Sentence
from outreach.ui.words import Words

WAITS = NN_("{n} letter waits to be sent", "{n} letters wait to be sent")
UNCLEAR = NN_(
    "The line was cut: it is not known whether {n} letter arrived ({names})",
    "The line was cut: it is not known whether {n} letters arrived ({names})",
)
_MOST_NAMES = 3


def named(messages: Sequence[Invitation], words: Words) -> str:
    """Name some of the guests whom messages go to."""
    names = list(dict.fromkeys(one.name or one.address for one in messages))
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return words(N_("{names} and {more} more"), names=shown, more=words.language.number(more)) if more > 0 else shown


def outbox_sentences(
    waiting: Sequence[Invitation],
    unclear: Sequence[Invitation],
    words: Words,
    *,
    send: Callable[[], object],
    settle: Callable[[list[UUID], bool], object],
    drop: Callable[[list[UUID]], object],
) -> list[Sentence]:
    """Return the sentences; nothing where all has left."""
    found = []
    by_mail = [one for one in waiting if one.way is Way.SMTP]
    if by_mail:
        ids = [one.id for one in by_mail]
        deeds = (Deed(words(N_("Send now…")), send), Deed(words(N_("Do not send")), lambda: drop(ids)))
        found.append(Sentence("waits", words.count(WAITS, len(by_mail)), deeds, "mail", "warning"))
    if unclear:
        doubtful = [one.id for one in unclear]
        deeds = (
            Deed(words(N_("It arrived")), lambda: settle(doubtful, True)),
            Deed(words(N_("Send again")), lambda: settle(doubtful, False)),
        )
        text = words.count(UNCLEAR, len(unclear), names=named(unclear, words))
        found.append(Sentence("unclear", text, deeds, "warning", "warning"))
    return found
