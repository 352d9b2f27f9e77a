"""The one-line note of an officer with cold hands: "Anna Berg, Bergs Bygg AB, 070-123 45 67: snöröjning #bygg !fre".

Before the first colon stands who (`quick_who.py`), after it what was said; contacts are known wherever they stand
(`quick_contacts.py`). `#word` is a tag, `!fre`, `!14`, `!3/12` or `!2026-12-03` a follow-up, `@Snöröjning` a tender
(`quick_note.py`). Several lines are a pasted signature (`pasted.py`). What the reader is not sure of it lists in `unsure`; it never
guesses silently, and words that fit nowhere go to the note.
"""

from __future__ import annotations

import re
from datetime import date

from outreach.domain.pasted import plain_spaces, read_pasted
from outreach.domain.quick_contacts import split_phones, take_contacts
from outreach.domain.quick_note import QuickLine, QuickNote, Unsure, read_day, read_note
from outreach.domain.quick_who import read_who

__all__ = ["QuickLine", "QuickNote", "Unsure", "read_day", "read_line", "read_note", "split_phones"]

_CLOCK = re.compile(r"(?<!\w)(?:kl\.?\s*\d{1,2}(?:[:.]\d{2})?|\d{1,2}:\d{2})(?!\w)", re.IGNORECASE)
_LABEL_AT_END = re.compile(
    r"(?<!\w)(?:tel(?:efon)?|tfn|tlf|mob(?:il|ile)?|phone|växel|vx|direkt|e-?post|e-?mail|mejl|mail|mailto|org\.?\s?(?:nr|nummer))"
    r"\b\.?\s*$",
    re.IGNORECASE,
)
#: What stands after a colon that belongs to a word: "S:t Erik", "1:a", "EU:s".
_INFLECTION = re.compile(r":(?:t|s|a|e|n|ta|en|et|ar|er|or|na)\b")


def read_line(text: str, today: date) -> QuickLine:
    """Take a captured line apart. `today` is the day that "!fre" counts from."""
    text = plain_spaces(text).strip()
    if "\n" in text:
        return read_pasted(text, today)
    who, note = _split_at_colon(text)
    rest, contacts = take_contacts(who)
    beside = [match.group() for match in _CLOCK.finditer(rest)] + contacts.beside
    marks = read_note(_CLOCK.sub(" ", rest), today)
    found = read_who(marks.note)
    quick = read_note(note, today)
    both = QuickNote(
        " ".join(" ".join([*found.extras, *beside, quick.note]).split()),
        tuple(dict.fromkeys(marks.tags + quick.tags)),
        quick.follow_up or marks.follow_up,
        tuple(dict.fromkeys(marks.tenders + quick.tenders)),
        marks.unsure + quick.unsure,
    )
    labels = dict(reversed(contacts.phones))
    return QuickLine(
        person=found.person,
        company=found.company,
        emails=tuple(contacts.emails),
        phones=tuple(dict.fromkeys(number for number, _ in contacts.phones)),
        note=both,
        unsure=(*contacts.unsure, *found.doubts, *both.unsure),
        title=found.title,
        org_number=contacts.org_number,
        sole_trader=contacts.sole_trader,
        addresses=tuple(contacts.addresses),
        website=contacts.website,
        phone_labels=tuple(labels[number] for number in dict(contacts.phones)),
    )


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
    return not (_LABEL_AT_END.search(before) and re.match(r":\s*(?:[+(]?\d|[^\s,;:]+@)", after))
