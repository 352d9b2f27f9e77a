"""The ledger of the erased: salted marks, so that a restored backup, another laptop or the same card again brings nobody back.

A mark is a salt and the HMAC-SHA256 of an id or a card's key under it. Ids are random (122 bits), so nobody can guess them from a
mark. Of an address or a telephone number only sixteen bits are kept: enough to ask the officer when a list or a scanned card brings
it (one in 65,536 others is asked about too), too few to find out from the ledger who was erased: thousands of addresses share one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from outreach.storage.tables import erasure

if TYPE_CHECKING:
    from outreach.domain.record import Kind
    from outreach.storage.work import View, Work

_ADDRESS, _PHONE = "address ", "phone "
#: So many hexadecimal digits of an address are kept: sixteen bits.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One row of the ledger: the mark of an id or key, of which kind, by which deed ("erase", "anonymise"), and when."""

    mark: str
    kind: str
    deed: str
    at: datetime


def ledger(view: View) -> list[Forgotten]:
    """Return the whole ledger, for a restore or another laptop. It tells nobody's name."""
    rows = view.connection.execute(select(erasure).order_by(erasure.c.at, erasure.c.mark))
    return [Forgotten(row.mark, row.kind, row.deed, row.at) for row in rows]


def remember(work: Work, kind: Kind, keys: Iterable[str], deed: str) -> None:
    """Put the marks of somebody's id and keys into the ledger."""
    known = [row.mark for row in ledger(work)]
    salt = known[-1].partition(".")[0] if known else secrets.token_hex(16)
    rows = {_mark(salt, key): key for key in keys}
    take_in(work, [Forgotten(mark, kind.value, deed, work.now) for mark in rows])


def take_in(work: Work, rows: Iterable[Forgotten]) -> int:
    """Add rows of another ledger and return how many are new here."""
    known = {row.mark for row in ledger(work)}
    new = {row.mark: row for row in rows if row.mark not in known}
    if new:
        values = [{"mark": one.mark, "kind": one.kind, "deed": one.deed, "at": one.at} for one in new.values()]
        work.connection.execute(insert(erasure), values)
    return len(new)


def forgotten(view: View, keys: Iterable[str]) -> dict[str, Forgotten]:
    """Return, of ids and keys, those that the ledger knows: whoever brings them in again has to be asked."""
    by_mark = {row.mark: row for row in ledger(view)}
    salts = {mark.partition(".")[0] for mark in by_mark}
    found: dict[str, Forgotten] = {}
    for key in keys if salts else ():
        for salt in salts:
            row = by_mark.get(_mark(salt, key))
            if row is not None:
                found[key] = row
    return found


def ways_of(addresses: Iterable[str], phones: Iterable[str]) -> Iterator[str]:
    """Yield the keys of the ways to somebody: addresses in small letters, numbers as `domain/needles.py` holds them.

    They only ask; nobody is erased by them (`forgetting.replay` goes by ids).
    """
    yield from (f"{_ADDRESS}{one.casefold()}" for one in addresses if one)
    yield from (f"{_PHONE}{one}" for one in phones if one)


def _mark(salt: str, key: str) -> str:
    digest = hmac.new(bytes.fromhex(salt), key.encode(), hashlib.sha256).hexdigest()
    return f"{salt}.{digest[:_FEW] if key.startswith((_ADDRESS, _PHONE)) else digest}"
