"""Values as JSON lists and back, by their types alone: what a reader's process tells, without pickle and without trust.

A codec is made once from a type's hints and then runs as plain functions, about five times faster than `to_plain` and
`from_plain`, because a dataclass becomes a list of its fields in order, without their names. Reading back believes nothing:
each value must be of the type that its field has, or ValueError is raised.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

#: Longer lists and bytes travel beside the value (`Parcel`), in pieces that are small enough not to hold anybody up.
PIECE = 400
LONG_BYTES = 512
#: No text of a file is longer; what a process tells is measured again.
LONGEST_TEXT = 2_000_000

Write = Callable[[Any, "Parcel"], Any]
Read = Callable[[Any, "Parcel"], Any]


@dataclass(slots=True)
class Parcel:
    """What travels beside a value: `send_list` and `send_bytes` on the way out, `lists` and `blobs` on the way in."""

    send_list: Callable[[int, list[Any]], None]
    send_bytes: Callable[[int, bytes], None]
    lists: dict[int, list[Any]] = dataclasses.field(default_factory=dict)
    blobs: dict[int, bytes] = dataclasses.field(default_factory=dict)
    _next: int = 0

    def number(self) -> int:
        """Return a number for the next thing to send beside the value."""
        self._next += 1
        return self._next


def receiving() -> Parcel:
    """Return a parcel for reading alone."""
    return Parcel(_unwanted, _unwanted)


def _unwanted(_number: int, _what: Any) -> None:
    raise AssertionError("a parcel that is read sends nothing")


@dataclass(frozen=True, slots=True)
class Codec:
    """Both ways of one type. `read` raises ValueError for what does not fit it."""

    write: Write
    read: Read


@cache
def codec(hint: Any) -> Codec:
    """Return the codec of a type: plain types, dates, Decimal, UUID, enums, dataclasses, unions, tuples, lists, dicts.

    Raises TypeError for a type that is none of these.
    """
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _union(typing.get_args(hint))
    if origin is not None:
        return _collection(origin, typing.get_args(hint))
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda value, _: value.value, lambda plain, _: hint(plain))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _of_dataclass(hint)
    raise TypeError(f"no typed form for {hint!r}")


def _checked(kind: type) -> Codec:
    def read(plain: Any, _: Parcel) -> Any:
        if type(plain) is not kind:
            raise ValueError(f"no {kind.__name__}")
        return plain

    return Codec(lambda value, _: value, read)


def _read_text(plain: Any, _: Parcel) -> str:
    if type(plain) is not str or len(plain) > LONGEST_TEXT:
        raise ValueError("no text of this length")
    return plain


def _by_text(write: Callable[[Any], str], read: Callable[[str], Any]) -> Codec:
    def told(plain: Any, _: Parcel) -> Any:
        if type(plain) is not str:
            raise ValueError("no text")
        try:
            return read(plain)
        except (InvalidOperation, OverflowError) as error:
            raise ValueError("no such value") from error

    return Codec(lambda value, _: write(value), told)


def _read_float(plain: Any, _: Parcel) -> float:
    if type(plain) not in (int, float):
        raise ValueError("no number")
    return float(plain)


def _write_text(value: Any, _: Parcel) -> str:
    # A StrEnum would be written as its value anyway; a plain `str` is what the other side gets.
    return str(value)


def _write_bytes(value: bytes, parcel: Parcel) -> Any:
    if len(value) < LONG_BYTES:
        return value.hex()
    number = parcel.number()
    parcel.send_bytes(number, value)
    return number


def _read_bytes(plain: Any, parcel: Parcel) -> bytes:
    if type(plain) is int and plain in parcel.blobs:
        return parcel.blobs.pop(plain)
    if type(plain) is not str:
        raise ValueError("no bytes")
    return bytes.fromhex(plain)


def _read_none(plain: Any, _: Parcel) -> None:
    if plain is not None:
        raise ValueError("something where nothing is wanted")


_PLAIN: dict[Any, Codec] = {
    # Plain data of a package, which its reader has weighed: JSON is all that it can be.
    Any: Codec(lambda value, _: value, lambda plain, _: plain),
    str: Codec(_write_text, _read_text),
    int: _checked(int),
    bool: _checked(bool),
    float: Codec(lambda value, _: value, _read_float),
    bytes: Codec(_write_bytes, _read_bytes),
    types.NoneType: Codec(lambda *_: None, _read_none),
    Decimal: _by_text(str, Decimal),
    UUID: _by_text(str, UUID),
    datetime: _by_text(datetime.isoformat, datetime.fromisoformat),
    date: _by_text(date.isoformat, date.fromisoformat),
    time: _by_text(time.isoformat, time.fromisoformat),
    timedelta: Codec(
        lambda value, _: [value.days, value.seconds, value.microseconds],
        lambda plain, parcel: timedelta(*codec(list[int]).read(plain, parcel)[:3]),
    ),
}


def _union(arms: tuple[Any, ...]) -> Codec:
    """A union writes which arm it is, unless that is plain: `X | None` is null or X."""
    if len(arms) == 2 and types.NoneType in arms:
        inner = codec(next(arm for arm in arms if arm is not types.NoneType))
        write, read = inner.write, inner.read
        return Codec(
            lambda value, parcel: None if value is None else [write(value, parcel)],
            lambda plain, parcel: None if plain is None else read(_sized(plain, 1)[0], parcel),
        )
    codecs = [codec(arm) for arm in arms]
    bare = [typing.get_origin(arm) or arm for arm in arms]

    def write_arm(value: Any, parcel: Parcel) -> Any:
        at = next(at for at, kind in enumerate(bare) if isinstance(value, kind))
        return [at, codecs[at].write(value, parcel)]

    def read_arm(plain: Any, parcel: Parcel) -> Any:
        at, inside = _sized(plain, 2)
        if type(at) is not int or not 0 <= at < len(codecs):
            raise ValueError("no such arm")
        return codecs[at].read(inside, parcel)

    return Codec(write_arm, read_arm)


def _sized(plain: Any, size: int) -> list[Any]:
    if type(plain) is not list or len(plain) != size:
        raise ValueError("no list of this length")
    return plain


def _collection(origin: Any, arguments: tuple[Any, ...]) -> Codec:
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*arguments)
    if origin is tuple and arguments[-1:] != (Ellipsis,):
        return _fixed(arguments)
    if isinstance(origin, type) and issubclass(origin, Collection):
        made = list if origin in (list, Sequence, Collection) else origin
        if arguments[0] is str:
            return _texts(made)
        return _listed(codec(arguments[0]), made)
    raise TypeError(f"no typed form for {origin!r}")


def _listed(item: Codec, made: Callable[[list[Any]], Any]) -> Codec:
    write, read = item.write, item.read

    def write_list(value: Any, parcel: Parcel) -> Any:
        if len(value) <= PIECE:
            return [write(one, parcel) for one in value]
        number = parcel.number()
        piece: list[Any] = []
        for one in value:
            piece.append(write(one, parcel))
            if len(piece) == PIECE:
                parcel.send_list(number, piece)
                piece = []
        parcel.send_list(number, piece)
        return number

    def read_list(plain: Any, parcel: Parcel) -> Any:
        if type(plain) is int and plain in parcel.lists:
            plain = parcel.lists.pop(plain)
        if type(plain) is not list:
            raise ValueError("no list")
        return made([read(one, parcel) for one in plain])

    return Codec(write_list, read_list)


def _texts(made: Callable[[list[Any]], Any]) -> Codec:
    """Lists of plain texts: the cells of a table, a million of them, are looked at without a call for each."""
    slow = _listed(_PLAIN[str], made)

    def write(value: Any, parcel: Parcel) -> Any:
        return list(value) if len(value) <= PIECE and set(map(type, value)) <= {str} else slow.write(value, parcel)

    def read(plain: Any, parcel: Parcel) -> Any:
        if type(plain) is list and set(map(type, plain)) <= {str} and max(map(len, plain), default=0) <= LONGEST_TEXT:
            return plain if made is list else made(plain)
        return slow.read(plain, parcel)

    return Codec(write, read)


def _fixed(arms: tuple[Any, ...]) -> Codec:
    codecs = [codec(arm) for arm in arms]
    size = len(arms)
    return Codec(
        lambda value, parcel: [one.write(item, parcel) for one, item in zip(codecs, value, strict=True)],
        lambda plain, parcel: tuple(
            one.read(item, parcel) for one, item in zip(codecs, _sized(plain, size), strict=True)
        ),
    )


def _mapping(key: Any, value: Any) -> Codec:
    pairs = _listed(_fixed((key, value)), dict)
    return Codec(lambda mapping, parcel: pairs.write(list(mapping.items()), parcel), pairs.read)


def _of_dataclass(kind: type) -> Codec:
    hints = typing.get_type_hints(kind)
    told = [one for one in dataclasses.fields(kind) if one.init]
    names = [one.name for one in told]
    codecs: list[Codec] = []
    writers: list[tuple[str, Write]] = []
    readers: list[Read] = []
    keyed = any(one.kw_only for one in told)

    def ready() -> None:
        # At first use, so that a class may name itself.
        codecs.extend(codec(hints[name]) for name in names)
        writers.extend((name, one.write) for name, one in zip(names, codecs, strict=True))
        readers.extend(one.read for one in codecs)

    def write(value: Any, parcel: Parcel) -> Any:
        if not codecs:
            ready()
        return [one(getattr(value, name), parcel) for name, one in writers]

    def read(plain: Any, parcel: Parcel) -> Any:
        if not codecs:
            ready()
        if type(plain) is not list or len(plain) != len(names):
            raise ValueError(f"no {kind.__name__}")
        values = [one(item, parcel) for one, item in zip(readers, plain, strict=True)]
        try:
            return kind(**dict(zip(names, values, strict=True))) if keyed else kind(*values)
        except TypeError as error:
            raise ValueError(f"no {kind.__name__}") from error

    return Codec(write, read)
