"""A change as it travels between laptops: one journal line, taken apart into registers that can be merged one by one.

A register is what can be set on its own: a field ("notes"), or one element of a list ("emails/anna@berg.example",
"outline.tasks/…"), so that a tag added here and a tag added there are two tags. Behind a list's name alone ("emails/") stands
its order. A value that is not there is `GONE`.

Each write names the writes of the same register that it replaced (`over`), which says what its author had seen. Clocks say
nothing of the kind; `stamp` only chooses between writes that did not know of each other, and those are listed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from outreach.domain.record import Kind

#: What an absent value is written as. No field of a record has this plain form.
GONE: dict[str, Any] = {"\x00": "gone"}
_SPACE = UUID("6f0c5a0e-3d1b-5c86-9a53-6a3f1c1e7a10")

#: Records in records that are taken apart too, because two officers work in them at once.
_SPLIT = {
    (Kind.PLAN, "outline"), (Kind.PLAN, "exhibitor"), (Kind.PLAN, "debrief"), (Kind.TEMPLATE, "outline"),
}  # fmt: skip
#: By which part an element of a list is known. Others by the part "id", or as a whole.
_KEYS = {"emails": "address", "phones": "number", "roles": "company", "lots": "number", "hopes": "id"}
#: A number that only rises (RFC 5545, 3.8.7.4).
RISING = {(Kind.EVENT, "sequence")}

#: Verbs that make a record be there; `change` and `settle` speak of one that is.
MAKING = frozenset({"create", "whole"})
#: Verbs that speak for a record against a deletion which did not know of them. `follow` only draws a conclusion.
_LIVELY = MAKING | {"change", "settle", "keep", "reopen"}


@dataclass(frozen=True, slots=True)
class Op:
    """One change as it travels.

    `dot` is its identity: it follows from the journal line, so that two copies of one workspace give it the same. `verb`: create,
    change, delete as in the journal; whole (a record the journal does not tell of), settle (a conflict decided), keep (it
    is needed or wanted in spite of a deletion), reopen (a side of a conflict whose decision was taken back), follow (it points to
    what another was merged into), erase. `saw`: of a
    deletion, the changes of the record that it knew; of keep and create, the deletions. `bare`: how often erasures
    took words out. `writes`: register to value;
    `before`: what stood there.
    """

    dot: UUID
    stamp: int
    kind: Kind
    record: UUID
    verb: str
    at: datetime
    who: str = ""
    device: str = ""
    writes: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    over: dict[str, list[str]] = field(default_factory=dict)
    saw: tuple[str, ...] = ()
    bare: int = 0

    @property
    def lively(self) -> bool:
        """Say whether it keeps its record from a deletion that did not know of it."""
        return self.verb in _LIVELY


def dot_of(*parts: object) -> UUID:
    """Return the identity that follows from these parts, the same on every laptop."""
    return uuid5(_SPACE, ":".join(str(part) for part in parts))


def canonical(value: Any) -> str:
    """Return the one text of a plain value, to compare and to hash."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def same(one: Any, other: Any) -> bool:
    """Say whether two plain values are equal (1 and True are not)."""
    return one == other and canonical(one) == canonical(other)


def is_order(path: str) -> bool:
    """Say whether a register holds the order of a list."""
    return path.endswith("/") and path.count("/") == 1


def spoken_field(path: str) -> tuple[str, str]:
    """Return the field of a register and, of a list's element, what it is known by."""
    name, _, key = path.partition("/")
    return name, key


def registers(kind: Kind, plain: dict[str, Any]) -> dict[str, Any]:
    """Return the registers of a record's plain form, or of some of its fields."""
    found: dict[str, Any] = {}
    for name, value in plain.items():
        if (kind, name) in _SPLIT and isinstance(value, dict):
            for part, inner in value.items():
                _take_apart(found, f"{name}.{part}", part, inner)
        else:
            _take_apart(found, name, name, value)
    return found


