"""A list of bids from the opening (anbudsförteckning, öppningsprotokoll) as XLSX, XLS, ODS, CSV: what each row offers.

Nobody's list is like another's. Titles and dates stand above the headings; lots are columns, a column, sections with a title of
their own, or sheets; cells are merged over several rows; the paper ends with signatures. What cannot be read is a problem with
its line and a reason, and costs its own row alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from outreach.domain.problem import Problem, cut
from outreach.domain.table_mapping import AS_GUESSED
from outreach.domain.tender import Money
from outreach.formats.contact_text import clean
from outreach.formats.opening_headings import (
    is_compared_sum,
    may_be_the_offer,
    names_a_lot,
    phrase,
    read_opening_heading,
)
from outreach.formats.table_content import day_of, shown
from outreach.formats.table_rows import size_class
from outreach.formats.table_source import NO_TABLE, Source, read_source
from outreach.formats.table_tenders import NOTHING, money_of
from outreach.formats.table_text import DELIMITERS, Row
from outreach.language import N_

NO_BIDDERS = N_(
    "No list of bids was found: a column with the bidders' names is needed, such as “Anbudsgivare” or “Bidder”."
)
NO_NAME = N_("The row has no bidder.")
NO_SUM = N_("{text} is no sum; it was kept as a note.")
TOO_LONG = N_("A list of bids has at most {limit} rows; those below were left out.")

MOST_ROWS = 5_000
_ROWS_TO_HEADINGS = 40
_MOST_SHEETS = 60
_MOST_RUNNING = 500

#: A consortium's own name before its members: "Konsortiet Väg: Alfa AB + Beta AB".
_NAMED_GROUP = re.compile(r"^[^:]*(?:konsorti|consorti|\bjoint\b)[^:]*:\s*(?=.*\S)", re.IGNORECASE)
#: A bidder's words in the column of a lot on which it does not bid.
_NOT_THIS_LOT = re.compile(
    r"(?:nej|no|0|avstår|avböjer|avböjt|inget|ej|inte|no bid|not (?:bid|offered)|n/?a)\b.*|lämnar (?:ej|inte|inget)\b.*",
    re.IGNORECASE,
)
#: What a spreadsheet writes of a number that it keeps as one: "5560360793.0".
_AS_NUMBER = re.compile(r"(?<=\d{10})[.,]0+$")
_YES = frozenset("ja yes x true sant 1 ok ✓ ✔ j y vinnare tilldelad antagen antas awarded winner".split())
_REJECTED = re.compile(
    r"\b(?:nej|no|false|falskt|ej|inte|förkasta[ts]?|förkastad|avvisa[ts]?|avvisad|avslag|utesluten|uteslutet|utesluts|"
    r"ogiltig\w*|för sent|försent|återtag\w*|rejected|invalid|not|late|excluded|withdrawn)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:summa anbud|antal (?:inkomna )?anbud|totalt antal|number of (?:bids|tenders)|vid protokollet|justera[ts]?|"
    r"protokollförare|underskrift\w*|öppnat av|öppningen|öppnings\w*|närvarande|datum|ort och datum|signatur\w*|"
    r"namnförtydligande|opened by|signature\w*|present|page|sida|upphandling\w*|diarie\w*|dnr|ärende\w*)\b.*",
    re.IGNORECASE,
)
_NONE_CAME = re.compile(
    r".*\b(?:inga (?:inkomna )?anbud|inget anbud|0 anbud|no (?:bids|tenders)(?: were)?(?: received)?)\b.*",
    re.IGNORECASE,
)
_FORM = re.compile(r"\b(?:ab|hb|kb|aktiebolag|handelsbolag|ek\.? ?för\.?|ltd|as|oy|gmbh|aps|a/s)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"konsorti|gemensamt|tillsammans med|joint|consortium|i samverkan", re.IGNORECASE)
_WITH = re.compile(r"i konsortium med|tillsammans med|i samverkan med|together with|jointly with", re.IGNORECASE)
_PARTERS = re.compile(r"\s+[/+]\s+|\s*[;\n]\s*")
_MARKS_OF_TOGETHER = re.compile(
    r"[(\[]?\s*(?:i\s+)?(?:gemensamt anbud|konsorti\w*|joint (?:bid|venture|tender)|consortium|i samverkan)\s*:?\s*[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OpeningBid:
    """One bid on one lot as the list has it. `lot` is the lot's name there, empty where none is told.

    `members` are the names of a joint bid's members, of which `name` is the first. `place` is a town or municipality as written.
    """

    line: int
    name: str
    sheet: str = ""
    lot: str = ""
    org_number: str = ""
    value: Money | None = None
    valid: bool = True
    won: bool = False
    size: str = "unknown"
    place: str = ""
    received: date | None = None
    number: str = ""
    note: str = ""
    members: tuple[str, ...] = ()


@dataclass(slots=True)
class OpeningReading:
    """What a file holds: bids in its order, the lots of which it says that nobody bid, and what is wrong with it."""

    bids: list[OpeningBid] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the headings stand, what the known columns hold, and which columns are a lot each (index to its name)."""

    at: int
    columns: dict[int, str]
    lots: dict[int, str]
    headings: tuple[str, ...]


