"""What a column holds, told by its cells: for columns whose heading says nothing, and to find the cells that do not fit.

A column is recognised when nearly all of its filled cells are of one form; names need more evidence than numbers. Personal
identity numbers are never shown: `shown` masks them wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from outreach.domain.codes import clean_cpv, find_municipality, valid_cpv
from outreach.domain.company import MASK, legal_form, read_org_number, without_personal_numbers
from outreach.domain.table_mapping import Column, TableKind

#: How many cells are looked at, and what share of them must fit.
SAMPLED = 200
_SHARE = 0.85

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_URL = re.compile(r"(?:https?://\S+|www\.\S+|[a-zåäö0-9-]+(?:\.[a-zåäö0-9-]+)*\.(?:se|com|nu|eu|org|net)(?:/\S*)?)", re.IGNORECASE)
_CODE = re.compile(r"(?:SE[- ]?)?\d{3} ?\d{2}", re.IGNORECASE)
_CODE_AND_CITY = re.compile(r"(?:SE[- ]?)?\d{3} ?\d{2}\s+[^\W\d].*", re.IGNORECASE)
_STREET = re.compile(
    r"[^\W\d].*(?:gata|gatan|väg|vägen|gränd|torg|torget|stig|allé|plan|box)\b.*\d.*|box \d+", re.IGNORECASE
)
_NAME = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_PERSON = re.compile(rf"{_NAME}(?: (?:{_NAME}|von|af|de)){{1,3}}")
_FIRM_WORD = re.compile(
    r"\b(ab|hb|kb|aktiebolag|handelsbolag|firma|konsult|bygg|entreprenad|åkeri|måleri|service|gruppen|kommun|förening)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{8}")
_MONEY = re.compile(r"-?\d[\d  ]*(?:[.,]\d+)?\s*(?:kr|sek|tkr|mkr|mnkr)?", re.IGNORECASE)
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{6,15})[.,]0+")
_PHONE = re.compile(r"\+?[\d\s()/–-]{6,20}(?:\s*(?:ankn|ext)\.?\s*\d+)?", re.IGNORECASE)

GROUPED = re.compile(r"(\d{8}(?:-\d)?)\b[\s:–-]*(\D.*)?")


def bare_number(text: str) -> str:
    """Return a number as it was before a spreadsheet took it for an amount: "5560055385.0" is "5560055385"."""
    match = _DECIMAL.fullmatch(text.strip())
    return match.group(1) if match else text


def is_shortened(text: str) -> bool:
    """Say whether a spreadsheet has written a long number as "7,0E+08": its last digits are lost."""
    return _EXPONENT.fullmatch(text.strip()) is not None


def shown(text: str, field: str = "") -> str:
    """Return a cell as it may be shown, remembered and written to a file of errors: personal identity numbers masked.

    Without hyphen or century a number counts as one in a column of organisation numbers; elsewhere only when it cannot
    be a telephone number with its zero.
    """
    if len(text) < 10:
        return text
    bare = bare_number(text.strip())
    digits = re.sub(r"[\s\-–+]", "", bare)
    if digits.isdecimal() and len(digits) in (10, 12) and _is_personal(digits, strict=not field.startswith("org_number")):
        return MASK
    return without_personal_numbers(text)[0]


def _is_personal(digits: str, *, strict: bool) -> bool:
    number = read_org_number(digits)
    if not (number.valid and number.sole_trader):
        return False
    if not strict:
        return True
    short = digits[-10:]
    is_day = 1 <= int(short[2:4]) <= 12 and 1 <= int(short[4:6]) % 60 <= 31
    return is_day and (len(digits) == 12 or short[0] != "0")


def is_date(text: str) -> bool:
    """Say whether a cell is a day, with or without a time."""
    return _DATE.fullmatch(text.strip()) is not None and day_of(text) is not None


def is_amount(text: str) -> bool:
    """Say whether a cell is a number, with or without a currency."""
    return _MONEY.fullmatch(text.strip()) is not None


def day_of(text: str) -> date | None:
    """Return the day of a cell: ISO (also 20270131), or day/month/year as forms write it; None when it is none."""
    bare = text.strip()
    parts = re.split(r"[/.]", bare.split(" ")[0])
    try:
        if len(parts) == 3:
            day, month, year = (int(part) for part in parts)
            return date(year, month, day) if month <= 12 else date(year, day, month)
        digits = re.sub(r"-", "", re.split(r"[ T]", bare)[0])
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else None
    except ValueError:
        return None


def _is_org_number(text: str) -> bool:
    return read_org_number(bare_number(text)).valid


def _is_phone(text: str) -> bool:
    bare = text.strip()
    if is_date(bare) and not bare.isdecimal():
        return False
    digits = re.sub(r"\D", "", bare)
    return _PHONE.fullmatch(bare) is not None and (bare[0] in "0+(" or bool(re.search(r"[\s/-]", bare))) and 7 <= len(digits) <= 15


def _is_mobile(text: str) -> bool:
    return re.sub(r"\D", "", text).removeprefix("46").removeprefix("0").startswith("7") and _is_phone(text)


def _is_cpv(text: str) -> bool:
    match = GROUPED.match(text.strip())
    return match is not None and valid_cpv(clean_cpv(match.group(1)))


def _is_person(text: str) -> bool:
    return _PERSON.fullmatch(text.strip()) is not None and not _FIRM_WORD.search(text)


def _is_firm(text: str) -> bool:
    return bool(legal_form(text)) or _FIRM_WORD.search(text) is not None


#: (field, form, share that must fit): the first that fits is taken. Forms with check digits stand before looser ones.
_CONTACT_FORMS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("email", lambda text: _EMAIL.fullmatch(text.strip()) is not None, _SHARE),
    ("org_number", _is_org_number, 0.7),
    ("cpv", _is_cpv, _SHARE),
    ("phone/mobile", _is_mobile, _SHARE),
    ("address:code", lambda text: _CODE.fullmatch(text.strip()) is not None, _SHARE),
    ("address:formatted", lambda text: _CODE_AND_CITY.fullmatch(text.strip()) is not None, _SHARE),
    ("phone", _is_phone, _SHARE),
    ("website", lambda text: _URL.fullmatch(text.strip()) is not None, _SHARE),
    ("address:street", lambda text: _STREET.fullmatch(text.strip()) is not None, 0.7),
    ("municipality", lambda text: find_municipality(text) is not None, 0.9),
    ("organisation", _is_firm, 0.5),
    ("name", _is_person, 0.7),
)
_TENDER_FORMS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("cpv", _is_cpv, _SHARE),
    ("link", lambda text: text.strip().casefold().startswith(("http://", "https://")), _SHARE),
)


def field_by_content(cells: Sequence[str], kind: TableKind, taken: frozenset[str]) -> Column | None:
    """Return the field that the filled cells of a column show, or None. `taken` fields are not given a second time."""
    from outreach.domain.table_mapping import column_of

    sample = [cell for cell in cells if cell.strip()][:SAMPLED]
    if len(sample) < 2 and not (sample and "@" in sample[0]):
        return None
    forms = _TENDER_FORMS if kind is TableKind.TENDERS else _CONTACT_FORMS
    for key, fits, share in forms:
        if sum(map(fits, sample)) >= share * len(sample):
            # A town is told the same way as a municipality; a second column of one form says nothing new.
            return None if key in taken else column_of(key)
    return None


def _fits_staff(text: str) -> bool:
    return bool(re.search(r"\d", text))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: _EMAIL.fullmatch(text.strip()) is not None,
    "org_number": _is_org_number,
    "phone": lambda text: len(re.sub(r"\D", "", text)) >= 6 and not is_shortened(text),
    "municipality": lambda text: find_municipality(text) is not None,
    "cpv": lambda text: all(_is_cpv(part) for part in re.split(r"[;,]\s*(?=\d)", text) if part.strip()),
    "expected_publication": is_date,
    "question_deadline": is_date,
    "tender_deadline": is_date,
    "contract_start": is_date,
    "contract_end": is_date,
    "contract_months": lambda text: text.strip().removesuffix(".0").isdecimal(),
    "value": is_amount,
    "staff": _fits_staff,
}


def check_of(column: Column, kind: TableKind) -> Callable[[str], bool] | None:
    """Return the test that a filled cell of this column has to pass, or None when any text will do."""
    if column.part or (kind is TableKind.TENDERS and column.kind in ("phone", "municipality")):
        return None
    return _CHECKS.get(column.kind)
