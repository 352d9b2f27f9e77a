"""Where somebody stands in a workspace: every table of the schema is walked, those that no program knows of yet too.

Two ways lead to a row. Foreign keys: from the person to guests, talks and follow-ups, from those to invitations, answers,
disclosures and cards. And reading: each text, each JSON body and each id column is looked at for the person's id, name, addresses
and numbers. So a table that is added later is walked without a line of code; only pictures and messages, whose bytes tell a
reader nothing, are found by the row that names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Table, Uuid, and_, or_, select

from outreach.domain.masking import folded, national
from outreach.domain.needles import Needles, names_of, phone_key
from outreach.domain.person import Person, person_key
from outreach.domain.record import Kind, own_id
from outreach.storage import tables
from outreach.storage.columns import metadata
from outreach.storage.needle_search import keys_of_hits, texts_that_fit

T = TypeVar("T")
#: Ids in a statement.
_SLICE = 500

#: Tables whose rows are derived from others and say nothing of their own.
DERIVED = frozenset({"term", "role"})
#: Tables that hold marks, never a person.
NOBODYS = frozenset({"erasure"})

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trace:
    """One row that tells of somebody. `tied`: it is theirs by an id; else a text or an id in it points at them. `row` is all of it.

    `others`: it is another person's own, and only names them.
    """

    table: str
    tied: bool
    row: dict[str, Any]
    others: bool = False


@dataclass(slots=True)
class Theirs:
    """What belongs to people, by foreign keys: ids by table, and the ids of all together."""

    people: frozenset[UUID]
    by_table: dict[str, set[UUID]] = field(default_factory=dict)

    @property
    def records(self) -> set[UUID]:
        """All ids."""
        return {one for ids in self.by_table.values() for one in ids}


def belongings(connection: Connection, people: Iterable[UUID]) -> Theirs:
    """Return what is people's own: whatever refers to them, and what refers to that in turn, two steps far.

    Cards that were merged into theirs are they too; and so are talks and the like that were deleted, as long as the journal can
    bring them back.
    """
    own = _with_merged(connection, frozenset(people))
    edges = {"person": set(own), "company": _own_firms(connection, own)}
    found = Theirs(own, {name: set(ids) for name, ids in edges.items()})
    for _step in range(2):
        further: dict[str, set[UUID]] = {}
        for table in metadata.sorted_tables:
            if "id" not in table.c:
                continue
            known = found.by_table.get(table.name, set())
            for column, target in _references(table):
                new = _ids_where(connection, table, column, edges.get(target, set())) - known
                further.setdefault(table.name, set()).update(new)
        edges = {name: _only_theirs(connection, name, ids, own) for name, ids in further.items() if ids}
        for name, ids in edges.items():
            found.by_table.setdefault(name, set()).update(ids)
    for name, ids in _deleted(connection, own).items():
        found.by_table.setdefault(name, set()).update(ids)
    return found


def _with_merged(connection: Connection, people: frozenset[UUID]) -> frozenset[UUID]:
    """Return people with the ids of the cards that were merged into theirs, which their origins keep."""
    person, found = tables.person.c, set(people)
    for part in _sliced(people):
        for body in connection.execute(select(person.body).where(person.id.in_(part))).scalars():
            found |= {one for origin in body.get("origins", ()) if (one := own_id(origin)) is not None}
    merged = found - people
    for part in _sliced(merged):
        # Whose merge was taken back is somebody of their own.
        found -= set(connection.execute(select(person.id).where(person.id.in_(part))).scalars())
    return frozenset(found)


def _deleted(connection: Connection, people: frozenset[UUID]) -> dict[str, set[UUID]]:
    """Return, by table, records of theirs that are gone and stand in the journal with all they said."""
    j, ids = tables.journal.c, {str(one) for one in people}
    kinds = [table.name for table in metadata.sorted_tables if "person" in table.c and "id" in table.c]
    found: dict[str, set[UUID]] = {}
    naming = keys_of_hits(connection, tables.journal, Needles(people), and_(j.verb == "delete", j.kind.in_(kinds)))
    for part in _sliced(number for (number,) in naming):
        for kind, record, fields in connection.execute(select(j.kind, j.record, j.fields).where(j.number.in_(part))):
            sides = (fields or {}).get("person")
            if isinstance(sides, list) and ids.intersection(one for one in sides if isinstance(one, str)):
                found.setdefault(kind, set()).add(record)
    for kind, records in found.items():
        # Whoever is here again, by undo, is asked for by the columns: it may be somebody else's by now.
        table = metadata.tables[kind]
        for part in _sliced(set(records)):
            records -= set(connection.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
    return found


def _own_firms(connection: Connection, people: frozenset[UUID]) -> set[UUID]:
    """Return the companies that are these people themselves: a sole trader's firm in which nobody else is known."""
    role, company = tables.role.c, tables.company.c
    asked: set[UUID] = set()
    for part in _sliced(people):
        asked |= set(connection.execute(select(role.company).where(role.person.in_(part))).scalars())
    found = set()
    for part in _sliced(asked):
        traders = connection.execute(select(company.id, company.body).where(company.id.in_(part)))
        firms = {row.id for row in traders if row.body.get("sole_trader")}
        roles = connection.execute(select(role.company, role.person).where(role.company.in_(firms)))
        found |= firms - {row.company for row in roles if row.person not in people}
    return found


