"""Bulk edit: one field of many records, as one action with its undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.codes import find_municipality, valid_cpv
from outreach.domain.company import SizeClass
from outreach.domain.declining import Channel
from outreach.domain.next_contact import MOST_MONTHS
from outreach.domain.record import Kind
from outreach.domain.tender import Stage
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.declining import read_channels
from outreach.services.records import tell, together
from outreach.services.steady import full_collections_put_off

if TYPE_CHECKING:
    from outreach.services.house import House

Read = Callable[[str], Any]
Report = Callable[[int, int], None]
_TITLES = {
    Kind.COMPANY: N_("Changed {count} companies"),
    Kind.PERSON: N_("Changed {count} people"),
    Kind.TENDER: N_("Changed {count} tenders"),
}


@full_collections_put_off()
def change_many(
    house: House,
    kind: Kind,
    ids: Sequence[UUID],
    values: Mapping[str, str],
    report: Report | None = None,
) -> Changes:
    """Set fields of many records to the values that were typed; CPV codes are added to those that are there.

    Raises InvalidInput for a field that cannot be changed in bulk or a value that it cannot have; then nothing is changed.
    `report` is told how far it has come, and may raise `Cancelled`: then nothing is changed either.
    """
    read = _read(kind, values)
    service: Any = house.records(kind)
    with house.database.work(_TITLES[kind], count="") as work:
        count = 0
        found = work.store(kind).many(ids)
        for numbers, some in together(list(found.values())):
            saved = work.save_many(kind, [service.checked(work, _changed(record, read)) for record in some])
            count += sum(one.version != record.version for one, record in zip(saved, some, strict=True))
            tell(report, numbers, len(found))
        work.rename_action(_TITLES[kind], count=str(count))
    return work.changes


def count_changed(house: House, kind: Kind, ids: Sequence[UUID], values: Mapping[str, str]) -> int:
    """Return how many of the records would be changed. Raises InvalidInput as `change_many` does."""
    read = _read(kind, values)
    found: Mapping[UUID, Any] = house.records(kind).many(ids)
    return sum(_changed(record, read) != record for record in found.values())


def _read(kind: Kind, values: Mapping[str, str]) -> dict[str, Any]:
    readers = FIELDS.get(kind, {})
    for name in values:
        if name not in readers:
            raise InvalidInput(N_("Field"), N_("It must be one of {choices}."), choices=", ".join(readers))
    return {name: readers[name](text.strip()) for name, text in values.items()}


def _changed(record: Any, read: Mapping[str, Any]) -> Any:
    more = {name: (*getattr(record, name), *value) if name == "cpv" else value for name, value in read.items()}
    if "cpv" in more:
        more["cpv"] = tuple(dict.fromkeys(more["cpv"]))
    return dataclasses.replace(record, **more)


def _municipality(text: str) -> str:
    found = find_municipality(text) if text else None
    if text and found is None:
        raise InvalidInput(N_("Municipality"), N_("There is no municipality called {name}."), name=text)
    return found.code if found else ""


def _cpv(text: str) -> tuple[str, ...]:
    codes = tuple(word for word in text.replace(",", " ").split())
    for code in codes:
        if not valid_cpv(code):
            raise InvalidInput(N_("CPV"), N_("“{code}” is not a CPV code."), code=code)
    return codes


def _one_of(kind: type[Any]) -> Read:
    def read(text: str) -> Any:
        try:
            return kind(text)
        except ValueError:
            choices = ", ".join(one.value for one in kind)
            raise InvalidInput(N_("Field"), N_("It must be one of {choices}."), choices=choices) from None

    return read


def _language(text: str) -> str:
    if text not in ("", "sv", "en"):
        raise InvalidInput(N_("Language"), N_("It must be one of {choices}."), choices="sv, en")
    return text


def _channels(text: str) -> tuple[Channel, ...]:
    return read_channels([text])


def _months(text: str) -> int | None:
    if text and not (text.isdecimal() and 1 <= int(text) <= MOST_MONTHS):
        raise InvalidInput(N_("Rhythm"), N_("A rhythm is between 1 and {most} months."), most=str(MOST_MONTHS))
    return int(text) if text else None


def _text(text: str) -> str:
    return " ".join(text.split())


#: What can be changed in bulk, and how the typed value is read. Tags have their own window.
FIELDS: dict[Kind, dict[str, Read]] = {
    Kind.COMPANY: {
        "municipality": _municipality,
        "size": _one_of(SizeClass),
        "cpv": _cpv,
        "source": _text,
        "declines": _channels,
        "contact_months": _months,
    },
    Kind.PERSON: {"language": _language, "source": _text, "declines": _channels},
    Kind.TENDER: {"stage": _one_of(Stage), "officer": _text, "buyer": _text, "cpv": _cpv},
}
