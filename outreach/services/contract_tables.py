"""Contracts as tables: the list for a spreadsheet, and the year's promises with what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from outreach.domain.contract import Contract
from outreach.domain.contract_days import STATE_LABELS, KeptPromise, last_day, open_deviations, state_of, to_do
from outreach.language import N_, Language

KEPT, PUT_RIGHT, NOT_KEPT = N_("Kept"), N_("Put right"), N_("Not kept")
_TITLES = (
    N_("Contract"),
    N_("Supplier"),
    N_("Reference"),
    N_("Begins"),
    N_("Ends"),
    N_("State"),
    N_("Value without VAT"),
    N_("Currency"),
    N_("Promises"),
    N_("Open deviations"),
    N_("Next check"),
    N_("Officer"),
    N_("Tags"),
)


def contract_table(
    contracts: Iterable[Contract], today: date, language: Language
) -> tuple[list[str], list[list[object]]]:
    """Return header and lines: one a contract, amounts in whole units so that a spreadsheet can add them, days as ISO."""
    return ["id", *(language.say(title) for title in _TITLES)], [_line(one, today, language) for one in contracts]


def _line(contract: Contract, today: date, language: Language) -> list[object]:
    planned = [check.due for promise in contract.promises for check in to_do(promise)]
    value = contract.value
    return [
        str(contract.id),
        contract.title,
        contract.supplier,
        contract.reference,
        _day(contract.starts),
        _day(last_day(contract)),
        language.say(STATE_LABELS[state_of(contract, today)]),
        value.hundredths / 100 if value is not None else "",
        value.currency if value is not None else "",
        len(contract.promises),
        sum(1 for _ in open_deviations(contract)),
        _day(min(planned, default=None) if contract.closed is None else None),
        contract.officer,
        ", ".join(contract.tags),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def verdict(found: KeptPromise) -> str:
    """Return the catalogue text of what a year found of a promise: kept, put right, or not kept."""
    return KEPT if found.kept else PUT_RIGHT if found.put_right else NOT_KEPT
