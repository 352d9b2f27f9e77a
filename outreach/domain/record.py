"""What every stored thing has in common: an identity, a version, and a plain form for journal and JSON.

The plain form (`to_plain`, `from_plain`) is what the journal keeps of each field, what `show --json` prints and what
two laptops will exchange. It knows the types that records are made of and nothing else, so a new field needs no code.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache, partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

T = TypeVar("T")
Reader = Callable[[Any], Any]

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class Kind(StrEnum):
    """The kinds of record that the workspace keeps; the value is the word used in files and on the command line."""

    COMPANY = "company"
    PERSON = "person"
    MEETING = "meeting"
    EVENT = "event"
    TENDER = "tender"
    FOLLOW_UP = "follow_up"
    OFFICER = "officer"
    UNIT = "unit"
    QUESTION = "question"
    GUEST = "guest"
    INBOX_CARD = "inbox_card"
    APART = "apart"
    VIEW = "view"
    PLAN = "plan"
    TEMPLATE = "template"
    INVITATION = "invitation"
    REPLY = "reply"
    NOTICE = "notice"
    NOTIFICATION = "notification"
    PRINTING = "printing"
    RULE = "rule"
    WATCH = "watch"
    PLAIN_WORD = "plain_word"
    INDUSTRY_LINK = "industry_link"
    DISCLOSURE = "disclosure"
    BID = "bid"
    NO_BID = "no_bid"
    CONTRACT = "contract"
    REQUIREMENT_CARD = "requirement_card"
    INQUIRY = "inquiry"
    NEIGHBOUR_TENDER = "neighbour_tender"
    FLYER_TEXT = "flyer_text"
    BENCHMARK = "benchmark"
    PURPOSE = "purpose"
    RETENTION_RULE = "retention_rule"
    PRIVACY_TEXT = "privacy_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One stored thing. `version` is 0 until first saved and grows by one with each save; a stale one is refused."""

    id: UUID = field(default_factory=uuid4)
    version: int = 0


#: Fields that the store keeps for itself; they never count as a change of the record.
BOOKKEEPING = frozenset({"id", "version"})


_OWN = "vcard:urn:uuid:"


def own_origin(record_id: UUID) -> str:
    """Return the origin under which a record stands that we wrote into a file ourselves, or that went into another one."""
    return f"{_OWN}{record_id}"


def own_id(origin: str) -> UUID | None:
    """Return the id in such an origin; None for any other."""
    try:
        return UUID(origin.removeprefix(_OWN)) if origin.startswith(_OWN) else None
    except ValueError:
        return None


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


#: The parts of records (a role, a telephone number) that were met already, with the names of their fields.
_plain_kinds: dict[type[Any], tuple[str, ...]] = {}


def to_plain(value: Any) -> Any:
    """Return `value` as JSON types only: str, int, float, bool, None, list, dict."""
    # Most values are plain texts and tuples; an import asks a million times.
    kind = type(value)
    if kind is str or value is None or kind is bool or kind is int:
        return value
    if kind is tuple:
        return [to_plain(item) for item in value]
    if kind is UUID:
        return str(value)
    return value.value if isinstance(value, Enum) else _plain_of_rare(value)


def _plain_of_rare(value: Any) -> Any:
    names = _plain_kinds.get(type(value))
    if names is not None:
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = _plain_kinds[type(value)] = _names(type(value))
        return {name: to_plain(getattr(value, name)) for name in names}
    raise TypeError(f"no plain form for {type(value).__name__}")


def storable(value: T) -> T:
    """Return `value` without what no database takes: zero characters, and bytes that a terminal could not read.

    Such texts come from broken files and from foreign encodings on the command line; all others come back untouched.
    """
    return typing.cast("T", _mended(value)) if _is_broken(value) else value


def _is_broken(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value or (not value.isascii() and _HALF_CHARACTER.search(value) is not None)
    if isinstance(value, tuple):
        return any(_is_broken(item) for item in value)
    return dataclasses.is_dataclass(value) and any(_is_broken(getattr(value, name)) for name in _names(value.__class__))


def _mended(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return _HALF_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", value.replace("\x00", ""))
    if isinstance(value, tuple):
        return tuple(_mended(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{f.name: _mended(getattr(value, f.name)) for f in dataclasses.fields(value)}
        )
    return value


def from_plain(wanted: type[T], plain: dict[str, Any]) -> T:
    """Build a dataclass `wanted` from its plain form. Missing fields take their defaults, unknown ones are ignored.

    Raises ValueError or TypeError when a value does not fit its field.
    """
    readers: tuple[tuple[str, Reader | None], ...] = _readers(wanted)  # type: ignore[arg-type]
    values = {name: plain[name] if read is None else read(plain[name]) for name, read in readers if name in plain}
    return wanted(**values)


@cache
def _readers(wanted: type) -> tuple[tuple[str, Reader | None], ...]:
    hints = typing.get_type_hints(wanted)
    return tuple((f.name, _reader(hints[f.name])) for f in dataclasses.fields(wanted) if f.init)


def _reader(hint: Any) -> Reader | None:
    """Return what makes a value of its plain form; None when the two are the same. Asked once for each field."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(arm for arm in typing.get_args(hint) if arm is not types.NoneType))
        return None if inner is None else lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        each = _reader(typing.get_args(hint)[0])
        return tuple if each is None else lambda plain: tuple([each(item) for item in plain])
    if origin is dict:
        return dict
    return _simple_reader(hint) if isinstance(hint, type) else None


def _simple_reader(hint: type) -> Reader | None:
    if dataclasses.is_dataclass(hint):
        return partial(from_plain, hint)
    if issubclass(hint, Enum | UUID):
        return hint
    if issubclass(hint, datetime):
        return datetime.fromisoformat
    if issubclass(hint, date):
        return date.fromisoformat
    return bytes.fromhex if issubclass(hint, bytes) else None


def differences(before: Record | None, after: Record | None) -> dict[str, list[Any]]:
    """Return `{field: [plain before, plain after]}` for each field that differs; a missing side counts as None.

    For a new or a deleted record every field is listed.
    """
    side = after if after is not None else before
    if side is None:
        return {}
    result: dict[str, list[Any]] = {}
    for f in dataclasses.fields(side):
        if f.name in BOOKKEEPING:
            continue
        old = None if before is None else getattr(before, f.name)
        new = None if after is None else getattr(after, f.name)
        if before is None or after is None or old != new:
            result[f.name] = [to_plain(old), to_plain(new)]
    return result
