"""What the invite window says of what is due, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from outreach.domain.invitation import Purpose
from outreach.language import N_, NN_
from outreach.ui.invitations.counts import Shown, belongs
from outreach.ui.invitations.due_lines import Deed, Sentence
from outreach.ui.invitations.reading import Invited, Told
from outreach.ui.words import Words

Send = Callable[[Purpose, tuple[UUID, ...]], object]


@dataclass(frozen=True, slots=True)
class _Due:
    purpose: Purpose
    forms: tuple[str, str]
    button: str
    icon: str = "mail"
    tone: str = "accent"


_DUES = (
    _Due(
        Purpose.CANCEL,
        NN_("Cancelled: {n} guest to tell", "Cancelled: {n} guests to tell"),
        N_("Send the cancellation…"),
        "close",
        "danger",
    ),
    _Due(
        Purpose.UPDATE,
        NN_("{n} guest has an older version", "{n} guests have an older version"),
        N_("Send the change…"),
        "warning",
        "warning",
    ),
    _Due(Purpose.INVITE, NN_("{n} has not been invited", "{n} have not been invited"), N_("Invite…"), "mail"),
    _Due(
        Purpose.UNINVITE,
        NN_("{n} was uninvited and does not know yet", "{n} were uninvited and do not know yet"),
        N_("Withdraw the invitation…"),
        "close",
        "warning",
    ),
    _Due(
        Purpose.OFFER,
        NN_("A place is free for {n} who waits", "Places are free for {n} who wait"),
        N_("Offer the place…"),
        "check",
        "success",
    ),
    _Due(
        Purpose.WAIT,
        NN_("{n} waits for a place and does not know yet", "{n} wait for a place and do not know yet"),
        N_("Tell them…"),
        "follow-up",
    ),
    _Due(Purpose.REMIND, NN_("{n} has not answered", "{n} have not answered"), N_("Remind…"), "follow-up", "muted"),
)
OLD_TIME = NN_("{n} guest has the old time or place", "{n} guests have the old time or place")
DECIDE = NN_("{n} answer for you to decide", "{n} answers for you to decide")


def due_sentences(found: Invited, words: Words, send: Send) -> list[Sentence]:
    """Return what is due, the most pressing first; each button opens the letter to those guests."""
    sentences = []
    for one in _DUES:
        ids = found.due.of(one.purpose)
        if not ids:
            continue
        forms = OLD_TIME if one.purpose is Purpose.UPDATE and _all_have_old_time(found, ids) else one.forms
        deed = Deed(words(one.button), partial(send, one.purpose, ids))
        quiet = one.purpose is Purpose.REMIND
        sentences.append(Sentence(one.purpose.value, words.count(forms, len(ids)), (deed,), one.icon, one.tone, quiet))
    return sentences


def _all_have_old_time(found: Invited, ids: tuple[UUID, ...]) -> bool:
    rows = found.rows_of(ids)
    return bool(rows) and all(row.told is Told.OLD_TIME for row in rows)


PLACES = N_("{free} of {capacity}")


def counted(found: Invited) -> dict[Shown, int]:
    """Return how many guests stand under each count."""
    return {shown: sum(belongs(row.guest, shown) for row in found.rows) for shown in Shown}


def places_words(found: Invited, words: Words) -> str:
    """Say how many places are left; nothing where there is no limit."""
    tally, number = found.tally, words.language.number
    return words(PLACES, free=number(tally.free), capacity=number(tally.capacity)) if tally.capacity else ""
