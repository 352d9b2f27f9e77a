"""What people write in a procurement plan where a form would ask for a day, an amount or a number of months.

"Q2 2027", "hösten 2027", "slutet av mars 2027" and "v. 14" are periods with a first and a last day; "ca 2 mnkr" and
"2–3 mkr" are amounts; "2+1+1 år" is two years and what may be added. Each is read whole or not at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb febr", "mars march mar", "april apr", "maj may", "juni june jun",
            "juli july jul", "augusti august aug", "september sep sept", "oktober october okt oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
#: First and last month; winter reaches into the next year.
_SEASONS = {
    "våren": (3, 5), "vår": (3, 5), "spring": (3, 5), "sommaren": (6, 8), "sommar": (6, 8), "summer": (6, 8),
    "hösten": (9, 11), "höst": (9, 11), "autumn": (9, 11), "fall": (9, 11), "vintern": (12, 2), "vinter": (12, 2),
    "winter": (12, 2),
}  # fmt: skip
_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("första 1:a 1a first 1st 1", "andra 2:a 2a second 2nd 2", "tredje 3:e 3e third 3rd 3", "fjärde 4:e 4e fourth 4th 4"), 1
    )
    for name in names.split()
}

_YEAR = r"(?P<year>20\d\d|[-–'’]\d\d)?"
_ABOUT = re.compile(
    r"^(?:ca\.?|c:a|cirka|circa|omkring|runt|preliminärt|prel\.?|troligen|planerat|under|from|fr\.?o\.?m\.?|start|about|approx\.?)\s+"
)
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASON = "|".join(sorted(_SEASONS, key=len, reverse=True))
_ORDINAL = "|".join(re.escape(one) for one in sorted(_ORDINALS, key=len, reverse=True))
_QUARTER = re.compile(
    rf"(?:(?:q|kv\.?|kvartal|quarter|kvrtl)\s*(?P<number>[1-4])|(?P<ordinal>{_ORDINAL})\s+(?:kvartalet|kvartal|quarter))"
    rf"(?:\s*[-–/,]\s*(?:q|kv\.?)?\s*(?P<last>[1-4])(?!\d))?[\s,./-]*(?:of\s+)?{_YEAR}"
)
_HALF = re.compile(
    rf"(?:h(?P<number>[12])|(?P<ordinal>{_ORDINAL})\s+(?:halvåret|halvår|half(?: of)?|half-year)|halvår\s*(?P<after>[12]))"
    rf"[\s,./-]*{_YEAR}"
)
_SEASON_OF = re.compile(rf"(?P<season>{_SEASON})\s*{_YEAR}(?:\s*[/–-]\s*(?P<second>20\d\d|\d\d))?")
_MONTH = re.compile(
    rf"(?:(?P<part>början|mitten|slutet|medio|ultimo|primo|beginning|middle|end)\s+(?:av\s+|of\s+)?)?(?P<first>{_NAME})\.?"
    rf"(?:\s*[-–/]\s*(?P<last>{_NAME})\.?)?\s*,?\s*{_YEAR}"
)
_DAY = re.compile(rf"(?:den\s+)?(?P<day>\d{{1,2}})(?::?e|st|nd|rd|th)?\.?\s+(?P<first>{_NAME})\.?\s*,?\s*{_YEAR}")
#: "15/6 2027": the day before the month, as Swedes write.
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})\.?,?\s+(?P<year>20\d\d)")
_NUMBERED = re.compile(r"(?P<year>20\d\d)[-/.](?P<month>0?[1-9]|1[0-2])|(?P<month2>0?[1-9]|1[0-2])[-/.](?P<year2>20\d\d)")
_WEEK = re.compile(
    rf"(?:v\.?|vecka|vka|w|week)\s*(?P<week>\d{{1,2}})(?:\s*[-–]\s*(?:v\.?\s*)?(?P<last>\d{{1,2}})(?!\d))?[\s,./-]*{_YEAR}"
)
_YEAR_FIRST = re.compile(r"(20\d\d)[\s./-]*((?:q|kv|v|w|h)[\s.a-zåäö]*\d.*|[a-zåäö].*)")
_TURN = re.compile(r"årsskiftet\s*(?P<year>20\d\d)\s*[-–/]\s*(?:20)?\d\d")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date


_Reader = Callable[[re.Match[str], int], Period]


def period_of(text: str, year: int | None = None, today: date | None = None) -> Period | None:
    """Return the period that a phrase tells. Without a year in it, `year` counts, else the next such one from `today` on."""
    phrase = _ABOUT.sub("", " ".join(text.casefold().split())).strip(" .?")
    turned = _YEAR_FIRST.fullmatch(phrase)
    if turned is not None:
        phrase = f"{turned[2]} {turned[1]}"
    for pattern, read in _READERS:
        match = pattern.fullmatch(phrase)
        if match is None:
            continue
        own = _own_year(match)
        try:
            return read(match, own) if own else _without_year(match, read, year, today)
        except ValueError:
            return None
    return None


def _without_year(match: re.Match[str], read: _Reader, year: int | None, today: date | None) -> Period | None:
    if year is not None:
        return read(match, year)
    if today is None:
        return None
    found = read(match, today.year)
    return found if found.last >= today else read(match, today.year + 1)


def _own_year(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    text = found.get("year") or found.get("year2") or ""
    digits = re.sub(r"\D", "", text)
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else None


def _quarter(match: re.Match[str], year: int) -> Period:
    first = int(match["number"]) if match["number"] else _ORDINALS[match["ordinal"]]
    last = int(match["last"]) if match["last"] else first
    return _months(year, 3 * first - 2, 3 * last)


def _half(match: re.Match[str], year: int) -> Period:
    number = match["number"] or match["after"]
    half = int(number) if number else _ORDINALS[match["ordinal"]]
    return _months(year, 6 * half - 5, 6 * half)


def _season(match: re.Match[str], year: int) -> Period:
    first, last = _SEASONS[match["season"]]
    if last >= first:
        return _months(year, first, last)
    return Period(date(year, first, 1), _month_end(year + 1, last))


def _month(match: re.Match[str], year: int) -> Period:
    first, last = _MONTHS[match["first"]], _MONTHS[match["last"] or match["first"]]
    whole = _months(year, first, last) if last >= first else Period(date(year, first, 1), _month_end(year + 1, last))
    part = match["part"]
    if part in ("början", "primo", "beginning"):
        return Period(whole.first, whole.first.replace(day=10))
    if part in ("mitten", "medio", "middle"):
        return Period(whole.first.replace(day=11), whole.first.replace(day=20))
    return Period(whole.first.replace(day=21), whole.last) if part else whole


def _day(match: re.Match[str], year: int) -> Period:
    day = date(year, _MONTHS[match["first"]], int(match["day"]))
    return Period(day, day)


def _day_and_month(match: re.Match[str], year: int) -> Period:
    day = date(year, int(match["month"]), int(match["day"]))
    return Period(day, day)


def _numbered(match: re.Match[str], year: int) -> Period:
    month = int(match["month"] or match["month2"])
    return _months(year, month, month)


def _week(match: re.Match[str], year: int) -> Period:
    first = date.fromisocalendar(year, int(match["week"]), 1)
    return Period(first, date.fromisocalendar(year, int(match["last"] or match["week"]), 1) + timedelta(days=6))


def _turn(_match: re.Match[str], year: int) -> Period:
    return Period(date(year + 1, 1, 1), date(year + 1, 1, 1))


def _months(year: int, first: int, last: int) -> Period:
    if last < first:
        raise ValueError(f"{first}–{last}")
    return Period(date(year, first, 1), _month_end(year, last))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_QUARTER, _quarter), (_HALF, _half), (_SEASON_OF, _season), (_DAY, _day), (_MONTH, _month), (_NUMBERED, _numbered),
    (_DAY_AND_MONTH, _day_and_month),     (_WEEK, _week), (_TURN, _turn),
)  # fmt: skip


# --- How long --------------------------------------------------------------------------------------------------------

_UNIT = r"(?P<unit>år|years?|yrs?|mån(?:ader|\.)?|mnd|months?)"
_LENGTH = re.compile(
    rf"(?P<base>\d{{1,3}}(?:[.,]\d)?)\s*(?:{_UNIT})?(?P<more>(?:\s*\+\s*\(?\d{{1,3}}(?:\s*(?:år|mån(?:ader|\.)?))?\)?)*)"
    r"\s*(?P<unit2>år|years?|mån(?:ader|\.)?|months?)?"
)
_OPTION = re.compile(
    r"[\s,(+]*(?:med |inkl\.? |plus |samt |with |and )?(?:en |an )?(?:\d{1,2} ?(?:års?|mån(?:ader|aders)?) )?"
    r"(?:möjlighet till |rätt till |option(?:en|er|s)?(?: om| på| of)?|förlängning|förl\.?|opt\.?|extension).*"
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a contract is: `months` without what may be added, `most` with it."""

    months: int
    most: int


