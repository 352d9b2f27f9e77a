"""The one-line note of an officer with cold hands: "Anna Berg, Bergs Bygg AB, 070-123 45 67: snöröjning #bygg !fre".

Before the first colon stands who (`quick_who.py`), after it what was said; contacts are known wherever they stand
(`quick_contacts.py`). `#word` is a tag, `!fre`, `!14`, `!3/12` or `!2026-12-03` a follow-up, `@Snöröjning` a tender
(`quick_note.py`). Several lines are a pasted signature (`pasted.py`). What the reader is not sure of it lists in `unsure`; it never
guesses silently, and words that fit nowhere go to the note.
"""

from __future__ import annotations

import re
from datetime import date

from outreach.domain.company import MASK
from outreach.domain.pasted import plain_spaces, quick_line, read_pasted
from outreach.domain.quick_contacts import Contacts, mask_bare_numbers, split_phones, take_contacts
from outreach.domain.quick_note import QuickLine, QuickNote, Unsure, personal_number, read_day, read_note
from outreach.domain.quick_who import read_who
from outreach.domain.quick_witness import Witness
from outreach.language import N_

__all__ = ["QuickLine", "QuickNote", "Unsure", "read_day", "read_line", "read_note", "split_phones"]

_FROM_NOTE = N_("taken from what was said; it may be somebody else's")
_LABEL_AT_END = re.compile(
    r"(?<!\w)(?:tel(?:efon)?|tfn|tlf|mob(?:il|ile)?|phone|växel|vx|direkt|e-?post|e-?mail|mejl|mail|mailto|org\.?\s?(?:nr|nummer))"
    r"\b\.?\s*$",
    re.IGNORECASE,
)
_CONTACT_NEXT = re.compile(
    r":\s*(?:(?:SE ?)?[+(]?\d|[^\s,;:@]+(?:@| ?[\[(](?:at|a)[\])]| (?:at|snabel-?a|@)))", re.IGNORECASE
)
#: What stands after a colon that belongs to a word: "S:t Erik", "1:a", "EU:s".
_INFLECTION = re.compile(r":(?:t|s|a|e|n|ta|en|et|ar|er|or|na)\b")


def read_line(text: str, today: date) -> QuickLine:
    """Take a captured line apart. `today` is the day that "!fre" counts from."""
    text = plain_spaces(text).strip()
    if "\n" in text:
        return read_pasted(text, today)
    who, note = _split_at_colon(text)
    note, masked = mask_bare_numbers(note)
    rest, contacts = take_contacts(who)
    _contacts_of_note(note, contacts)
    if masked:
        contacts.sole_trader = True
        contacts.unsure.append(personal_number(MASK))
    marks = read_note(rest, today)
    found = read_who(marks.note, Witness(tuple(contacts.emails), contacts.website))
    return quick_line(found, contacts, marks, read_note(note, today))


def _contacts_of_note(note: str, contacts: Contacts) -> None:
    """Take numbers and addresses from what was said when who has none: they may be another person's, so each is marked."""
    _, said = take_contacts(note)
    if not contacts.phones:
        contacts.phones = said.phones
        contacts.unsure += [Unsure(number, _FROM_NOTE, "phones") for number, _ in said.phones]
    if not contacts.emails:
        contacts.emails = said.emails
        contacts.unsure += [Unsure(email, _FROM_NOTE, "emails") for email in said.emails]


def _split_at_colon(text: str) -> tuple[str, str]:
    """Split at the first colon that ends who; one inside a clock time, an address, a label or a word is not it."""
    ends = [match.start() for match in re.finditer(":", text) if _ends_who(text, match.start())]
    spaced = [place for place in ends if text[place + 1 : place + 2] in ("", " ", "\t")]
    place = next(iter(spaced or ends), None)
    return (text, "") if place is None else (text[:place], text[place + 1 :])


def _ends_who(text: str, place: int) -> bool:
    before, after = text[max(0, place - 30) : place], text[place : place + 80]
    if after.startswith("://") or _INFLECTION.match(after):
        return False
    if before[-1:].isdecimal() and after[1:2].isdecimal():
        return False
    return not (_LABEL_AT_END.search(before) and _CONTACT_NEXT.match(after))