def read_opening_list(data: bytes, step: Callable[[], None] | None = None) -> OpeningReading:
    """Read a list of bids. Never raises but what `step` raises; a file that cannot be read has one problem that says why."""
    found = OpeningReading()
    sources = list(_sources(data, step))
    readable = [
        (source, layout)
        for source in sources
        if source.refused is None and (layout := _layout(source.rows)) is not None
    ]
    if not readable:
        refused = next(
            (one.refused for one in sources if one.refused is not None and one.refused.reason != NO_TABLE), None
        )
        found.problems.append(Problem(1, refused.reason, refused.values) if refused else Problem(1, NO_BIDDERS))
        return found
    found.sheets = tuple(source.sheet for source, _ in readable)
    for source, layout in readable:
        reader = _SheetReader(source, layout, several=len(readable) > 1)
        reader.read(found)
    return found


def _sources(data: bytes, step: Callable[[], None] | None) -> Iterable[Source]:
    """Yield each visible sheet of a workbook, or the one table of a text file, cut as most of its headings are known."""
    first = read_source(data, AS_GUESSED, step)
    if first.sheets:
        yield first
        others = [one.name for one in first.sheets if not one.hidden and one.rows and one.name != first.sheet]
        yield from (read_source(data, replace(AS_GUESSED, sheet=name), step) for name in others[:_MOST_SHEETS])
        return
    cuts = (
        [read_source(data, replace(AS_GUESSED, delimiter=mark), step) for mark in DELIMITERS]
        if first.refused is None
        else []
    )
    known = [
        (len(layout.columns) + len(layout.lots), source)
        for source in cuts
        if (layout := _layout(source.rows)) is not None
    ]
    yield max(known, key=lambda one: one[0])[1] if known else first


def _layout(rows: Sequence[Row]) -> _Layout | None:
    """Return the row with the most headings that we know, one of them the bidder's; None when there is none."""
    best: _Layout | None = None
    for at, (_, cells) in enumerate(islice(rows, _ROWS_TO_HEADINGS)):
        headings = [" ".join(clean(cell).split()) for cell in cells]
        columns = _columns(headings)
        columns |= _bare_offer(headings, columns, rows[at + 1 : at + 60])
        if "name" not in columns.values() or len([text for text in headings if text]) < 2:
            continue
        lots = _lot_columns(headings, columns, rows[at - 1][1] if at else (), rows[at + 1 : at + 60])
        if best is None or len(columns) + len(lots) > len(best.columns) + len(best.lots):
            best = _Layout(at, columns, lots, tuple(headings))
    return best


def _columns(headings: Sequence[str]) -> dict[int, str]:
    """Return what each known column holds, each kind once; of several names the most telling, of several sums the offered one."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        kind = "" if names_a_lot(heading) else read_opening_heading(heading)
        if not kind:
            continue
        known = next((at for at, one in found.items() if one == kind), None)
        if known is None:
            found[index] = kind
        elif kind == "value" and is_compared_sum(headings[known]) and not is_compared_sum(heading):
            del found[known]
            found[index] = kind
    named = (index for index, heading in enumerate(headings) if read_opening_heading(heading) == "name")
    names = [index for index in named if not names_a_lot(headings[index])]
    told = min(names, key=lambda index: _NAME_ORDER.get(phrase(headings[index]), 1), default=None)
    if told is not None:
        found = {index: kind for index, kind in found.items() if kind != "name"} | {told: "name"}
    return found


def _bare_offer(headings: Sequence[str], columns: dict[int, str], below: Sequence[Row]) -> dict[int, str]:
    """Return the column "Anbud" as the sums, where no other has them and more than running numbers stand in it."""
    if "value" in columns.values():
        return {}
    for index, heading in enumerate(headings):
        if index not in columns and may_be_the_offer(heading):
            cells = [clean(cells[index]) for _, cells in below if index < len(cells)]
            sums = [sum_told for cell in cells if (sum_told := money_of(cell)) is not None]
            if any(one.hundredths > _MOST_RUNNING * 100 for one in sums):
                return {index: "value"}
    return {}


#: "Namn" may be that of a contact person where "Företag" stands too.
_NAME_ORDER = {"namn": 3, "name": 3, "inkomna anbud": 2}


def _lot_columns(
    headings: Sequence[str], columns: dict[int, str], above: Sequence[str], below: Sequence[Row]
) -> dict[int, str]:
    """Return the columns that are a lot each: named as one, or sums below a lot's name that spans several columns."""
    lots = {index: heading for index, heading in enumerate(headings) if names_a_lot(heading)}
    if len(lots) > 1 or (lots and "lot" not in columns.values()):
        return lots
    spanned: dict[int, str] = {}
    title = ""
    for index in range(max(len(headings), len(above))):
        over = " ".join(clean(above[index]).split()) if index < len(above) else ""
        title = over or title
        heading = headings[index] if index < len(headings) else ""
        if title and names_a_lot(title) and read_opening_heading(heading) == "value" and title not in spanned.values():
            spanned[index] = title
    if len(spanned) > 1:
        for index in list(columns):
            if columns[index] == "value":
                del columns[index]
        return spanned
    return (
        _unknown_sums(headings, columns, below)
        if "value" not in columns.values() and "lot" not in columns.values()
        else {}
    )


