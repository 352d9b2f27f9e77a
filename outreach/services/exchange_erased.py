"""People whom other laptops erased: who they are, and who was merged with one of them before the two laptops met."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.problem import Problem
from outreach.domain.record import Kind, own_id, own_origin
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.domain.travelling import Op
    from outreach.storage.work import View

MERGED = N_("{name} was merged with a card whose person was erased on another laptop. If it is the same person, erase {name} too.")


def erased_people(ops: Iterable[Op]) -> dict[UUID, str]:
    """Return the people whom other laptops erased, each with the deed ("erase", "anonymise")."""
    marks = [op for op in ops if op.verb == "erase" and op.kind is Kind.PERSON]
    return {op.record: str(op.writes.get("deed", "erase")) for op in marks}


def merged_with_erased(view: View, ops: Iterable[Op]) -> list[Problem]:
    """Return a warning for each person, among those that were read or are heirs of the erased, who holds what was said of one.

    One laptop erased somebody while another, which did not know it, merged the same card into a second one. Whether both are one
    human being is for an officer to say (GDPR art. 17.1): the program neither erases the second one nor keeps silent.
    """
    from outreach.storage import erasing

    read = list(ops)
    keys = [own_origin(one) for one in erased_people(read)]
    heirs = {one for found in view.people.ids_by_terms("origin", keys).values() for one in found}
    people = view.people.many(heirs | {op.record for op in read if op.kind is Kind.PERSON})
    merged = {one.id: [origin for origin in one.origins if own_id(origin)] for one in people.values()}
    gone = erasing.forgotten(view, [origin for origins in merged.values() for origin in origins])
    return [
        Problem(0, MERGED, values={"name": one.name or "?"}, warning=True)
        for one in people.values()
        if any(origin in gone for origin in merged[one.id])
    ]
