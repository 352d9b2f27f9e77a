"""The built-in letters: one for each purpose. The source is English, the catalogue has the Swedish one.

Fields stand in braces (`letters.py`). A line that holds nothing but empty fields, or a label for them, falls away, and so does the
comma or the word before an empty field: these texts get along without square brackets, which an officer would have to learn first.
What a guest must know in ten seconds (when, where, how many places, answer by) stands as labels, one below the other.
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

_HELLO = N_("Hello {first_name},")
_INVITE = N_("Welcome to {event}.")
_WHEN = N_("When: {when}")
_WHERE = N_("Where: {where}")
_BOOTH = N_("Our stand: {booth}")
_TENDERS = N_("We will talk about what comes up for tender: {tenders}")
_PLACES = N_("Places: {capacity}")
_ANSWER_BY = N_("Answer by: {answer_by}")
_ANSWER = N_("Please answer with the buttons in your calendar program, or reply to this message.")
_MORE = N_("Read more: {link}")
_BYE = N_("Kind regards\n{officer}\n{unit}\n{contact}")

_UPDATE = N_("The details of {event} have changed. This is how it is now:")
_UPDATE_ANSWER = N_(
    "Your calendar is brought up to date when you open this message in your calendar program. Please tell us whether you can come."
)
_CANCEL = N_("{event} is cancelled. We are sorry about that.")
_CANCEL_WHEN = N_("It would have been: {when}")
_CANCEL_ENTRY = N_("The event goes out of your calendar when you open this message in your calendar program.")
_UNINVITE = N_("We must withdraw our invitation to {event}, {when}. We are sorry about that.")
_UNINVITE_ASK = N_("Get in touch with us if you have questions.")
_REMIND = N_("We have not heard yet whether you are coming to {event}.")
_WAIT = N_("Thank you for your answer. {event} is full.")
_WAIT_NEXT = N_("You are on our waiting list. We will write to you as soon as a place is free.")
_OFFER = N_("A place has become free at {event}, and it is yours.")
_OFFER_ANSWER = N_("Tell us as soon as you can if you cannot come after all, so that somebody else gets the place.")
_DECLINE = N_("Thank you for your proposal: {proposed}. We cannot make that time, so {event} stays at the time that was set.")
_DECLINE_ANSWER = N_("We hope that you can come all the same. Please answer the invitation.")

_PLACE_LINES = (_WHEN, _WHERE, _BOOTH)

#: Each body as its paragraphs, each paragraph as its lines; "{…}" alone stands for a whole text of its own.
BODIES: dict[Purpose, tuple[tuple[str, ...], ...]] = {
    Purpose.INVITE: (
        (_HELLO,),
        (_INVITE,),
        ("{description}",),
        (*_PLACE_LINES, _PLACES, _ANSWER_BY),
        (_ANSWER,),
        (_TENDERS,),
        ("{equal_treatment}",),
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
        (_HELLO,), (_REMIND,), (*_PLACE_LINES, _ANSWER_BY), (_ANSWER,), ("{equal_treatment}",), (_MORE,), (_BYE,),
        ("{information}",),
    ),
    Purpose.WAIT: ((_HELLO,), (_WAIT,), (_WAIT_NEXT,), (_BYE,)),
    Purpose.OFFER: ((_HELLO,), (_OFFER,), _PLACE_LINES, (_OFFER_ANSWER,), (_BYE,), ("{information}",)),
    Purpose.DECLINE_PROPOSAL: ((_HELLO,), (_DECLINE,), _PLACE_LINES, (_DECLINE_ANSWER,), (_BYE,)),
}  # fmt: skip

#: Said when an event features a coming tender (LOU 2016:1145, 4 kap. 1 §: suppliers are treated alike, openly).
EQUAL_TREATMENT = N_(
    "Everybody gets the same information: what we say about coming procurements is published afterwards, open to all."
)
EQUAL_TREATMENT_LINK = N_("It is published here: {link}")
