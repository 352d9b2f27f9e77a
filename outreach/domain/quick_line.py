"""The one-line note of an officer with cold hands: "Anna Berg, Bergs Bygg AB, 070-123 45 67: snöröjning #bygg !fre".

Before the first colon stands who (`quick_who.py`), after it what was said. `#word` is a tag, `!fre`, `!14`, `!3/12` or
`!2026-12-03` a follow-up, `@Snöröjning` a tender. What the reader is not sure of it lists in `unsure`; it never guesses
silently, and words that fit nowhere go to the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.company import MASK, read_org_number, without_personal_numbers
from outreach.domain.contact import clean_email, clean_phone
from outreach.domain.quick_who import Unsure, read_who
from outreach.language import N_

__all__ = ["QuickLine", "QuickNote", "Unsure", "read_day", "read_line", "read_note", "split_phones"]

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mån måndag mon monday",
            "tis tisdag tue tuesday",
            "ons onsdag wed wednesday",
            "tor tors torsdag thu thursday",
            "fre fredag fri friday",
            "lör lördag sat saturday",
            "sön söndag sun sunday",
        )
    )
    for name in names.split()
}
_DAY_WORDS = {"idag": 0, "today": 0, "imorgon": 1, "imorron": 1, "tomorrow": 1, "övermorgon": 2}

_TAG = re.compile(r"(?<!\S)#([\w][\w\-/]*)")
_DUE = re.compile(r"(?<!\S)!([\w\-/]*\w)")
_TENDER = re.compile(r'(?<!\S)@(?:"([^"]+)"|([\w][\w\-]*))')
_LEFT_ALONE = re.compile(r"(?<=\s)[,;.]+(?=\s|$)|\s+(?=[,;.](?:\s|$))")
_EMAIL = re.compile(r"[^\s,;<>():]+@[^\s,;<>()]+\.[^\s,;<>():]*[^\s,;<>():.]")
_HALF_EMAIL = re.compile(r"(?<![^\s,;<(])[^\s,;<>():@]+@[^\s,;<>():@]+")
_WEB = re.compile(r"\b(?:https?://|www\.)[^\s,;]*[^\s,;:.]", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\w)(?:kl\.?\s*\d{1,2}(?:[:.]\d{2})?|\d{1,2}:\d{2})(?!\w)", re.IGNORECASE)
_LABEL = (
    r"(?<!\w)(?:tel(?:efon)?|tfn|tlf|mob(?:il|ile)?|phone|växel|vx|e-?post|e-?mail|mejl|mail|mailto|"
    r"org\.?\s?(?:nr|nummer))\b\.?"
)
_LABELLED = re.compile(_LABEL + r"\s*:?\s*(?=[+(]?\d|[^\s,;:]+@)", re.IGNORECASE)
_LABEL_AT_END = re.compile(_LABEL + r"\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w@.:/\-])\(?\+?\d[\d\s\-–/()]{3,}\d(?!\w)")
_NEXT_NUMBER = re.compile(r"\s*/\s*(?=0\d|\+)|\s+(?=0\d|\+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What stands after a colon that belongs to a word: "S:t Erik", "1:a", "EU:s".
_INFLECTION = re.compile(r":(?:t|s|a|e|n|ta|en|et|ar|er|or|na)\b")


@dataclass(frozen=True, slots=True)
class QuickNote:
    """What was said, and its marks. `follow_up` is a day; `tenders` are the words after @."""

    note: str = ""
    tags: tuple[str, ...] = ()
    follow_up: date | None = None
    tenders: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True, slots=True)
class QuickLine:
    """One captured line, taken apart. Texts are as typed; numbers and addresses are cleaned when they are stored.

    `org_number`: ten digits or empty, never a sole trader's; one of those leaves `sole_trader` behind and nothing else.
    """

    person: str = ""
    company: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    note: QuickNote = QuickNote()
    unsure: tuple[Unsure, ...] = ()
    title: str = ""
    org_number: str = ""
    sole_trader: bool = False


@dataclass(slots=True)
class _Numbers:
    """The numbers of a line, told apart."""

    phones: list[str]
    unsure: list[Unsure]
    org_number: str = ""
    sole_trader: bool = False


def read_note(text: str, today: date) -> QuickNote:
    """Take the marks out of a note. The note keeps its words; tags are lower-cased. Personal identity numbers are masked."""
    text, personal = without_personal_numbers(text)
    unsure: list[Unsure] = [_personal(masked) for masked in personal]
    due: date | None = None
    for match in _DUE.finditer(text):
        day = read_day(match.group(1), today)
        if day is None:
            unsure.append(Unsure(match.group(), N_("not a day that I know")))
        else:
            due = day
    tags = tuple(dict.fromkeys(match.group(1).casefold() for match in _TAG.finditer(text)))
    tenders = tuple(dict.fromkeys(match.group(1) or match.group(2) for match in _TENDER.finditer(text)))
    known = {item.text for item in unsure}
    bare = _TAG.sub("", _DUE.sub(lambda match: match.group() if match.group() in known else "", text))
    bare = _TENDER.sub(lambda match: match.group(1) or match.group(2), bare)
    bare = _LEFT_ALONE.sub("", bare) if bare != text else bare
    return QuickNote(" ".join(bare.split()), tags, due, tenders, tuple(unsure))


def read_day(word: str, today: date) -> date | None:
    """Return the day that `fre`, `14` (days from today), `imorgon`, `2026-12-03`, `12-03` or `3/12` means, or None.

    With a hyphen the month stands first, with a slash the day, as Swedes write them.

    A weekday is the next one after today, so that "!fre" on a Friday is a week away.
    """
    word = word.casefold()
    if word in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[word])
    if word in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    if re.fullmatch(r"\d{1,3}", word):
        return today + timedelta(days=int(word))
    if re.fullmatch(r"\d{1,2}-\d{1,2}", word):
        month, day = word.split("-")
        return _next_date(int(month), int(day), today)
    if re.fullmatch(r"\d{1,2}/\d{1,2}", word):
        day, month = word.split("/")
        return _next_date(int(month), int(day), today)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _next_date(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def read_line(text: str, today: date) -> QuickLine:
    """Take a captured line apart. `today` is the day that "!fre" counts from."""
    who, note = _split_at_colon(" ".join(text.split("\n")))
    who = _LABELLED.sub("", who)
    emails = tuple(dict.fromkeys(match.group() for match in _EMAIL.finditer(who)))
    rest = _EMAIL.sub(",", who)
    half = tuple(dict.fromkeys(match.group() for match in _HALF_EMAIL.finditer(rest)))
    rest = _HALF_EMAIL.sub(",", rest)
    wrong = [Unsure(email, N_("not a valid e-mail address")) for email in (*emails, *half) if clean_email(email) is None]
    beside = [match.group() for pattern in (_WEB, _CLOCK) for match in pattern.finditer(rest)]
    rest = _CLOCK.sub(" ", _WEB.sub(",", rest))
    numbers = _Numbers([], wrong)
    rest = _DIGITS.sub(lambda match: _take_numbers(match.group(), numbers), rest)
    marks = read_note(rest, today)
    found = read_who(marks.note)
    quick = read_note(note, today)
    both = QuickNote(
        " ".join(" ".join([*found.extras, *beside, quick.note]).split()),
        tuple(dict.fromkeys(marks.tags + quick.tags)),
        quick.follow_up or marks.follow_up,
        tuple(dict.fromkeys(marks.tenders + quick.tenders)),
        marks.unsure + quick.unsure,
    )
    return QuickLine(
        person=found.person,
        company=found.company,
        emails=(*emails, *half),
        phones=tuple(dict.fromkeys(numbers.phones)),
        note=both,
        unsure=(*numbers.unsure, *found.doubts, *both.unsure),
        title=found.title,
        org_number=numbers.org_number,
        sole_trader=numbers.sole_trader,
    )


def split_phones(text: str) -> list[str]:
    """Divide numbers that stand side by side: "070-123 45 67 / 0240-66 00 00" is two, "08-123 456 00" one."""
    places = [match.span() for match in _NEXT_NUMBER.finditer(text)]
    for start, end in places:
        first, others = text[:start], text[end:]
        if min(_digit_count(first), _digit_count(others)) >= _SHORTEST_WITH_AREA:
            return [" ".join(first.split()), *split_phones(others)]
    return [" ".join(text.split())]


_SHORTEST_WITH_AREA = 7


def _digit_count(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _take_numbers(run: str, numbers: _Numbers) -> str:
    """Enter the numbers of a run of digits, and return what stays in the line in their place."""
    if _DATE.fullmatch(run.strip()):
        return run
    for piece in split_phones(run):
        number = read_org_number(piece)
        is_number = number.valid and (not piece.startswith(("0", "(", "+")) or "-" in piece[6:7])
        if is_number and number.sole_trader:
            numbers.sole_trader = True
            numbers.unsure.append(_personal(MASK))
        elif is_number:
            numbers.org_number = number.digits
        else:
            numbers.phones.append(piece)
            if not clean_phone(piece):
                numbers.unsure.append(Unsure(piece, N_("not a telephone number that I can read")))
    return ","


def _personal(shown: str) -> Unsure:
    return Unsure(shown, N_("a personal identity number; it is not kept"))


def _split_at_colon(text: str) -> tuple[str, str]:
    """Split at the first colon that ends who; one inside a clock time, an address, a label or a word is not it."""
    ends = [match.start() for match in re.finditer(":", text) if _ends_who(text, match.start())]
    spaced = [place for place in ends if text[place + 1 : place + 2] in ("", " ", "\t")]
    place = next(iter(spaced or ends), None)
    return (text, "") if place is None else (text[:place], text[place + 1 :])


def _ends_who(text: str, place: int) -> bool:
    before, after = text[:place], text[place:]
    if after.startswith("://") or _INFLECTION.match(after):
        return False
    if before[-1:].isdecimal() and after[1:2].isdecimal():
        return False
    return not (_LABEL_AT_END.search(before) and re.match(r":\s*(?:[+(]?\d|[^\s,;:]+@)", after))
