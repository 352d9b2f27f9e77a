"""Rows of a table as tenders and lots: hand-made lists of coming purchases, our own export, and UHM's statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.codes import clean_cpv, valid_cpv
from outreach.domain.company import MASK, read_org_number
from outreach.domain.problem import Problem, cut
from outreach.domain.table_mapping import Column
from outreach.domain.table_row import TenderRow
from outreach.domain.tender import STAGE_LABELS, Lot, Money, Stage, Tender, ValueClass
from outreach.domain.when import HOME_ZONE
from outreach.formats.contact_text import clean
from outreach.formats.plan_phrases import amount_of, length_of, period_of
from outreach.formats.table_content import GROUPED, bare_number, day_of, shown
from outreach.formats.table_rows import size_class, split_list
from outreach.formats.table_text import Row
from outreach.language import N_

NO_TITLE = N_("The row has no title.")
NO_DAY = N_("{text} is no date; it was kept in the notes.")
READ_AS = N_("{text} was read as {day}; the words were kept in the notes.")
NO_AMOUNT = N_("{text} is no amount; it was kept in the notes.")
NO_CPV = N_("{code} is not a CPV code.")
NO_STAGE = N_("{text} is no stage of a tender; it was kept in the notes.")
NOTHING = frozenset({"", "-", "–", "uppgift saknas", "saknas", "n/a", "okänt", "null", "none"})

#: Everyday words for the stages, beside their keys and our own labels.
_STAGE_WORDS = {
    "idé": Stage.IDEA, "förstudie": Stage.IDEA, "dialog": Stage.DIALOGUE, "marknadsdialog": Stage.DIALOGUE,
    "rfi": Stage.DIALOGUE, "planerad": Stage.PLANNED, "kommande": Stage.PLANNED, "förberedelse": Stage.PLANNED,
    "annonserad": Stage.ADVERTISED, "publicerad": Stage.ADVERTISED, "pågående": Stage.ADVERTISED, "öppen": Stage.ADVERTISED,
    "pågår": Stage.ADVERTISED,
    "utvärdering": Stage.EVALUATION, "prövning": Stage.EVALUATION, "avtal": Stage.CONTRACT, "tilldelad": Stage.CONTRACT,
    "avslutad": Stage.CONTRACT, "avbruten": Stage.CANCELLED, "inställd": Stage.CANCELLED,
} | {label.casefold(): stage for stage, label in STAGE_LABELS.items()} | {stage.value: stage for stage in Stage}  # fmt: skip
_AMOUNT = re.compile(r"(-?[\d\s\xa0.,]+?)\s*(kr|sek|tkr|mkr|mnkr|eur|[a-z]{3})?\.?", re.IGNORECASE)
_MONTHS = re.compile(r"(\d{1,3})\s*(mån(?:ader)?|months|år|years)?\.?", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,4})\s*(?:st|anbud|bids)?\.?", re.IGNORECASE)
_CONTRACTED, _SIZE_OF_SUPPLIER = "antal kontrakterade anbud", "företagsstorlek"
_YES, _NO = frozenset({"true", "ja", "yes", "sant", "1", "x"}), frozenset({"false", "nej", "no", "falskt", "0"})
_FACTORS = {"tkr": 1_000, "ksek": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000, "msek": 1_000_000}
_DAYS = ("expected_publication", "contract_start", "contract_end")
_INSTANTS = ("question_deadline", "tender_deadline")
#: Where a period is told, its last day counts.
_ENDS = ("contract_end", *_INSTANTS)
#: Fields of one form, whose words are kept in the notes where they have another: "Q2 2027", "ca 12 mkr", "2+1+1 år".
WORDED = (*_DAYS, *_INSTANTS, "value", "stage", "contract_months")
_TEXTS = ("title", "description", "reference", "buyer", "place", "officer", "link",
          "notice_id", "notice_version", "notice_kind", "publication_number")  # fmt: skip


def tender_rows(
    rows: Sequence[Row], columns: Sequence[tuple[int, Column]], today: date | None = None
) -> tuple[list[TenderRow], list[Problem]]:
    """Return what each row says and what is wrong with it; a row without a title is rejected.

    `today` says which year is meant by "v. 14" and "hösten" where nothing else does: the next to come.
    """
    today = today or datetime.now(ZoneInfo(HOME_ZONE)).date()
    result: list[TenderRow] = []
    problems: list[Problem] = []
    for line, cells in rows:
        reader = _RowReader(line, cells, columns, today)
        row = reader.row()
        if row is None:
            problems.append(Problem(line, NO_TITLE, text=cut(" ".join(shown(cell) for cell in cells if cell.strip()))))
            continue
        result.append(row)
        problems += reader.problems
    return result, problems


class _RowReader:
    def __init__(self, line: int, cells: Sequence[str], columns: Sequence[tuple[int, Column]], today: date) -> None:
        self._line = line
        self._today = today
        self.problems: list[Problem] = []
        self._cells: list[tuple[Column, str]] = []
        self._words: list[str] = []
        for index, column in columns:
            text = clean(cells[index]) if index < len(cells) else ""
            if text.casefold() not in NOTHING:
                self._cells.append((column, shown(text).replace(MASK, "").strip()))

    def row(self) -> TenderRow | None:
        title = " ".join(self._one("title").split())
        if not title:
            return None
        values: dict[str, object] = {name: self._one(name) for name in _TEXTS if self._one(name)}
        values |= {name: day for name in _DAYS if (day := self._day(name)) is not None}
        values |= {name: moment for name in _INSTANTS if (moment := self._instant(name)) is not None}
        cpv = self._cpv()
        value, stage, months = self._value(), self._stage(), self._months()
        buyer_number = self._buyer_number()
        tender = Tender(
            **(values | {"title": title}),  # type: ignore[arg-type]
            cpv=cpv,
            value=value,
            value_class=self._value_class(),
            contract_months=months,
            stage=stage,
            withheld=self._one("withheld").casefold() in _YES,
            advertised=self._advertised(),
            appealed=self._appealed(),
            tags=tuple(tag for text in self._all("tags") for tag in split_list(text)),
            notes="\n".join([*self._all("notes"), *self._headed("answer"), *self._words, *self._headed("buyer_number")]),
        )
        lot, bids = self._lot(cpv), self._bids()
        return TenderRow(self._line, tender, lot, self._one("purchase"), buyer_number, self._own_id(), bids, self._won())

    def _bids(self) -> int | None:
        """Return how many bids the row tells of, None where its words are no number."""
        match = _COUNT.fullmatch(bare_number(self._one("bids")).removesuffix(".0"))
        return int(match.group(1)) if match else None

    def _won(self) -> tuple[tuple[str, int], ...]:
        """Return how many winners of which size the row tells of; UHM gives a row to each kind of winner of a lot."""
        headed = {column.label.casefold(): text for column, text in self._cells if column.kind == "lot_answer"}
        told = next((text for heading, text in headed.items() if heading.startswith(_CONTRACTED)), "")
        size = next((text for heading, text in headed.items() if heading.startswith(_SIZE_OF_SUPPLIER)), "")
        number = bare_number(told).removesuffix(".0")
        return ((f"won-{size_class(size) or 'unknown'}", int(number)),) if number.isdecimal() and int(number) else ()

    def _advertised(self) -> date | None:
        """Return the day of the notice where a row tells of the end: in a list of plans the same heading is a hope."""
        return self._day_quietly("expected_publication") if self._tells_the_end() else None

    def _day_quietly(self, name: str) -> date | None:
        return day_of(self._one(name)) if self._one(name) else None

    def _tells_the_end(self) -> bool:
        return bool(self._one("bids") or self._one("lot_answer"))

    def _appealed(self) -> bool | None:
        told = self._one("appealed").casefold()
        return True if told in _YES else False if told in _NO else None

    def _lot(self, cpv: tuple[str, ...]) -> Lot | None:
        number = self._one("lot")
        # What one row says of a supplier stays on one line: the rows of a lot stand below each other.
        answers = "; ".join(self._headed("lot_answer"))
        # A number of bids has a place of its own; words in its stead ("ca 5") stay words.
        unread = self._headed("bids") if self._bids() is None else []
        texts = [*self._all("lot_text"), *unread, *([answers] if answers else [])]
        if not number and not texts and not self._one("lot_title"):
            return None
        return Lot(number or "1", self._one("lot_title"), "\n".join(texts), cpv)

    def _one(self, kind: str) -> str:
        return next((text for column, text in self._cells if column.kind == kind), "")

    def _all(self, kind: str) -> list[str]:
        return [text for column, text in self._cells if column.kind == kind]

    def _headed(self, kind: str) -> list[str]:
        found = [(column.label, text) for column, text in self._cells if column.kind == kind and text]
        return [f"{heading}: {bare_number(text)}" if heading else text for heading, text in found]

    def _buyer_number(self) -> str:
        number = read_org_number(bare_number(self._one("buyer_number")))
        return number.digits

    def _own_id(self) -> str:
        try:
            return str(UUID(self._one("id"))) if self._one("id") else ""
        except ValueError:
            return ""

    def _cpv(self) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for text in self._all("cpv"):
            for part in re.split(r"[;,\n]\s*(?=\d{8})", text):
                match = GROUPED.match(part.strip())
                code = clean_cpv(match.group(1)) if match else ""
                if valid_cpv(code):
                    codes[code] = None
                else:
                    self._warn(NO_CPV, code=cut(part, 20))
        return tuple(codes)

    def _day(self, name: str) -> date | None:
        text = self._one(name)
        found = day_of(text) if text else None
        return found or (self._day_of_words(name) if text else None)

    def _day_of_words(self, name: str) -> date | None:
        """Return the day that "Q2 2027" begins with, or ends with where it is an end; the words stay in the notes."""
        year = re.search(r"\b20\d\d\b", self._heading(name))
        found = period_of(self._one(name), int(year.group()) if year else None, self._today)
        if found is None:
            self._keep_words(name, NO_DAY)
            return None
        day = found.last if name in _ENDS else found.first
        if found.first != found.last:
            self._keep_words(name, READ_AS, day=day.isoformat())
        return day

    def _instant(self, name: str) -> datetime | None:
        text = self._one(name)
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            day = day_of(text) or self._day_of_words(name)
            if day is None:
                return None
            moment = datetime.combine(day, time.min)
        if moment.tzinfo is not None:
            return moment.astimezone(ZoneInfo("UTC"))
        # A day alone lasts to its end.
        whole = moment.time() == time.min
        local = moment.replace(hour=23, minute=59) if whole else moment
        return local.replace(tzinfo=ZoneInfo(HOME_ZONE)).astimezone(ZoneInfo("UTC"))

    def _value(self) -> Money | None:
        text = self._one("value")
        if not text:
            return None
        return _amount(text, self._unit_above()) or self._value_of_words(text)

    def _value_of_words(self, text: str) -> Money | None:
        """Return what "ca 2–3 mnkr" comes to: the higher amount (LOU reckons with the most), for all years where one is told."""
        found = amount_of(text)
        number = _number(found.number) if found else None
        if found is None or number is None:
            self._keep_words("value", NO_AMOUNT)
            return None
        self._keep_words("value", "")
        length = length_of(self._one("contract_months"), self._heading("contract_months")) if found.yearly else None
        years = length.most / 12 if length else 1
        factor = found.factor or _FACTORS.get(self._unit_above().casefold(), 1)
        return Money(round(number * factor * years * 100))

    def _unit_above(self) -> str:
        """Return the unit that the heading tells: "Värde (mkr)"."""
        found = re.search(r"\b(?:tkr|mkr|mnkr|msek|ksek)\b", self._heading("value"), re.IGNORECASE)
        return found.group() if found else "kr"

    def _heading(self, kind: str) -> str:
        return next((column.label for column, _ in self._cells if column.kind == kind), "")

    def _value_class(self) -> ValueClass:
        text = self._one("value_class")
        return ValueClass(text) if text in tuple(ValueClass) else ValueClass.UNKNOWN

    def _months(self) -> int | None:
        """Return the length without what may be added to it: "2+1+1 år" is 24 months, and the words stay in the notes."""
        text = bare_number(self._one("contract_months")).removesuffix(".0")
        found = length_of(text, self._heading("contract_months")) if text else None
        if text and (found is None or found.most != found.months):
            self._keep_words("contract_months", "")
        return found.months if found else None

    def _stage(self) -> Stage:
        text = self._one("stage").casefold()
        if text and text not in _STAGE_WORDS:
            self._keep_words("stage", NO_STAGE)
        known = _STAGE_WORDS.get(text)
        if known is not None:
            return known
        # A number of bids is known after the last day for tenders; UHM counts those of result notices.
        if self._tells_the_end():
            return Stage.CONTRACT
        return Stage.PLANNED if self._one("expected_publication") else Stage.IDEA

    def _keep_words(self, kind: str, reason: str, **values: str) -> None:
        """Keep in the notes what a field of its own cannot hold, and tell it."""
        self._words += self._headed(kind)[:1]
        if reason:
            self._warn(reason, text=cut(self._one(kind), 20), **values)

    def _warn(self, reason: str, **values: str) -> None:
        self.problems.append(Problem(self._line, reason, values, cut(self._one("title")), warning=True))


def money_of(text: str) -> Money | None:
    """Return the amount that a cell tells by itself: "1 234 567,50 kr", "SEK 1.234.567", "1 200 000:- exkl. moms", "850 tkr"."""
    bare = _WITHOUT_TAX.sub("", " ".join(text.split())).strip()
    bare = re.sub(r":-|,-|;-", "", bare).strip()
    turned = re.fullmatch(r"(kr|sek|eur|nok|dkk)\.?\s*(\d.*)", bare, re.IGNORECASE)
    bare = f"{turned.group(2)} {turned.group(1)}" if turned else bare
    exact = re.fullmatch(r"\d{4,}\.\d+", bare)
    return Money(round(float(bare) * 100)) if exact else _amount(bare, "kr")


_WITHOUT_TAX = re.compile(r"[\s,(]*(?:exkl(?:usive)?|excl(?:uding)?|ex|utan)\.?\s*(?:moms|vat)\.?\)?$", re.IGNORECASE)


def _amount(text: str, unit_above: str) -> Money | None:
    match = _AMOUNT.fullmatch(text)
    number = _number(match.group(1)) if match else None
    if match is None or number is None or number < 0:
        return None
    unit = (match.group(2) or unit_above).casefold()
    currency = "SEK" if unit in ("kr", "sek") or unit in _FACTORS else unit.upper()
    return Money(round(number * _FACTORS.get(unit, 1) * 100), currency)


def _number(text: str) -> float | None:
    """Read an amount as written in Sweden or England: "1 250 000", "1.250.000,50", "1,250,000.50"."""
    bare = re.sub(r"[\s\xa0]", "", text)
    last = max(bare.rfind(","), bare.rfind("."))
    if last >= 0 and len(bare) - last - 1 in (1, 2):
        bare = re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :]
    else:
        bare = re.sub(r"[.,]", "", bare)
    try:
        return float(bare)
    except ValueError:
        return None