def length_of(text: str, heading: str = "") -> Length | None:
    """Return the length that a phrase tells. A bare number counts in the unit of the heading, else in months; "2+1+1" in years."""
    phrase = " ".join(text.casefold().replace("st.", "").split()).strip(" .")
    phrase = re.sub(r"^(?:ca\.?|cirka|max\.?|maximalt|högst|upp till)\s+", "", phrase)
    option = _OPTION.search(phrase)
    head = phrase[: option.start()].strip(" ,(+") if option and option.start() else phrase
    match = _LENGTH.fullmatch(head)
    if match is None:
        return None
    more = [int(one) for one in re.findall(r"\d+", match["more"] or "")]
    told = match["unit"] or match["unit2"] or _unit_of(heading) or ("år" if more and _few(match["base"], more) else "mån")
    factor = 12 if told.startswith(("år", "y")) else 1
    base = round(float(match["base"].replace(",", ".")) * factor)
    if option and option.start():
        more += [int(one) for one in re.findall(r"\d+", phrase[option.start() :])[:6]]
    return Length(base, base + sum(more) * factor) if 0 < base <= 1200 else None


def _few(base: str, more: list[int]) -> bool:
    return max([float(base.replace(",", ".")), *more]) <= 10


def _unit_of(heading: str) -> str:
    found = re.search(r"\b(år|years?|månader|mån|months?)\b", heading.casefold())
    return found.group() if found else ""


