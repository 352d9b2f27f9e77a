"""A message in words: the letter, and what the guest's calendar program makes of the part that it reads."""

from __future__ import annotations

from outreach.domain.invitation import Method
from outreach.language import N_, NN_
from outreach.services.messages import Message
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.invitations.letter_view import Reading
from outreach.ui.words import Words

DOES = {
    Method.REQUEST: N_("Asks for an answer: yes, no or perhaps"),
    Method.CANCEL: N_("Takes the entry away"),
    Method.DECLINECOUNTER: N_("Says no to the proposed time; the entry stays"),
    Method.PUBLISH: N_("An entry without buttons"),
}
FIRST = N_("First version")
VERSION = N_("Version {number}")
MORE = NN_("and {n} date of the series with a message of its own", "and {n} dates of the series with messages of their own")
NO_ENTRY = N_("The calendar is not changed")


def reading_of(message: Message, parts: int, words: Words) -> Reading:
    """Return a message as it is read. `parts` is how many messages the same guest gets (a series with moved dates)."""
    return Reading(
        message.guest.name, message.address, message.language, message.subject, message.text, _calendar(message, parts, words)
    )


def _calendar(message: Message, parts: int, words: Words) -> tuple[str, ...]:
    if not message.calendar:
        return (words(NO_ENTRY),)
    event = message.event
    number = event.sequence + 1
    version = words(FIRST) if number == 1 else words(VERSION, number=words.language.number(number))
    more = words.count(MORE, parts - 1) if parts > 1 else ""
    when = " ".join(part for part in (when_words(event.when, words), more) if part)
    where = " · ".join(part for part in (when, event.place) if part)
    return (event.title, where, f"{version} · {words(DOES[message.method])}")
