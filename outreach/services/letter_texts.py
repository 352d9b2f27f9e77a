"""The built-in letters: one for each purpose. The source is English, the catalogue has the Swedish one.

Fields stand in braces (`letters.py`). What stands in square brackets falls away when a field in it is empty, and so does a line
that holds nothing but empty fields, or a label for them.
"""

from __future__ import annotations

from outreach.domain.invitation import Purpose
from outreach.language import N_

SUBJECTS = {
    Purpose.INVITE: N_("Invitation: {event}, {when}"),
    Purpose.UPDATE: N_("Changed: {event}, {when}"),
    Purpose.CANCEL: N_("Cancelled: {event}, {when}"),
    Purpose.UNINVITE: N_("Your invitation is withdrawn: {event}"),
    Purpose.REMIND: N_("Are you coming? {event}, {when}"),
    Purpose.WAIT: N_("You are on the waiting list: {event}"),
    Purpose.OFFER: N_("There is a place for you: {event}, {when}"),
    Purpose.DECLINE_PROPOSAL: N_("The time stays as it is: {event}, {when}"),
}

_HELLO = N_("Hello[ {first_name}],")
_INVITE = N_("welcome to {event}.")
_WHEN = N_("When: {when}")
_WHERE = N_("Where: {where}")
_BOOTH = N_("[You find us at stand {booth}]")
_TENDERS = N_("We talk about these coming procurements: {tenders}")
_PLACES = N_("[There is room for {capacity} people.]")
_ANSWER = N_("Answer with the buttons in your calendar program, or reply to this message[, by {answer_by} at the latest].")
_MORE = N_("Read more: {link}")
_BYE = N_("Kind regards\n[{officer}\n]{unit}\n{contact}")

_UPDATE = N_("the details of {event} have changed. This is how it is now:")
_UPDATE_ANSWER = N_("The entry in your calendar changes when you open this message there. Please say whether you can come.")
_CANCEL = N_("{event} is cancelled. We are sorry about that.")
_CANCEL_WHEN = N_("It would have been: {when}")
_CANCEL_ENTRY = N_("The entry in your calendar goes away when you open this message there.")
_UNINVITE = N_("we must withdraw our invitation to {event} ({when}). We are sorry about that.")
_UNINVITE_ASK = N_("Get in touch with us if you have questions.")
_REMIND = N_("we have not heard yet whether you are coming to {event}.")
_WAIT = N_("thank you for your answer. {event} is full[: there is room for {capacity} people].")
_WAIT_NEXT = N_("You are on our waiting list. We write to you as soon as a place is free.")
_OFFER = N_("a place has become free at {event}, and it is yours.")
_OFFER_ANSWER = N_("Tell us as soon as you can if you cannot come after all, so that somebody else gets the place.")
_DECLINE = N_("thank you for your proposal[: {proposed}]. It does not work for us, so {event} stays at the time that we had set.")
_DECLINE_ANSWER = N_("We hope that you can come all the same. Please answer the invitation.")

_PLACE_LINES = (_WHEN, _WHERE, _BOOTH)

#: Each body as its paragraphs, each paragraph as its lines; "{…}" alone stands for a whole text of its own.
BODIES: dict[Purpose, tuple[tuple[str, ...], ...]] = {
    Purpose.INVITE: (
        (_HELLO,),
        (_INVITE,),
        ("{description}",),
        _PLACE_LINES,
        (_TENDERS,),
        ("{equal_treatment}",),
        (_PLACES, _ANSWER),
        (_MORE,),
        (_BYE,),
        ("{information}",),
    ),
    Purpose.UPDATE: (
        (_HELLO,), (_UPDATE,), _PLACE_LINES, ("{equal_treatment}",), (_UPDATE_ANSWER,), (_MORE,), (_BYE,), ("{information}",),
    ),
    Purpose.CANCEL: ((_HELLO,), (_CANCEL,), (_CANCEL_WHEN,), (_CANCEL_ENTRY,), (_BYE,)),
    Purpose.UNINVITE: ((_HELLO,), (_UNINVITE,), (_UNINVITE_ASK,), (_BYE,)),
    Purpose.REMIND: (
        (_HELLO,), (_REMIND,), _PLACE_LINES, ("{equal_treatment}",), (_ANSWER,), (_MORE,), (_BYE,), ("{information}",),
    ),
    Purpose.WAIT: ((_HELLO,), (_WAIT,), (_WAIT_NEXT,), (_BYE,)),
    Purpose.OFFER: ((_HELLO,), (_OFFER,), _PLACE_LINES, (_OFFER_ANSWER,), (_BYE,), ("{information}",)),
    Purpose.DECLINE_PROPOSAL: ((_HELLO,), (_DECLINE,), _PLACE_LINES, (_DECLINE_ANSWER,), (_BYE,)),
}  # fmt: skip

#: Said when an event features a coming tender (LOU 2016:1145, 4 kap. 1 §: suppliers are treated alike, openly).
EQUAL_TREATMENT = N_(
    "Everybody gets the same information: what is said here about coming procurements is published afterwards, open to all."
)
EQUAL_TREATMENT_LINK = N_("It is published here: {link}")