# --- How much --------------------------------------------------------------------------------------------------------

_FACTORS = {
    "kr": 1, "sek": 1, "kronor": 1, "tkr": 1_000, "ksek": 1_000, "kkr": 1_000, "tusen": 1_000, "mkr": 1_000_000,
    "mnkr": 1_000_000, "milj": 1_000_000, "miljoner": 1_000_000, "miljon": 1_000_000, "mn": 1_000_000, "msek": 1_000_000,
    "million": 1_000_000, "mdkr": 1_000_000_000, "miljarder": 1_000_000_000, "miljard": 1_000_000_000,
}  # fmt: skip
_WORDS = "|".join(sorted(_FACTORS, key=len, reverse=True))
_NUMBER = r"\d[\d\s\xa0.,]*?"
_AMOUNT = re.compile(
    rf"(?:{_NUMBER}\s*(?:(?:{_WORDS})\.?)?\s*(?:-|–|till|to)\s*)?"
    rf"(?P<high>{_NUMBER})\s*(?P<unit>{_WORDS})?\.?\s*(?:kr|kronor|sek)?"
    r"(?P<yearly>\s*(?:/|per|om)\s*(?:år(?:et)?|year))?"
)
_ROUGHLY = re.compile(
    r"^(?:ca\.?|c:a|cirka|circa|omkring|runt|drygt|knappt|närmare|minst|högst|max\.?|under|över|mer än|mindre än|upp till|[<>≈~]=?"
    r"|about|approx\.?|up to|over|at least)\s*"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`number` is what was written ("2,5"), the higher one of a range; `factor` its unit in kronor (0: none told); `yearly`."""

    number: str
    factor: int
    yearly: bool


def amount_of(text: str) -> Amount | None:
    """Return the amount that a phrase tells, in kronor; None for other currencies and for what is no amount."""
    phrase = " ".join(text.casefold().split()).strip(" .")
    while (bare := _ROUGHLY.sub("", phrase)) != phrase:
        phrase = bare
    match = _AMOUNT.fullmatch(phrase)
    if match is None:
        return None
    return Amount(match["high"].strip(), _FACTORS.get(match["unit"] or "", 0), match["yearly"] is not None)
