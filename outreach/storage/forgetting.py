"""Erasing people, or making them nobody (GDPR art. 17): every row that tells of them, journal and half-typed forms included.

What counts stays: a talk keeps its day, event, company, tags and tenders, a guest the answer and whether somebody came. Erased, the
words go too; anonymised, they stay without the name. Words of a talk that may only grow (its tender is advertised) stay without the
name either way: they are the documentation of a purchase (LOU 12 kap. 17 §; GDPR art. 17.3 b). Sole traders' firms, which are the
person, keep industry, size and municipality.

All of it is one final action: nobody can take it back, and its journal says that somebody was erased, by whom and when, not whom.
After the transaction `Database.scrub` has to run, or deleted bytes stay in the file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, String, Table, delete, select, update

from outreach.domain.company import Company
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Guest
from outreach.domain.invitation import Delivery, Invitation
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.processing import Deed
from outreach.domain.record import BOOKKEEPING, Kind, Record, from_plain, own_origin, to_plain
from outreach.domain.when import home_day
from outreach.storage import append_only, erasing, exchange_forgetting, tables
from outreach.storage.columns import metadata
from outreach.storage.erasing import Forgotten
from outreach.storage.journal import Line
from outreach.storage.scrubbing import Scrubber
from outreach.storage.traces import Theirs, Trace, belongings, needles_for, pictures_of, traces

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: What stands where a name stood, when who calls says nothing else.
MARK = "[–]"
#: Tables that no erasure touches: the audit log holds ids alone and is a chain, the ledger marks.
_UNTOUCHED = frozenset({"audit", "erasure", "alembic_version"})
#: The fields of people's own records that tell who they are; the journal of these records loses them.
_PERSONAL: dict[Kind, frozenset[str]] = {
    Kind.MEETING: frozenset({"person", "note", "source", "additions"}),
    Kind.FOLLOW_UP: frozenset({"person", "text"}),
    Kind.GUEST: frozenset({"person", "name", "note", "email", "answer_note", "source"}),
    Kind.INVITATION: frozenset({"name", "address", "letter", "subject", "problem", "message_id"}),
    Kind.COMPANY: frozenset({"name", "org_number", "emails", "phones", "addresses", "website", "notes", "source", "origins"}),
}

Progress = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What an erasure did: how many people, how many rows of each table were taken out or changed, and which talks keep words."""

    people: int = 0
    removed: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    kept_words: int = 0
    namesakes: tuple[str, ...] = ()

    def note(self, where: dict[str, int], table: str) -> None:
        """Count one row."""
        where[table] = where.get(table, 0) + 1


def forget(
    work: Work,
    people: Sequence[Person],
    deed: Deed,
    *,
    mark: str = MARK,
    spare: frozenset[UUID] = frozenset(),
    progress: Progress | None = None,
) -> Outcome:
    """Erase people or make them nobody, everywhere in the workspace, and put them into the ledger of the erased.

    `spare`: records of others whose words stay, with their journal: an officer has seen that they mean a namesake. A record that
    is tied to the person cannot be spared.
    """
    if not people:
        return Outcome()
    work.hold("erasing")
    return _Forgetting(work, people, deed, mark, spare).run(progress)


def replay(work: Work, rows: Iterable[Forgotten] = ()) -> int:
    """Take rows of a ledger in and erase everybody in this workspace whom the ledger marks; return how many these were.

    For a restored backup and for what another laptop brings. `Database.scrub` has to follow when it is not 0.
    """
    erasing.take_in(work, rows)
    ids = list(work.connection.execute(select(tables.person.c.id)).scalars())
    known = erasing.forgotten(work, (str(one) for one in ids))
    found = [_stored(work, one) for one in ids if str(one) in known]
    people = [one for one in found if one is not None]
    for deed in Deed:
        forget(work, [one for one in people if known[str(one.id)].deed == deed.value], deed)
    return len(people)


def _stored(work: Work, person: UUID) -> Person | None:
    return work.people.get(person)


