"""The days of contracts as calendar entries: promises to look at, options to decide on, the last day. All of them all-day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outreach.domain.contract_days import DUE_LABELS, DueCheck, DueKind
from outreach.domain.event import Event
from outreach.domain.when import all_day
from outreach.formats.icalendar_deadlines import REFERENCE, RULE_DEADLINE, Deadline
from outreach.language import N_, Language

SUPPLIER = N_("Supplier: {supplier}")
CATEGORY = N_("Contract")


@dataclass(frozen=True, slots=True)
class ContractDay:
    """A day of a contract as it is written.

    `takes_over`: the version of the tender whose own end of contract this end takes over, with its UID, so that a calendar
    which has the tender's entry gets it moved and not doubled; None for all others.
    """

    due: DueCheck
    takes_over: int | None = None


def entries_of_contracts(days: Iterable[ContractDay], language: Language) -> Iterator[Deadline]:
    """Yield the entries of contracts.

    UIDs are "<contract id>-check-<key>@outreach", "-option-<number>@outreach" and "-end@outreach"; the key of a check stands for
    its promise and its day, the number of an option is its place. SEQUENCE is the record's version, which grows with each change.
    """
    for day in days:
        due, contract = day.due, day.due.contract
        uid, sequence = f"{contract.id}-{_word(due)}@outreach", contract.version
        if day.takes_over is not None and contract.tender is not None:
            uid, sequence = f"{contract.tender}-contract-end@outreach", day.takes_over + contract.version
        facts = [
            due.promise.text if due.promise is not None else "",
            language.say(SUPPLIER, supplier=contract.supplier),
            language.say(REFERENCE, reference=contract.reference) if contract.reference else "",
        ]
        event = Event(
            id=contract.id,
            title=language.say(RULE_DEADLINE, what=language.say(DUE_LABELS[due.kind]), title=contract.title),
            when=all_day(due.day),
            description="\n\n".join(fact for fact in facts if fact),
            uid=uid,
            sequence=sequence,
        )
        yield Deadline(event, contract.id, language.say(CATEGORY), "X-OUTREACH-CONTRACT")


def _word(due: DueCheck) -> str:
    """Return what tells the days of one contract apart, the same at each export."""
    if due.kind is DueKind.CHECK and due.promise is not None:
        return f"check-{hashlib.sha256(f'{due.promise.id} {due.day.isoformat()}'.encode()).hexdigest()[:8]}"
    if due.kind is DueKind.OPTION:
        place = next((n for n, option in enumerate(due.contract.options, 1) if option is due.option), 0)
        return f"option-{place}"
    return "end"
