"""Promises to begin with, in plain words, by what is bought: the officer picks three to eight and changes the words.

They are chosen by the first digits of the CPV code; the longest that fits counts. Each has a rhythm in months that suits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.language import N_


@dataclass(frozen=True, slots=True)
class StartingPromise:
    """A promise as a catalogue text, and how often it is worth a look, in months."""

    text: str
    months: int


_EACH = (
    StartingPromise(N_("The prices on the invoice are those of the contract"), 6),
    StartingPromise(N_("The contact person answers within two working days"), 6),
    StartingPromise(N_("The subcontractors are those that we have approved"), 12),
)
_SERVICES = (
    StartingPromise(N_("Comes within the agreed time after a call"), 3),
    StartingPromise(N_("Sends the agreed report in time"), 3),
    StartingPromise(N_("The staff have the training that was promised"), 6),
    StartingPromise(N_("Faults are put right without a reminder"), 3),
)
_GOODS = (
    StartingPromise(N_("Delivers within the agreed time"), 3),
    StartingPromise(N_("Delivers the goods that were ordered, nothing in their place without a question"), 3),
    StartingPromise(N_("Takes back and credits what is wrong"), 6),
)
_WORKS = (
    StartingPromise(N_("Keeps the times of the time plan"), 1),
    StartingPromise(N_("Changes and additions are agreed in writing before they are done"), 1),
    StartingPromise(N_("A site meeting is held and minuted as agreed"), 1),
    StartingPromise(N_("Everyone on site is in the staff register"), 3),
    StartingPromise(N_("Remarks of the inspection are put right by the agreed day"), 6),
)
#: By the first digits of the CPV code.
_BY_CODE: dict[str, tuple[StartingPromise, ...]] = {
    "09": (
        StartingPromise(N_("Fills up before the level that was agreed"), 3),
        StartingPromise(N_("The fuel has the environmental class that was promised"), 12),
    ),
    "15": (
        StartingPromise(N_("Delivers at the agreed time of day, cold goods cold"), 3),
        StartingPromise(N_("Allergens and origin stand on each kind of goods"), 6),
    ),
    "30": (StartingPromise(N_("A broken device is replaced within the agreed time"), 6),),
    "34": (StartingPromise(N_("Service and spare parts within the agreed time"), 6),),
    "39": (StartingPromise(N_("Spare parts and additions can be ordered for as long as was promised"), 12),),
    "45": _WORKS,
    "48": (StartingPromise(N_("The system is up for as large a part of the time as was promised"), 3),),
    "50": _SERVICES,
    "55": (StartingPromise(N_("Special diets are kept apart as agreed"), 3), *_SERVICES),
    "60": (
        StartingPromise(N_("Picks up at the agreed time"), 3),
        StartingPromise(N_("The vehicles have the class and the equipment that was promised"), 12),
        *_SERVICES[1:],
    ),
    "71": (
        StartingPromise(N_("The people who were offered do the work"), 6),
        StartingPromise(N_("Drawings and documents come by the agreed day"), 3),
    ),
    "72": (
        StartingPromise(N_("The support answers within the agreed time"), 3),
        StartingPromise(N_("The system is up for as large a part of the time as was promised"), 3),
        StartingPromise(N_("Changes are told of before they are made"), 6),
    ),
    "77": (*_SERVICES,),
    "79": (StartingPromise(N_("The people who were offered do the work"), 6), *_SERVICES[1:]),
    "80": (StartingPromise(N_("The teachers have the training that was promised"), 6), *_SERVICES[1:2]),
    "85": (StartingPromise(N_("The same person comes as far as was promised"), 3), *_SERVICES),
    "90": (
        StartingPromise(N_("Comes within the agreed time after a call"), 3),
        StartingPromise(N_("The work is checked together and the check is minuted"), 3),
        StartingPromise(N_("The machines have the environmental class that was promised"), 12),
        *_SERVICES[1:],
    ),
}


def starting_promises(cpv: Sequence[str]) -> tuple[StartingPromise, ...]:
    """Return the promises to pick from for what these codes name, those of the main code first, then what suits each contract."""
    found: list[StartingPromise] = []
    for code in cpv:
        found += _of(code)
    if not found:
        found += _SERVICES
    return tuple({one.text: one for one in (*found, *_EACH)}.values())


def _of(code: str) -> tuple[StartingPromise, ...]:
    own = next((promises for length in (3, 2) if (promises := _BY_CODE.get(code[:length]))), ())
    goods = code[:2] < "45" and code[:2] != ""
    return (*own, *(_GOODS if goods else () if own else _SERVICES))