def _unknown_sums(headings: Sequence[str], columns: dict[int, str], below: Sequence[Row]) -> dict[int, str]:
    """Return columns with a name of their own ("Norr", "Söder") that hold sums or crosses alone; at least two."""
    found = {}
    for index, heading in enumerate(headings):
        if not heading or index in columns:
            continue
        cells = [clean(cells[index]) for _, cells in below if index < len(cells) and clean(cells[index])]
        if cells and all(_is_offer(cell) for cell in cells):
            found[index] = heading
    return found if len(found) > 1 else {}


def _is_offer(text: str) -> bool:
    return text.casefold() in _YES or text.casefold() in NOTHING or money_of(text) is not None


class _SheetReader:
    """Reads the rows of one sheet below its headings."""

    def __init__(self, source: Source, layout: _Layout, *, several: bool) -> None:
        self._rows, self._layout = source.rows, layout
        self._sheet = source.sheet
        kinds = set(layout.columns.values())
        self._lot_in_rows = "lot" in kinds
        # A sheet is a lot when there are several of them; a sheet's own words for lots go before its name.
        self._section = source.sheet if several else ""
        self._above = self._title_above()
        self._name = ""

    def read(self, found: OpeningReading) -> None:
        found.problems += self._problems()
        section, lot = self._above or self._section, ""
        for line, raw in self._rows[self._layout.at + 1 :][:MOST_ROWS]:
            cells = [clean(cell) for cell in raw]
            if self._is_heading(cells):
                continue
            title = _alone(cells)
            if title and _NONE_CAME.fullmatch(title):
                found.without.append(section)
                continue
            if title and names_a_lot(title) and not self._layout.lots:
                section, lot, self._name = title, "", ""
                continue
            values = self._values(cells)
            above, lot = lot, values.get("lot", "") or (lot if self._lot_in_rows else "")
            name = values.get("name", "") or (self._name_above(values) if lot != above else "")
            if not name or _END.fullmatch(name):
                if _says_an_offer(values) and not _END.fullmatch(title or values.get("number", "")):
                    found.problems.append(Problem(line, NO_NAME, text=_shown(cells)))
                continue
            if _NONE_CAME.fullmatch(name):
                found.without.append(lot or section)
                continue
            self._name = name
            self._keep(found, line, cells, values | {"name": name}, lot or section)

    def _keep(self, found: OpeningReading, line: int, cells: Sequence[str], values: dict[str, str], lot: str) -> None:
        """Keep what one row offers: one bid, or one on each lot that it has a sum or a cross for."""
        bid = _bid(line, values, found.problems)
        bid = replace(bid, sheet=self._sheet, lot=lot)
        if not self._layout.lots:
            found.bids += [replace(bid, lot=one) for one in _several_lots(lot)] if self._lot_in_rows else [bid]
            return
        for index, name in self._layout.lots.items():
            text = cells[index] if index < len(cells) else ""
            if text and text.casefold() not in NOTHING and not _NOT_THIS_LOT.fullmatch(text):
                sum_told = money_of(text)
                found.bids.append(replace(bid, lot=name, value=sum_told if text.casefold() not in _YES else bid.value))

    def _values(self, cells: Sequence[str]) -> dict[str, str]:
        told = {kind: cells[index] for index, kind in self._layout.columns.items() if index < len(cells)}
        return {kind: text for kind, text in told.items() if text and text.casefold() not in NOTHING}

    def _name_above(self, values: dict[str, str]) -> str:
        """Return the bidder of the row above where a cell spans both: a row with its own lot, and no bidder."""
        return self._name if self._lot_in_rows and "lot" in values and "number" not in values else ""

    def _is_heading(self, cells: Sequence[str]) -> bool:
        """Say whether the headings stand here again, below a section's title or on a new page."""
        told = (" ".join(cell.split()) for cell in cells)
        return (
            sum(bool(text) and text == heading for text, heading in zip(told, self._layout.headings, strict=False)) > 1
        )

    def _title_above(self) -> str:
        """Return a lot's name that stands alone above the headings."""
        above = (_alone([clean(cell) for cell in cells]) for _, cells in self._rows[: self._layout.at])
        return next((text for text in above if text and names_a_lot(text)), "")

    def _problems(self) -> list[Problem]:
        too_many = len(self._rows) - self._layout.at - 1 > MOST_ROWS
        return [Problem(self._rows[MOST_ROWS][0], TOO_LONG, {"limit": str(MOST_ROWS)})] if too_many else []