def _only_theirs(connection: Connection, name: str, ids: set[UUID], people: frozenset[UUID]) -> set[UUID]:
    """Leave out rows that somebody else is the person of: their follow-up of a talk of ours is theirs."""
    return ids - {one for one, owner in owners(connection, name, ids).items() if owner not in people}


def owners(connection: Connection, name: str, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return, of rows of a table, the person that each names in its column; rows without one are left out."""
    table = metadata.tables[name]
    column = next((one for one, target in _references(table) if target == "person"), None)
    if name == "person":
        return {one: one for one in ids}
    if column is None:
        return {}
    wanted = list(ids)
    found: dict[UUID, UUID] = {}
    for start in range(0, len(wanted), _SLICE):
        part = select(table.c.id, column).where(table.c.id.in_(wanted[start : start + _SLICE]), column.is_not(None))
        found |= {row[0]: row[1] for row in connection.execute(part)}
    return found


def _references(table: Table) -> list[tuple[Column[Any], str]]:
    return [(key.parent, key.column.table.name) for key in table.foreign_keys]


def _ids_where(connection: Connection, table: Table, column: Column[Any], values: set[UUID]) -> set[UUID]:
    wanted, found = list(values), set()
    for start in range(0, len(wanted), _SLICE):
        part = select(table.c.id).where(column.in_(wanted[start : start + _SLICE]))
        found |= set(connection.execute(part).scalars())
    return found


def needles_for(connection: Connection, people: Sequence[Person], theirs: Theirs) -> tuple[Needles, tuple[str, ...]]:
    """Return what people are found by, and the names that others bear too and that are therefore not looked for."""
    ids = {one.id for one in people} | theirs.people
    names = {name for one in people for name in names_of(one)}
    namesakes = {one for one in names if _others_have(connection, "name", person_key(one), ids, kind=Kind.PERSON)}
    shared = tuple(sorted({one.name for one in people if set(names_of(one)) & namesakes}))
    own = {"email": {mail.address.casefold() for one in people for mail in one.emails}}
    guests = metadata.tables["guest"]
    for part in _sliced(theirs.by_table.get("guest", set())):
        for body in connection.execute(select(guests.c.body).where(guests.c.id.in_(part))).scalars():
            own["email"] |= {str(body.get("email") or "").casefold()} - {""}
    phones = {phone_key(phone.number) for one in people for phone in one.phones} - {""}
    addresses = {one for one in own["email"] if not _others_have(connection, "email", one, ids)}
    taken = _phones_of_others(connection, phones, ids)
    return (
        Needles(frozenset(ids), frozenset(names - namesakes), frozenset(addresses), frozenset(phones - taken)),
        shared,
    )


def _others_have(connection: Connection, field_name: str, value: str, ids: set[UUID], kind: Kind | None = None) -> bool:
    term = tables.term.c
    wanted = select(term.owner).where(term.field == field_name, term.value == value)
    if kind is not None:
        wanted = wanted.where(term.kind == kind.value)
    return any(owner not in ids for owner in connection.execute(wanted).scalars())


def _phones_of_others(connection: Connection, phones: set[str], ids: set[UUID]) -> set[str]:
    term = tables.term.c
    shared = set()
    for phone in phones:
        wanted = select(term.owner, term.value).where(term.field == "phone", term.value.like(f"%{phone[-6:]}"))
        if any(row[0] not in ids and national(row[1]) == phone for row in connection.execute(wanted)):
            shared.add(phone)
    return shared


def traces(
    connection: Connection,
    needles: Needles,
    theirs: Theirs,
    progress: Progress | None = None,
    only: Iterable[Table] | None = None,
) -> Iterator[Trace]:
    """Yield every row that tells of them, table by table."""
    records = theirs.records
    for table in metadata.sorted_tables if only is None else only:
        if table.name in DERIVED | NOBODYS:
            continue
        if progress:
            progress(table.name)
        yield from _tied(connection, table, theirs, records)
        if table.name not in ("picture", "outbox"):
            yield from _named(connection, table, needles, theirs, records)


def _tied(connection: Connection, table: Table, theirs: Theirs, records: set[UUID]) -> Iterator[Trace]:
    """The rows that are theirs by an id: the records themselves, their journal, their messages and pictures."""
    if table.name == "picture":
        yield from _rows(connection, table, table.c.id, pictures_of(connection, theirs.by_table.get("inbox_card", set())))
        return
    own = theirs.by_table.get(table.name, set()) | asked_in(connection, table, theirs)
    if "id" in table.c:
        yield from _rows(connection, table, table.c.id, own)
    for name in ("record", "invitation") if "id" not in table.c else ():
        if name in table.c and isinstance(table.c[name].type, Uuid):
            yield from _rows(connection, table, table.c[name], records)


def asked_in(connection: Connection, table: Table, theirs: Theirs) -> set[UUID]:
    """Return the questions that their talks name: what was asked is theirs to see, though its words are everybody's."""
    if table.name != "question":
        return set()
    talk, found = tables.meeting.c, set()
    for part in _sliced(theirs.by_table.get("meeting", set())):
        found |= set(connection.execute(select(talk.question).where(talk.id.in_(part))).scalars())
    return {one for one in found if one is not None}


def pictures_of(connection: Connection, cards: Iterable[UUID]) -> set[UUID]:
    """Return the pictures that cards name."""
    card = tables.inbox_card.c
    found: set[UUID] = set()
    for part in _sliced(cards):
        wanted = select(card.picture).where(card.id.in_(part), card.picture.is_not(None))
        found |= {one for one in connection.execute(wanted).scalars() if one is not None}
    return found


def _sliced(ids: Iterable[T]) -> Iterator[list[T]]:
    wanted = list(ids)
    for start in range(0, len(wanted), _SLICE):
        yield wanted[start : start + _SLICE]


def _rows(connection: Connection, table: Table, column: Column[Any], ids: Iterable[UUID]) -> Iterator[Trace]:
    for part in _sliced(ids):
        for row in connection.execute(select(table).where(column.in_(part)).order_by(*table.primary_key)):
            yield Trace(table.name, True, dict(row._mapping))


def _named(
    connection: Connection, table: Table, needles: Needles, theirs: Theirs, records: set[UUID]
) -> Iterator[Trace]:
    """The other rows in which their id, name, address or number stands."""
    hits = hits_in(connection, table, needles)
    own = theirs.by_table.get(table.name, set()) | asked_in(connection, table, theirs)
    key = table.primary_key.columns[0]
    for start in range(0, len(hits), _SLICE):
        wanted = select(table).where(_key_in(table, hits[start : start + _SLICE])).order_by(key)
        for row in connection.execute(wanted).all():
            plain = dict(row._mapping)
            if plain.get("id") in own or plain.get("record") in records:
                continue
            yield Trace(table.name, False, plain, is_others(connection, table, plain, theirs.people))


def _key_in(table: Table, keys: list[tuple[Any, ...]]) -> Any:
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return or_(*(_all_equal(columns, key) for key in keys))


def _all_equal(columns: Sequence[Column[Any]], key: tuple[Any, ...]) -> Any:
    first, *more = (column == value for column, value in zip(columns, key, strict=True))
    for one in more:
        first = first & one
    return first


def is_others(connection: Connection, table: Table, row: Mapping[str, Any], people: frozenset[UUID]) -> bool:
    """Say whether a row, or the record that a journal row tells of, is another person's own."""
    if table.name == "person":
        return row["id"] not in people
    if "person" in table.c and row.get("person") is not None:
        return row["person"] not in people
    if "record" not in row or "kind" not in row:
        return False
    kind = str(row["kind"])
    if kind == Kind.PERSON.value:
        return row["record"] not in people
    named = (row.get("fields") or {}).get("person") if isinstance(row.get("fields"), Mapping) else None
    if isinstance(named, list):
        told = {one for one in named if one}
        if told:
            return not told & {str(one) for one in people}
    other = metadata.tables.get(kind)
    if other is None or "id" not in other.c:
        return False
    return any(owner not in people for owner in owners(connection, kind, [row["record"]]).values())


def hits_in(connection: Connection, table: Table, needles: Needles) -> list[tuple[Any, ...]]:
    """Return the primary keys of the rows of a table in which any needle stands, as text or in an id column."""
    keys = list(table.primary_key.columns)
    found: dict[tuple[Any, ...], None] = {}
    ids = list(needles.ids)
    for column in table.columns:
        if isinstance(column.type, Uuid) and column not in keys:
            for start in range(0, len(ids), _SLICE):
                wanted = select(*keys).where(column.in_(ids[start : start + _SLICE]))
                found |= {tuple(row): None for row in connection.execute(wanted)}
    found |= dict.fromkeys(keys_of_hits(connection, table, needles))
    return list(found)


def names_in(connection: Connection, words: set[str], without: frozenset[UUID]) -> list[str]:
    """Return the names of people (but these) whose last word, folded, is among the words of a text."""
    person = tables.person.c

    def is_among(name: str) -> bool:
        return folded(name.rpartition(" ")[2]) in words

    return [name for one, name in texts_that_fit(connection, person.name, is_among, person.id) if one not in without]
