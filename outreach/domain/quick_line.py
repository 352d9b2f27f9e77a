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
from outreach.domain.name_shapes import looks_like_company, looks_like_person, name_shaped, title_and_name
from outreach.domain.names_in_text import company_in, first_name_in
from outreach.domain.pasted import plain_spaces, quick_line, read_pasted
from outreach.domain.quick_contacts import Contacts, mask_bare_numbers, split_phones, take_contacts
from outreach.domain.quick_findings import Who
from outreach.domain.quick_known import KnownNames, nobody_known
from outreach.domain.quick_note import QuickLine, QuickNote, Unsure, personal_number, read_day, read_note
from outreach.domain.quick_parts import NAME_LABEL, TENDER_SIGN
from outreach.domain.quick_who import read_who
from outreach.domain.quick_witness import Witness
from outreach.language import N_

__all__ = ["QuickLine", "QuickNote", "Unsure", "read_day", "read_line", "read_note", "split_phones"]

_FROM_NOTE = N_("taken from what was said; it may be somebody else's")
#: "Anna Berg : Bergs Bygg : taket": so many colons between spaces divide as commas do.
_COLONS_OF_A_LIST = 2
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


def read_line(text: str, today: date, known: KnownNames = nobody_known) -> QuickLine:
    """Take a captured line apart. `today` is the day that "!fre" counts from; `known` tells which names the register has."""
    text = plain_spaces(text).strip()
    if "\n" in text:
        return read_pasted(text, today)
    who, note = (
        _turned(*_split_at_colon(text)) if text.count(" : ") < _COLONS_OF_A_LIST else (text.replace(" : ", ", "), "")
    )
    note, masked = mask_bare_numbers(note)
    rest, contacts = take_contacts(who)
    _contacts_of_note(note, contacts)
    if masked:
        contacts.sole_trader = True
        contacts.unsure.append(personal_number(MASK))
    marks = read_note(rest, today, TENDER_SIGN)
    found = read_who(marks.note, Witness(tuple(contacts.emails), contacts.website), known)
    _own_up(found, note)
    return quick_line(found, contacts, marks, read_note(note, today))


def _own_up(who: Who, note: str) -> None:
    """Mark a company that may stand at the beginning of what was said: "Anna Berg: Bergs Bygg, taket"."""
    first = re.split(r"[,;:.]", note, maxsplit=1)[0].strip()
    if not who.company and first[:1].isupper() and name_shaped(first) and looks_like_company(first):
        who.doubt(first, N_("perhaps the company; it stands in the note"), "company")
    if not who.person:
        name = first_name_in(note)
        if name:
            who.doubt(name, N_("perhaps the person; it stands in the note"), "person")
            who.doubt(name, N_("perhaps the person; it stands in the note"), "note")
    if not who.company and not who.person and company_in(note):
        who.doubt(company_in(note), N_("perhaps the company; it stands in the note"), "company")


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


def _turned(head: str, tail: str) -> tuple[str, str]:
    """Read "Grönytor: Mikael Brandt, Brandts Mark AB" as one list: what stands before the colon names nobody, what follows does."""
    if tail.strip() and not re.search(r"\w", take_contacts(tail)[0]):
        return f"{head}, {tail}", ""
    first = re.split(r"[,;]", tail, maxsplit=1)[0].strip()
    named = looks_like_person(first) and " " in first
    if not named or "," in head or any(char.isdecimal() for char in head):
        return head, tail
    name = title_and_name(head.strip())[1]
    if looks_like_person(name) or looks_like_company(name):
        return head, tail
    return f"{head},{tail}", ""


def _ends_who(text: str, place: int) -> bool:
    before, after = text[max(0, place - 30) : place], text[place : place + 80]
    if after.startswith("://") or _INFLECTION.match(after):
        return False
    if before[-1:].isdecimal() and after[1:2].isdecimal():
        return False
    last = re.search(r"[\w.]+\s?$", before)
    if last and NAME_LABEL.fullmatch(last.group()):
        return False
    return not (_LABEL_AT_END.search(before) and _CONTACT_NEXT.match(after))