def _take_apart(found: dict[str, Any], path: str, name: str, value: Any) -> None:
    if not isinstance(value, list):
        found[path] = value
        return
    order: list[str] = []
    taken: set[str] = set()
    for element in value:
        key = _key(name, element)
        while key in taken:
            key += "+"
        taken.add(key)
        order.append(key)
        found[f"{path}/{key}"] = element
    found[f"{path}/"] = order


def _key(name: str, element: Any) -> str:
    if isinstance(element, str):
        return element or '""'
    if isinstance(element, dict):
        part = element.get(_KEYS.get(name, "id"))
        if isinstance(part, str) and part:
            return part
    return canonical(element)


def differing(kind: Kind, before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the registers that differ between two plain forms (of the same fields): what they held, and what they hold."""
    old, new = registers(kind, before), registers(kind, after)
    held: dict[str, Any] = {}
    holds: dict[str, Any] = {}
    for path in old.keys() | new.keys():
        one, other = old.get(path, GONE), new.get(path, GONE)
        if not same(one, other):
            held[path], holds[path] = one, other
    return held, holds


def put_together(values: dict[str, Any], rank: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """Return the plain form that these registers make. `rank`: of each, the place of its last write among all writes.

    What no order names comes last, as it was written.
    """
    plain: dict[str, Any] = {}
    lists: dict[str, dict[str, Any]] = {}
    orders: dict[str, list[str]] = {}
    for path, value in values.items():
        name, slash, key = path.partition("/")
        if not slash:
            if value != GONE:
                _set(plain, name, value)
        elif not key:
            orders[name] = value if isinstance(value, list) else []
            lists.setdefault(name, {})
        elif value != GONE:
            lists.setdefault(name, {})[key] = value
        else:
            lists.setdefault(name, {})
    for name, elements in lists.items():
        place = {key: number for number, key in enumerate(orders.get(name, ()))}
        last = len(place)
        keys = sorted(elements, key=lambda key: (place.get(key, last), rank.get(f"{name}/{key}", (0, "")), key))
        _set(plain, name, [elements[key] for key in keys])
    return plain


def _set(plain: dict[str, Any], name: str, value: Any) -> None:
    outer, dot, part = name.partition(".")
    if dot:
        plain.setdefault(outer, {})[part] = value
    else:
        plain[outer] = value


def to_line(op: Op) -> dict[str, Any]:
    """Return the plain form of a change in a file; what is empty is left out."""
    line: dict[str, Any] = {
        "dot": str(op.dot), "stamp": op.stamp, "kind": op.kind.value, "record": str(op.record), "verb": op.verb,
        "at": op.at.isoformat(), "who": op.who, "device": op.device,
    }  # fmt: skip
    rest = {"writes": op.writes, "before": op.before, "over": op.over, "saw": list(op.saw), "bare": op.bare}
    return line | {name: value for name, value in rest.items() if value}


def from_line(line: dict[str, Any]) -> Op:
    """Build a change from its plain form. Raises KeyError, TypeError or ValueError when it is none."""
    at = datetime.fromisoformat(line["at"])
    if at.tzinfo is None or not isinstance(line["stamp"], int) or not 0 <= line["stamp"] < 2**62:
        raise ValueError("not a change")
    if line["verb"] not in (*_LIVELY, "delete", "follow", "erase"):
        raise ValueError("not a change")
    writes, before, over = (dict(line.get(name, {})) for name in ("writes", "before", "over"))
    return Op(
        dot=UUID(line["dot"]), stamp=line["stamp"], kind=Kind(line["kind"]), record=UUID(line["record"]), verb=line["verb"],
        at=at, who=str(line.get("who", "")), device=str(line.get("device", "")), writes=writes, before=before,
        over={str(path): [str(one) for one in dots] for path, dots in over.items()},
        saw=tuple(str(one) for one in line.get("saw", ())), bare=int(line.get("bare", 0)),
    )  # fmt: skip