class _Forgetting:
    """One erasure, on its way through the tables."""

    def __init__(
        self, work: Work, people: Sequence[Person], deed: Deed, mark: str, spare: frozenset[UUID] = frozenset()
    ) -> None:
        self._work = work
        self._spare = spare
        self._people = people
        self._deed = deed
        self._mark = mark
        self._theirs: Theirs = belongings(work.connection, [one.id for one in people])
        self._needles, namesakes = needles_for(work.connection, people, self._theirs)
        self._scrub = Scrubber(self._needles, people, mark)
        self._outcome = Outcome(len(people), namesakes=namesakes)
        self._gone: dict[UUID, Kind] = {}
        self._day = home_day(work.now)
        self._kinds = {work.store(kind).table.name: kind for kind in Kind}

    def run(self, progress: Progress | None) -> Outcome:
        """Do all of it."""
        work = self._work
        work.finalise()
        found = list(traces(work.connection, self._needles, self._theirs, progress))
        wished = getattr(work, "many_wished", None)
        if wished is not None:
            wished()
        with work.erasing():
            self._own_records()
            for trace in found:
                if trace.table in self._kinds and not self._is_spared(trace):
                    self._record(trace)
            self._people_themselves()
            # What these changes have just told the journal goes the same way as what it held before.
            work.journalise()
            erasing.remember(work, Kind.PERSON, self._keys(), self._deed.value)
            self._exchange()
            self._loose(traces(work.connection, self._needles, self._theirs, only=self._loose_tables()))
            self._journal_of_own()
        work.note([Line(Kind.PERSON, one.id, "delete", one.version, {}) for one in self._people])
        # Its row is written by now, be it our own action or a restore's that we are part of.
        work.finalise_action(work.action.id)
        return self._outcome

    def _is_spared(self, trace: Trace) -> bool:
        """Say whether an officer leaves a row as it is: a record of somebody else's, or a line of its journal."""
        return not trace.tied and (trace.row.get("id") in self._spare or trace.row.get("record") in self._spare)

    def _exchange(self) -> None:
        """Take them out of what travels to other laptops, and leave the marks that make these do the same."""
        left = {kind: self._theirs.by_table.get(kind.value, set()) for kind in _PERSONAL}
        exchange_forgetting.forget_said(self._work, self._gone, left, _PERSONAL, self._deed.value)

    def _keys(self) -> list[str]:
        own = [key for one in self._people for key in (str(one.id), own_origin(one.id), *one.origins)]
        return own + list(erasing.ways_of(self._needles.addresses, self._needles.phones))

    # Their own records ------------------------------------------------------------------------------------------------

    def _own_records(self) -> None:
        handlers: dict[Kind, Callable[[Any], None]] = {
            Kind.INVITATION: self._invitation,
            Kind.REPLY: lambda one: self._remove(Kind.REPLY, one.id),
            Kind.INBOX_CARD: lambda one: self._card(one.id),
            Kind.FOLLOW_UP: self._follow_up,
            Kind.GUEST: self._guest,
            Kind.MEETING: self._meeting,
            Kind.COMPANY: self._company,
        }
        for kind, handle in handlers.items():
            ids = self._theirs.by_table.get(kind.value, set())
            here = self._work.store(kind).many(sorted(ids))
            for record in here.values():
                handle(record)
            # What was deleted before, and the cards that were merged into theirs: the journal alone holds it.
            self._gone |= dict.fromkeys(ids - here.keys(), kind)
        merged = self._theirs.people - {one.id for one in self._people}
        self._gone |= dict.fromkeys(merged, Kind.PERSON)

    def _invitation(self, one: Invitation) -> None:
        delivery = Delivery.DROPPED if one.delivery is Delivery.PREPARED else one.delivery
        self._work.drop_outgoing([one.id])
        self._save(
            Kind.INVITATION,
            one,
            dataclasses.replace(
                one, name="", address="", letter="", subject="", problem="", message_id="", delivery=delivery
            ),
        )

    def _guest(self, one: Guest) -> None:
        bare = dataclasses.replace(one, person=None, name="", email="", note="", answer_note="", source="")
        if one.company in self._theirs.by_table.get("company", set()):
            bare = dataclasses.replace(bare, company=one.company)
        self._save(Kind.GUEST, one, bare)

    def _follow_up(self, one: FollowUp) -> None:
        if one.done is None:
            self._remove(Kind.FOLLOW_UP, one.id)
            return
        text = "" if self._deed is Deed.ERASE else self._scrub.text(one.text, own=True)
        self._save(Kind.FOLLOW_UP, one, dataclasses.replace(one, person=None, text=text))

    def _meeting(self, one: Meeting) -> None:
        frozen = append_only.is_frozen(self._work, one, self._day)
        bare = dataclasses.replace(one, person=None)
        if self._deed is Deed.ERASE and not frozen:
            bare = dataclasses.replace(bare, note="", source="", additions=())
        else:
            added = tuple(dataclasses.replace(more, text=self._scrub.text(more.text, own=True)) for more in one.additions)
            bare = dataclasses.replace(bare, note=self._scrub.text(one.note, own=True), source="", additions=added)
            self._outcome.kept_words += frozen and self._deed is Deed.ERASE
        if bare.company is None and bare.question is not None:
            # With nobody left it would count as a question alone, no talk: both are still counted.
            asked = Meeting(at=one.at, officer=one.officer, event=one.event, question=one.question, tags=one.tags)
            self._work.save(Kind.MEETING, asked)
            bare = dataclasses.replace(bare, question=None)
        self._save(Kind.MEETING, one, bare)

    def _company(self, one: Company) -> None:
        bare = dataclasses.replace(
            one, name=self._mark, org_number="", emails=(), phones=(), addresses=(), website="", notes="", source="", origins=()
        )
        self._save(Kind.COMPANY, one, bare)

    def _card(self, card: UUID) -> None:
        for picture in pictures_of(self._work.connection, [card]):
            self._work.drop_picture(picture)
            self._outcome.note(self._outcome.removed, "picture")
        self._remove(Kind.INBOX_CARD, card)

    def _people_themselves(self) -> None:
        for person in self._people:
            self._remove(Kind.PERSON, person.id)

    def _remove(self, kind: Kind, record: UUID) -> None:
        if self._work.store(kind).get(record) is None:
            return
        self._work.delete(kind, record)
        self._gone[record] = kind
        self._outcome.note(self._outcome.removed, kind.value)

    def _save(self, kind: Kind, before: Record, after: Record) -> None:
        if before != after:
            self._work.save(kind, after)
            self._outcome.note(self._outcome.changed, kind.value)

    # What others' records say of them ---------------------------------------------------------------------------------

    def _record(self, trace: Trace) -> None:
        """Take them out of a record that is not theirs alone: a plan, a view, a disclosure, another one's note."""
        kind = self._kinds[trace.table]
        record = self._work.store(kind).get(trace.row["id"])
        handled = trace.tied and kind in (_PERSONAL | {Kind.PERSON: frozenset()})
        if record is None or handled:
            return
        if kind is Kind.APART:
            self._remove(kind, record.id)
        elif kind is Kind.INBOX_CARD:
            self._card(record.id)
        elif kind is Kind.REPLY:
            self._remove(kind, record.id)
        elif isinstance(record, Guest) and record.person is None:
            self._guest(record)
            self._theirs.by_table.setdefault("guest", set()).add(record.id)
        elif isinstance(record, Invitation):
            self._invitation(record)
            self._theirs.by_table.setdefault("invitation", set()).add(record.id)
        else:
            self._scrubbed(kind, record)

    def _scrubbed(self, kind: Kind, record: Record) -> None:
        plain = to_plain(record)
        body = {name: value for name, value in plain.items() if name not in BOOKKEEPING}
        scrubbed = self._scrub.value(body)
        after = dataclasses.replace(from_plain(type(record), plain | scrubbed), id=record.id, version=record.version)
        self._save(kind, record, after)

    # Journal, actions, drafts, facts ------------------------------------------------------------------------------------

    def _loose(self, found: Iterable[Trace]) -> None:
        for trace in list(found):
            if trace.table in _UNTOUCHED or self._is_spared(trace):
                continue
            table = metadata.tables[trace.table]
            if trace.table == "draft" and any(str(one) in trace.row["key"] for one in self._needles.ids):
                self._work.drop_draft(trace.row["key"])
                continue
            if trace.table == "journal" and trace.tied:
                continue
            self._scrub_row(table, trace.row)

    def _scrub_row(self, table: Table, row: Mapping[str, Any]) -> None:
        values: dict[str, Any] = {}
        keys = list(table.primary_key.columns)
        for column in table.columns:
            value = row[column.name]
            if column in keys or value is None or not isinstance(column.type, String | JSON):
                continue
            if table.name == "journal" and column.name == "fields":
                scrubbed: Any = {name: self._scrub.sides(sides) for name, sides in value.items()}
            else:
                scrubbed = self._scrub.value(value)
            if scrubbed != value:
                if table.name == "exchange_op" and column.name == "detail":
                    scrubbed["bare"] = value.get("bare", 0) + 1
                values[column.name] = scrubbed
        if values:
            self._work.connection.execute(update(table).where(*(key == row[key.name] for key in keys)).values(values))
            self._outcome.note(self._outcome.changed, table.name)

    def _loose_tables(self) -> list[Table]:
        """The tables that hold no records: journal, actions, drafts, facts, and what later programs add."""
        return [table for table in metadata.sorted_tables if table.name not in _UNTOUCHED | self._kinds.keys()]

    def _journal_of_own(self) -> None:
        """Take what their own records said out of the journal: the lines of what is gone, and the personal fields of the rest."""
        j = tables.journal.c
        connection = self._work.connection
        self._titles_of_own()
        for record in self._gone:
            connection.execute(delete(tables.journal).where(j.record == record))
        for kind, personal in _PERSONAL.items():
            ids = self._theirs.by_table.get(kind.value, set()) - self._gone.keys()
            now = self._work.store(kind).many(ids)
            for record in ids & set(now):
                body = to_plain(now[record])
                lines = connection.execute(select(j.number, j.verb, j.fields).where(j.record == record)).all()
                for number, verb, fields in lines:
                    bare = {
                        name: self._scrub.sides(sides) if name not in personal else _as_now(verb, body.get(name))
                        for name, sides in fields.items()
                        if name not in personal or verb != "change"
                    }
                    if bare != fields:
                        connection.execute(update(tables.journal).where(j.number == number).values(fields=bare))
                        self._outcome.note(self._outcome.changed, "journal")

    def _titles_of_own(self) -> None:
        """Take the words of their own records out of the titles of actions: a talk goes by its note, a follow-up by its text."""
        a, j, connection = tables.action.c, tables.journal.c, self._work.connection
        own = self._gone.keys() | {one for kind in _PERSONAL for one in self._theirs.by_table.get(kind.value, set())}
        for record in own:
            actions = select(j.action).where(j.record == record)
            for action, values in connection.execute(select(a.id, a.title_values).where(a.id.in_(actions))).all():
                if values.get("name"):
                    bare = values | {"name": self._mark}
                    connection.execute(update(tables.action).where(a.id == action).values(title_values=bare))


def _as_now(verb: str, value: Any) -> list[Any]:
    return [value, None] if verb == "delete" else [None, value]
