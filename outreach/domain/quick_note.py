"""The note of a captured line and its marks: `#word` is a tag, `!fre` a follow-up, `@Snöröjning` a tender, `=ny` what was given.

Also what a captured line is when it has been taken apart (`QuickLine`), for all rooms that read one: `quick_line.py` (one line),
`pasted.py` (a signature block). The words stay in the note; a mark that cannot be read is listed in `unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.company import without_personal_numbers
from outreach.domain.contact import Address
from outreach.domain.equal_treatment import Given
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

#: A follow-up further away than this is rather a slip ("!1/11" written in late November).
_FAR = timedelta(days=300)
_TAG = re.compile(r"(?<![^\s,;(])#([\w][\w\-/]*)")
_DUE = re.compile(r"(?<![^\s,;(])!([\w\-/]*\w)")
_TENDER = re.compile(r'(?<![^\s,;(])@(?:"([^"]+)"|([\w][\w\-]*))')
#: "=ny", "=off", "=tips" and their English words: what the talk gave and took, seen from equal treatment.
_GIVEN = re.compile(r"(?<![^\s,;(])=([^\W\d_]+)(?![\w=])")
_GIVEN_WORDS = {
    word: given
    for given, words in (
        (Given.PUBLIC, "off offentlig offentligt offentliga public pub"),
        (Given.NEW, "ny nytt nya new"),
        (Given.TIP, "tips tip"),
    )
    for word in words.split()
}
_LEFT_ALONE = re.compile(r"(?<=\s)[,;.]+(?=\s|$)|\s+(?=[,;.](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something that the reader could not settle: what stood there, and why it is doubtful (a catalogue text).

    `field` names the field that it concerns: a field of `QuickLine`, or "note", "follow_up", "tenders"; "" for none.
    """

    text: str
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class QuickNote:
    """What was said, and its marks. `follow_up` is a day; `tenders` are the words after @; `information` what = says."""

    note: str = ""
    tags: tuple[str, ...] = ()
    follow_up: date | None = None
    tenders: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    information: Given = Given.UNSAID


@dataclass(frozen=True, slots=True)
class QuickLine:
    """One captured line, taken apart. Texts are as typed; numbers and addresses are cleaned when they are stored.

    `org_number`: ten digits or empty, never a sole trader's; one of those leaves `sole_trader` behind and nothing else.
    `phone_labels` says what each of `phones` is, in the same order: "mobile", "switchboard", "direct", "work", "home" or "".
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
    addresses: tuple[Address, ...] = ()
    website: str = ""
    phone_labels: tuple[str, ...] = ()


def read_note(text: str, today: date, before_tender: str = "") -> QuickNote:
    """Take the marks out of a note. The note keeps its words; tags are lower-cased. Personal identity numbers are masked.

    `before_tender` is put before the words of a tender that stay in the note.
    """
    text, personal = without_personal_numbers(" ".join(text.split()))
    unsure: list[Unsure] = [personal_number(masked) for masked in personal]
    due: date | None = None
    for match in _DUE.finditer(text):
        day = read_day(match.group(1), today)
        if day is None:
            unsure.append(Unsure(match.group(), N_("not a day that I know"), "follow_up"))
            continue
        if due not in (None, day):
            unsure.append(Unsure(match.group(), N_("a second day; the last one counts"), "follow_up"))
        elif not today <= day <= today + _FAR:
            unsure.append(Unsure(match.group(), N_("a day long past or far away"), "follow_up"))
        due = day
    tags = tuple(dict.fromkeys(match.group(1).casefold() for match in _TAG.finditer(text)))
    tenders = tuple(dict.fromkeys(match.group(1) or match.group(2) for match in _TENDER.finditer(text)))
    unknown = {match.group() for match in _DUE.finditer(text) if read_day(match.group(1), today) is None}
    bare = _TAG.sub("", _DUE.sub(lambda match: match.group() if match.group() in unknown else "", text))
    given, doubts = _given(text)
    unsure += doubts
    bare = _GIVEN.sub(lambda match: "" if match.group(1).casefold() in _GIVEN_WORDS else match.group(), bare)
    bare = _TENDER.sub(lambda match: before_tender + (match.group(1) or match.group(2)), bare)
    # Where many marks stood only blanks are left; the pattern looks at each of them, and from each at all that follow.
    bare = " ".join(bare.split())
    bare = _LEFT_ALONE.sub("", bare) if bare != text else bare
    return QuickNote(" ".join(bare.split()), tags, due, tenders, tuple(unsure), given)


def _given(text: str) -> tuple[Given, list[Unsure]]:
    """Return what the talk gave, as it is marked. Of two marks the one that asks for more counts: new before tip before public."""
    said = {word: _GIVEN_WORDS[word] for word in (one.casefold() for one in _GIVEN.findall(text)) if word in _GIVEN_WORDS}
    found = [one for one in (Given.NEW, Given.TIP, Given.PUBLIC) if one in said.values()]
    if not found:
        return Given.UNSAID, []
    others = [word for word, given in said.items() if given is not found[0]]
    return found[0], [Unsure(f"={word}", N_("a second mark; the stricter one counts"), "information") for word in others]


def read_day(word: str, today: date) -> date | None:
    """Return the day that `fre`, `14` (days from today), `imorgon`, `2026-12-03`, `12-03` or `3/12` means, or None.

    With a hyphen the month stands first, with a slash the day, as Swedes write them.

    `v50` is the Monday of that week, `2v` in two weeks, `3dec` a day by its month's name. A weekday is the next one after today, so
    that "!fre" on a Friday is a week away.
    """
    word = word.casefold()
    for shape, meaning in _SHAPES:
        match = shape.fullmatch(word)
        if match:
            return meaning(match, today)
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


def _monday_of_week(match: re.Match[str], today: date) -> date | None:
    """Return the Monday of an ISO week, this year or next; None for a week that has none. The week under way is today's."""
    week = int(match.group(1))
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) >= today:
            return max(monday, today)
    return None


def _weeks_away(match: re.Match[str], today: date) -> date:
    return today + timedelta(weeks=int(match.group(1)))


def _by_month_name(match: re.Match[str], today: date) -> date | None:
    return _next_date(_MONTHS[match.group(2)[:3]], int(match.group(1)), today)


_MONTHS = {name: number for number, name in enumerate("jan feb mar apr maj jun jul aug sep okt nov dec".split(), 1)}
_MONTHS |= {"may": 5, "oct": 10}
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (re.compile(r"(?:v|vecka)-?(\d{1,2})"), _monday_of_week),
    (re.compile(r"(\d{1,2})(?:v|veckor)"), _weeks_away),
    (re.compile(r"(\d{1,2})-?(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|may|oct)\w*"), _by_month_name),
)


def _next_date(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def personal_number(shown: str) -> Unsure:
    """Tell that a personal identity number stood here; `shown` is its mask, never the number."""
    return Unsure(shown, N_("a personal identity number; it is not kept"), "org_number")
