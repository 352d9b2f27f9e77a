"""The one-line note of an officer with cold hands: "Anna Berg, Bergs Bygg AB, 070-123 45 67: snöröjning #bygg !fre".

Before the first colon stands who (in any order, divided by commas), after it what was said. `#word` is a tag, `!fre`, `!14`
or `!2026-12-03` a follow-up, `@Snöröjning` a tender. What the reader is not sure of it lists in `unsure`; it never guesses
silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.contact import clean_email, clean_phone
from outreach.language import N_

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
_DUE = re.compile(r"(?<!\S)!([\w\-]+)")
_TENDER = re.compile(r'(?<!\S)@(?:"([^"]+)"|([\w][\w\-]*))')
_EMAIL = re.compile(r"[^\s,;<>():]+@[^\s,;<>()]+\.[^\s,;<>():]*[^\s,;<>():.]")
_PHONE = re.compile(r"(?<![\w@.])(?:\+|00|0)[\d][\d\s\-–/()]{5,17}\d(?!\w)")
_COMPANY_WORD = re.compile(
    r"\b(ab|hb|kb|aktiebolag|handelsbolag|ek\.? ?för\.?|förening|bolaget|firma|stiftelsen?|kommun|region|group|gruppen|"
    r"bygg|måleri|el|städ|åkeri|entreprenad|konsult|service|teknik|transport|trafik|mark|plåt|vvs|rör|snickeri|"
    r"catering|restaurang|kök|fastigheter|invest|data|it|sverige|sweden|dalarna)\b",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(r"\b(ab|hb|kb|aktiebolag|handelsbolag|kommanditbolag|kommun)\b", re.IGNORECASE)
_AT_COMPANY = re.compile(r"^(.*?\S)\s+(?:på|hos|från|at|from)\s+(\S.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something that the reader could not settle: what stood there, and why it is doubtful (a catalogue text)."""

    text: str
    reason: str


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
    """One captured line, taken apart. Texts are as typed; numbers and addresses are cleaned when they are stored."""

    person: str = ""
    company: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    note: QuickNote = QuickNote()
    unsure: tuple[Unsure, ...] = ()


def read_note(text: str, today: date) -> QuickNote:
    """Take the marks out of a note. The note keeps its words; tags are lower-cased."""
    unsure: list[Unsure] = []
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
    return QuickNote(" ".join(bare.split()), tags, due, tenders, tuple(unsure))


def read_day(word: str, today: date) -> date | None:
    """Return the day that `fre`, `14` (days from today), `imorgon`, `2026-12-03` or `12-03` means, or None.

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
        return _next_date(word, today)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _next_date(month_day: str, today: date) -> date | None:
    month, day = (int(part) for part in month_day.split("-"))
    try:
        this_year = date(today.year, month, day)
    except ValueError:
        return None
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def read_line(text: str, today: date) -> QuickLine:
    """Take a captured line apart. `today` is the day that "!fre" counts from."""
    who, note = _split_at_colon(" ".join(text.split("\n")))
    emails = tuple(dict.fromkeys(match.group() for match in _EMAIL.finditer(who)))
    rest = _EMAIL.sub(",", who)
    unsure = [Unsure(email, N_("not a valid e-mail address")) for email in emails if clean_email(email) is None]
    phones = tuple(dict.fromkeys(" ".join(match.group().split()) for match in _PHONE.finditer(rest)))
    unsure += [Unsure(phone, N_("not a telephone number that I can read")) for phone in phones if not clean_phone(phone)]
    rest = _PHONE.sub(",", rest)
    quick = read_note(note, today)
    marks = read_note(rest, today)
    person, company, doubts = _who(marks.note)
    both = QuickNote(
        quick.note,
        tuple(dict.fromkeys(marks.tags + quick.tags)),
        quick.follow_up or marks.follow_up,
        tuple(dict.fromkeys(marks.tenders + quick.tenders)),
        marks.unsure + quick.unsure,
    )
    return QuickLine(person, company, emails, phones, both, (*unsure, *doubts, *both.unsure))


def _split_at_colon(text: str) -> tuple[str, str]:
    """Split at the first colon that ends who; one inside a clock time or an address is not it."""
    match = re.search(r":(?=\s|$)", text) or re.search(r"(?<!\d)(?<!https)(?<!http):(?!\d|//)", text)
    if match is None:
        return text, ""
    return text[: match.start()], text[match.end() :]


def _who(text: str) -> tuple[str, str, list[Unsure]]:
    parts = [part.strip(" .") for part in re.split(r"[,;\n]", text) if part.strip(" .")]
    if not parts:
        return "", "", []
    if len(parts) == 1:
        return _single(parts[0])
    person, company, doubts = "", "", []
    for part in parts:
        if not company and _LEGAL_FORM.search(part):
            company = part
        elif not person:
            person = part
        elif not company:
            company = part
        else:
            doubts.append(Unsure(part, N_("more than a person and a company")))
    if person and company and not _LEGAL_FORM.search(company) and _looks_like_company(person) > _looks_like_company(company):
        person, company = company, person
        doubts.append(Unsure(company, N_("taken as the company")))
    return _split_person(person, company, doubts)


def _split_person(person: str, company: str, doubts: list[Unsure]) -> tuple[str, str, list[Unsure]]:
    match = _AT_COMPANY.match(person)
    if match and not company:
        return match.group(1), match.group(2), doubts
    return person, company, doubts


def _single(part: str) -> tuple[str, str, list[Unsure]]:
    match = _AT_COMPANY.match(part)
    if match:
        return match.group(1), match.group(2), []
    if _LEGAL_FORM.search(part):
        return "", part, []
    if _looks_like_company(part):
        return "", part, [Unsure(part, N_("taken as the company"))]
    doubt = [] if " " in part else [Unsure(part, N_("taken as the person's name"))]
    return part, "", doubt


def _looks_like_company(text: str) -> bool:
    return bool(_COMPANY_WORD.search(text))