def _bid(line: int, values: dict[str, str], problems: list[Problem]) -> OpeningBid:
    names = members_of(values["name"], told_joint="joint" in values)
    value = money_of(values["value"]) if "value" in values else None
    notes = [values["note"]] if "note" in values else []
    if "value" in values and value is None:
        notes.append(values["value"])
        problems.append(Problem(line, NO_SUM, {"text": cut(values["value"], 30)}, cut(names[0]), warning=True))
    status = values.get("valid", "")
    rejected = _REJECTED.search(status) is not None or (not status and _is_rejected_note(values.get("note", "")))
    return OpeningBid(
        line,
        names[0],
        org_number=_AS_NUMBER.sub("", values.get("org_number", "")),
        value=value,
        valid=not rejected,
        won=values.get("won", "").casefold() in _YES
        or phrase(status) in ("vinnare", "tilldelad", "antagen", "awarded"),
        size=size_class(values.get("size", "")) or "unknown",
        place=values.get("place", ""),
        received=day_of(values.get("received", "")) if "received" in values else None,
        number=values.get("number", ""),
        note="\n".join(notes),
        members=tuple(names) if len(names) > 1 else (),
    )


def _is_rejected_note(note: str) -> bool:
    return (
        re.search(r"\b(?:förkastat|förkastas|avvisat|avvisas|för sent|försent|rejected|late)\b", note, re.IGNORECASE)
        is not None
    )


def members_of(text: str, *, told_joint: bool = False) -> list[str]:
    """Return the names of those who made a bid: several where it says that it is a joint one, or each has a legal form.

    "Berg & Söner AB" is one company, "Bergs Bygg AB / Dala Plog AB" are two.
    """
    together = told_joint or _TOGETHER.search(text) is not None
    bare = _MARKS_OF_TOGETHER.sub(" ", _WITH.sub(" + ", _NAMED_GROUP.sub("", text)))
    parts = [" ".join(part.strip(" ,()").split()) for part in _PARTERS.split(bare)]
    if together and len(parts) == 1:
        parts = [" ".join(part.split()) for part in re.split(r",\s+|\s+(?:och|and|&)\s+", parts[0])]
    parts = [part for part in parts if part]
    if len(parts) > 1 and (together or all(_FORM.search(part) for part in parts)):
        return parts
    return [" ".join(text.split())]


def _several_lots(text: str) -> list[str]:
    """Return the lots that one cell names: "1, 2 och 4" are three, "Norr" is one."""
    listed = re.fullmatch(
        r"(?:(\D+?)\s*)?(\d{1,3}(?:\s*(?:,|;|\+|&|och|and|/)\s*\d{1,3})+)", text.strip(), re.IGNORECASE
    )
    if listed is None:
        return [text]
    word = (listed.group(1) or "").strip()
    return [f"{word} {number}".strip() for number in re.findall(r"\d+", listed.group(2))]


def _alone(cells: Sequence[str]) -> str:
    """Return the text of a row in which nothing else stands."""
    filled = [cell for cell in cells if cell]
    return " ".join(filled[0].split()) if len(filled) == 1 else ""


def _says_an_offer(values: dict[str, str]) -> bool:
    return bool(values.keys() & {"value", "org_number", "received"})


def _shown(cells: Sequence[str]) -> str:
    return cut(" ".join(shown(cell) for cell in cells if cell))
