"""One user action: one connection, one transaction, one line in the journal for each record that it changes.

`View` reads; `Work` also writes. Both carry the stores by name (`work.people`, `work.events` …). A save compares with what is
stored, so that saving twice writes nothing, and refuses a version that somebody else has replaced.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from outreach.domain.append_only import GUARDED
from outreach.domain.brake import is_too_many
from outreach.domain.changes import Changes, HistoryEntry, Kept
from outreach.domain.company import Company
from outreach.domain.hint import Fit, Hint
from outreach.domain.personal_numbers import masked, without_any
from outreach.domain.record import Kind, Record, differences, storable
from outreach.domain.sorting import sort_key
from outreach.errors import ChangedBySomeoneElse, NotFound, StillInUse, TooMuchRemoved
from outreach.storage import append_only, audit, hints, joining, journal, registered, reversing, tables
from outreach.storage.alone import hold
from outreach.storage.apart import ApartStore
from outreach.storage.benchmarks import BenchmarkStore
from outreach.storage.bids import BidStore, NoBidStore
from outreach.storage.companies import CompanyStore
from outreach.storage.contracts import ContractStore
from outreach.storage.equal_treatment import DisclosureStore
from outreach.storage.events import EventStore
from outreach.storage.follow_ups import FollowUpStore
from outreach.storage.guests import GuestStore
from outreach.storage.inbox_cards import InboxCardStore
from outreach.storage.invitations import InvitationStore, ReplyStore
from outreach.storage.journal import ActionRow, Line
from outreach.storage.meetings import MeetingStore
from outreach.storage.network import FlyerTextStore, InquiryStore, NeighbourTenderStore, RequirementCardStore
from outreach.storage.notices import NoticeStore, NotificationStore, WatchStore
from outreach.storage.orders import Glance
from outreach.storage.people import PersonStore
from outreach.storage.plans import PlanStore, TemplateStore
from outreach.storage.printings import PrintingStore
from outreach.storage.processing import PrivacyTextStore, PurposeStore, RetentionRuleStore
from outreach.storage.questions import QuestionStore
from outreach.storage.rules import IndustryLinkStore, PlainWordStore, RuleStore
from outreach.storage.saved_views import SavedViewStore
from outreach.storage.store import SLICE, Store
from outreach.storage.tenders import TenderStore
from outreach.storage.units import OfficerStore, UnitStore

R = TypeVar("R", bound=Record)

#: Journal lines that wait to be written with others: each holds a whole record, a large action has a hundred thousand.
_HELD_LINES = 1_000


#: Where a view has the store of each kind.
_STORES = {
    Kind.COMPANY: "companies",
    Kind.PERSON: "people",
    Kind.EVENT: "events",
    Kind.TENDER: "tenders",
    Kind.MEETING: "meetings",
    Kind.FOLLOW_UP: "follow_ups",
    Kind.UNIT: "units",
    Kind.OFFICER: "officers",
    Kind.QUESTION: "questions",
    Kind.GUEST: "guests",
    Kind.INBOX_CARD: "inbox_cards",
    Kind.APART: "apart",
    Kind.VIEW: "saved_views",
    Kind.PLAN: "plans",
    Kind.TEMPLATE: "templates",
    Kind.INVITATION: "invitations",
    Kind.REPLY: "replies",
    Kind.NOTICE: "notices",
    Kind.NOTIFICATION: "notifications",
    Kind.PRINTING: "printings",
    Kind.RULE: "rules",
    Kind.WATCH: "watches",
    Kind.PLAIN_WORD: "plain_words",
    Kind.INDUSTRY_LINK: "industry_links",
    Kind.DISCLOSURE: "disclosures",
    Kind.BID: "bids",
    Kind.NO_BID: "no_bids",
    Kind.CONTRACT: "contracts",
    Kind.REQUIREMENT_CARD: "requirement_cards",
    Kind.INQUIRY: "inquiries",
    Kind.NEIGHBOUR_TENDER: "neighbour_tenders",
    Kind.FLYER_TEXT: "flyer_texts",
    Kind.BENCHMARK: "benchmarks",
    Kind.PURPOSE: "purposes",
    Kind.RETENTION_RULE: "retention_rules",
    Kind.PRIVACY_TEXT: "privacy_texts",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture: its bytes as they came, and their media type ("image/jpeg")."""

    id: UUID
    media_type: str
    data: bytes


class View:
    """The stores on one connection, for reading."""

    #: Whether people with a protected address are there for whoever asks; an action sees everybody, a look does not.
    shows_protected = False

    def __init__(self, connection: Connection, glance: Glance | None = None) -> None:
        self.connection = connection
        self._glance = glance

    @contextmanager
    def with_everybody(self) -> Iterator[None]:
        """Let people with a protected address be seen: by their named handlers, and by the rights of the registered."""
        self.people.hides_protected = False
        try:
            yield
        finally:
            self.people.hides_protected = not self.shows_protected

    @cached_property
    def companies(self) -> CompanyStore:
        """The companies."""
        return CompanyStore(self.connection)

    @cached_property
    def people(self) -> PersonStore:
        """The people."""
        return PersonStore(self.connection, hides_protected=not self.shows_protected)

    @cached_property
    def events(self) -> EventStore:
        """The events."""
        return EventStore(self.connection)

    @cached_property
    def tenders(self) -> TenderStore:
        """The tenders."""
        return TenderStore(self.connection)

    @cached_property
    def meetings(self) -> MeetingStore:
        """The conversations."""
        return MeetingStore(self.connection)

    @cached_property
    def follow_ups(self) -> FollowUpStore:
        """The follow-ups."""
        return FollowUpStore(self.connection)

    @cached_property
    def units(self) -> UnitStore:
        """The unit."""
        return UnitStore(self.connection)

    @cached_property
    def officers(self) -> OfficerStore:
        """The officers."""
        return OfficerStore(self.connection)

    @cached_property
    def questions(self) -> QuestionStore:
        """The questions."""
        return QuestionStore(self.connection)

    @cached_property
    def guests(self) -> GuestStore:
        """The guests."""
        return GuestStore(self.connection)

    @cached_property
    def inbox_cards(self) -> InboxCardStore:
        """The cards to type in."""
        return InboxCardStore(self.connection)

    @cached_property
    def apart(self) -> ApartStore:
        """The pairs that are not the same."""
        return ApartStore(self.connection)

    @cached_property
    def saved_views(self) -> SavedViewStore:
        """The saved views."""
        return SavedViewStore(self.connection)

    @cached_property
    def plans(self) -> PlanStore:
        """The plans."""
        return PlanStore(self.connection)

    @cached_property
    def templates(self) -> TemplateStore:
        """The unit's templates."""
        return TemplateStore(self.connection)

    @cached_property
    def invitations(self) -> InvitationStore:
        """The messages to guests."""
        return InvitationStore(self.connection)

    @cached_property
    def replies(self) -> ReplyStore:
        """The answers."""
        return ReplyStore(self.connection)

    @cached_property
    def notices(self) -> NoticeStore:
        """The notices that tenders came from, each version kept."""
        return NoticeStore(self.connection)

    @cached_property
    def notifications(self) -> NotificationStore:
        """Which companies were told of a tender."""
        return NotificationStore(self.connection)

    @cached_property
    def printings(self) -> PrintingStore:
        """What was printed."""
        return PrintingStore(self.connection)

    @cached_property
    def rules(self) -> RuleStore:
        """The dated rules that the unit keeps."""
        return RuleStore(self.connection)

    @cached_property
    def watches(self) -> WatchStore:
        """The watched searches."""
        return WatchStore(self.connection)

    @cached_property
    def plain_words(self) -> PlainWordStore:
        """The unit's own plain words."""
        return PlainWordStore(self.connection)

    @cached_property
    def industry_links(self) -> IndustryLinkStore:
        """Which codes an industry goes with."""
        return IndustryLinkStore(self.connection)

    @cached_property
    def disclosures(self) -> DisclosureStore:
        """What must reach everyone."""
        return DisclosureStore(self.connection)

    @cached_property
    def bids(self) -> BidStore:
        """The bids."""
        return BidStore(self.connection)

    @cached_property
    def no_bids(self) -> NoBidStore:
        """Why companies did not bid."""
        return NoBidStore(self.connection)

    @cached_property
    def contracts(self) -> ContractStore:
        """The contracts."""
        return ContractStore(self.connection)

    @cached_property
    def requirement_cards(self) -> RequirementCardStore:
        """The requirement cards."""
        return RequirementCardStore(self.connection)

    @cached_property
    def inquiries(self) -> InquiryStore:
        """The questions to colleagues."""
        return InquiryStore(self.connection)

    @cached_property
    def neighbour_tenders(self) -> NeighbourTenderStore:
        """What other municipalities will buy."""
        return NeighbourTenderStore(self.connection)

    @cached_property
    def flyer_texts(self) -> FlyerTextStore:
        """The words of flyers."""
        return FlyerTextStore(self.connection)

    @cached_property
    def benchmarks(self) -> BenchmarkStore:
        """Figures to compare with."""
        return BenchmarkStore(self.connection)

    @cached_property
    def purposes(self) -> PurposeStore:
        """The purposes of processing."""
        return PurposeStore(self.connection)

    @cached_property
    def retention_rules(self) -> RetentionRuleStore:
        """How long things stay."""
        return RetentionRuleStore(self.connection)

    @cached_property
    def privacy_texts(self) -> PrivacyTextStore:
        """What people are told."""
        return PrivacyTextStore(self.connection)

    def store(self, kind: Kind) -> Store[Any]:
        """Return the store of a kind."""
        found = cast("Store[Any]", getattr(self, _STORES[kind]))
        found.glance = self._glance
        return found

    def find(self, record_id: UUID) -> tuple[Kind, Record]:
        """Return the record with this id, whatever its kind. Raises NotFound."""
        for kind in Kind:
            record = self.store(kind).get(record_id)
            if record is not None:
                return kind, record
        raise NotFound(str(record_id))

    def hints(self, kind: Kind, text: str, most: int) -> list[tuple[Fit, Hint]]:
        """Return whom the letters that are being typed may mean, the best first."""
        return [one for one in hints.find(self.connection, kind, text, most) if one[1].id not in self.people.hidden()]

    def colleagues(self, company: UUID, text: str, most: int) -> list[Hint]:
        """Return the people of a company whose name fits what is typed, the best first."""
        hidden = self.people.hidden()
        return [one for one in hints.colleagues(self.connection, company, text, most) if one.id not in hidden]

    def tags(self, kind: Kind | None = None) -> list[str]:
        """Return the tags in use, in Swedish order."""
        term = tables.term.c
        wanted = select(term.value).distinct().where(term.field == "tag")
        if kind is not None:
            wanted = wanted.where(term.kind == kind.value)
        return sorted(self.connection.execute(wanted).scalars(), key=sort_key)

    def joined(self, kind: Kind, record: R) -> R:
        """Return a record that was read too early with what was saved since (`joining.py`). Raises ChangedBySomeoneElse."""
        return joining.joined(self, kind, record)

    def history(self, record_id: UUID) -> list[HistoryEntry]:
        """Return what happened to a record, latest first; nothing of who is hidden."""
        if record_id in self.people.hidden():
            return []
        return journal.history(self.connection, record_id)

    def actions(self, most: int = 50) -> list[ActionRow]:
        """Return the latest actions, newest first."""
        return journal.actions(self.connection, most)

    def last_undoable(self) -> ActionRow | None:
        """Return what undo would take back."""
        return journal.last_undoable(self.connection)

    def last_redoable(self) -> ActionRow | None:
        """Return what redo would bring back."""
        return journal.last_redoable(self.connection)

    def undoable(self, action_id: UUID) -> ActionRow | None:
        """Return the named action if it is known, can be taken back, and is not taken back at present."""
        row = journal.get_action(self.connection, action_id)
        return None if row is None or row.final or journal.is_undone(self.connection, action_id) else row

    def drafts(self) -> dict[str, dict[str, Any]]:
        """Return the half-typed forms by key."""
        rows = self.connection.execute(select(tables.draft).order_by(tables.draft.c.at))
        return {row.key: row._mapping["values"] for row in rows}

    def picture(self, picture_id: UUID) -> Picture | None:
        """Return a stored picture, or None."""
        row = self.connection.execute(select(tables.picture).where(tables.picture.c.id == picture_id)).first()
        return Picture(row.id, row.media_type, row.data) if row else None

    def outgoing(self, invitation: UUID) -> bytes | None:
        """Return a message that waits to be handed over, byte for byte, or None."""
        wanted = select(tables.outbox.c.data).where(tables.outbox.c.invitation == invitation)
        return self.connection.execute(wanted).scalar()

    def fact(self, name: str) -> str:
        """Return a fact of the workspace that is nobody's record, such as how a list's columns were read; empty if unknown."""
        wanted = select(tables.fact.c.value).where(tables.fact.c.name == name)
        return self.connection.execute(wanted).scalar() or ""

    def facts(self, start: str) -> dict[str, str]:
        """Return the facts whose names begin with `start`, in the order of their names."""
        name = tables.fact.c.name
        wanted = select(name, tables.fact.c.value).where(name.startswith(start, autoescape=True)).order_by(name)
        # LIKE of SQLite does not tell a from A.
        return {row.name: row.value for row in self.connection.execute(wanted) if row.name.startswith(start)}


class Work(View):
    """The stores on one connection, for one action. Ends with `finish`, which writes the journal."""

    shows_protected = True

    def __init__(self, connection: Connection, action: ActionRow, *, begun: bool = False) -> None:
        super().__init__(connection)
        self.action = action
        self.changes = Changes()
        self._lines: list[Line] = []
        # Of the lines that are written already: what they touched.
        self._touched: set[tuple[Kind, UUID]] = set()
        # An action that is kept step by step has its row from the first of them.
        self._begun = begun
        self._settled = False
        #: Past the gate of `append_only.py`: ids follow a merge; the registered are erased.
        self.lets_move = False
        self.lets_erase = False
        # How many of each kind went, for the brake.
        self._removed: Counter[Kind] = Counter()
        self._many = False

    @contextmanager
    def moving(self) -> Iterator[None]:
        """Let ids in frozen talks follow while two records become one: it is the same company, person or tender."""
        self.lets_move, before = True, self.lets_move
        try:
            yield
        finally:
            self.lets_move = before

    @contextmanager
    def erasing(self) -> Iterator[None]:
        """Let frozen talks be changed and removed: the right to erasure (GDPR art. 17), and nothing else, comes this way."""
        self.lets_erase, before = True, self.lets_erase
        try:
            yield
        finally:
            self.lets_erase = before

    def many_wished(self) -> None:
        """Say that somebody has seen the list of what goes and wants it so: the brake lets this action pass."""
        self._many = True

    @property
    def now(self) -> datetime:
        """The instant of the action."""
        return self.action.at

    def audit(self, deed: str, **detail: Any) -> None:
        """Add a line to the audit log, kept with this action or not at all. `detail`: ids, counts and references, never names."""
        audit.append(self.connection, self.now, self.action.who, self.action.device, deed, detail)

    def hold(self, name: str) -> None:
        """Let no other computer act on what goes by this name until the action ends. Call it before anything is read."""
        hold(self.connection, name)

    def rename_action(self, title: str, **values: str) -> None:
        """Give the action its final title, once it is known what it did."""
        self.action = dataclasses.replace(self.action, title=title, values=masked(values))

    def save(self, kind: Kind, record: R) -> R:
        """Keep a new or changed record and return it with its new version.

        Raises ChangedBySomeoneElse when `record` was read before somebody else's save, or names what somebody else removed.
        """
        try:
            return self._save(kind, self._kept(kind, record))
        except IntegrityError as error:
            raise ChangedBySomeoneElse(kind, record.id) from error

    def _kept(self, kind: Kind, record: R) -> R:
        return cast("R", registered.kept(self, without_any(kind, storable(record))))

    def _save(self, kind: Kind, record: R) -> R:
        store = self.store(kind)
        stored = store.get(record.id)
        if stored is None:
            if record.version != 0:
                raise ChangedBySomeoneElse(kind, record.id)
            return self._insert(kind, dataclasses.replace(record, version=1))
        if record.version != stored.version:
            raise ChangedBySomeoneElse(kind, record.id)
        fields = differences(stored, record)
        if not fields:
            return record
        append_only.check_change(self, kind, stored, fields)
        registered.check_change(self, stored, fields)
        saved = dataclasses.replace(record, version=stored.version + 1)
        if not store.update(saved, stored.version, self.now, stored):
            raise ChangedBySomeoneElse(kind, record.id)
        self._lines.append(Line(kind, record.id, "change", saved.version, fields))
        self.after_change(kind, saved, fields)
        return saved

    def add_many(self, kind: Kind, records: Iterable[R]) -> list[R]:
        """Keep many records that are all new, and return them with their version; several times faster than `save`.

        Records that refer to each other go in with the one referred to first. Raises ChangedBySomeoneElse for a record that
        has a version already; an id that is already known breaks the transaction.
        """
        new = [self._kept(kind, record) for record in records]
        for record in new:
            if record.version != 0:
                raise ChangedBySomeoneElse(kind, record.id)
        first = [dataclasses.replace(record, version=1) for record in new]
        self.store(kind).insert_many(first, self.now)
        self._lines += [Line(kind, one.id, "create", one.version, differences(None, one)) for one in first]
        return first

    def save_many(self, kind: Kind, records: Sequence[R]) -> list[R]:
        """Keep many records, changed ones for the most part, as `save` does one by one; several times faster.

        Returns them with their version, in this order. Raises ChangedBySomeoneElse as `save` does; then the transaction is
        to be given up, some of them may be written.
        """
        saved: list[R] = []
        for start in range(0, len(records), SLICE):
            part = [self._kept(kind, record) for record in records[start : start + SLICE]]
            together = self._save_together(kind, part)
            # One by one is slower and says which record is the one that stands in the way.
            saved += [self.save(kind, record) for record in part] if together is None else together
        return saved

    def _save_together(self, kind: Kind, records: Sequence[R]) -> list[R] | None:
        """Save up to `SLICE` records that are all known, each once, and up to date; None, and nothing written, if not so."""
        store = self.store(kind)
        stored = store.many(record.id for record in records)
        known = [stored.get(record.id) for record in records]
        if len(stored) != len(records) or any(
            one is None or one.version != record.version for one, record in zip(known, records, strict=True)
        ):
            return None
        fields = [differences(one, record) for one, record in zip(known, records, strict=True)]
        saved = [
            dataclasses.replace(record, version=record.version + 1) if changed else record
            for record, changed in zip(records, fields, strict=True)
        ]
        news = [(one, changed) for one, changed in zip(saved, fields, strict=True) if changed]
        if not news:
            return saved
        if kind is Kind.PERSON:
            for one, changed in news:
                registered.check_change(self, stored[one.id], changed)
        if kind in GUARDED:
            for one, changed in news:
                append_only.check_change(self, kind, stored[one.id], changed)
        try:
            with self.connection.begin_nested() as point:
                if not store.update_many([one for one, _ in news], self.now):
                    point.rollback()
                    return None
        except IntegrityError:
            return None
        self.note(Line(kind, one.id, "change", one.version, changed) for one, changed in news)
        for one, changed in news:
            self.after_change(kind, one, changed)
        return saved

    def delete(self, kind: Kind, record_id: UUID) -> None:
        """Remove a record. Raises NotFound, or StillInUse while others refer to it."""
        store = self.store(kind)
        stored = store.get(record_id)
        if stored is None:
            raise NotFound(str(record_id))
        append_only.check_removal(self, kind, stored)
        registered.check_removal(self, stored)
        fields = differences(stored, None) | {journal.ROW: [store.key_of(record_id), None]}
        try:
            with self.connection.begin_nested():
                store.remove(record_id)
        except IntegrityError as error:
            raise StillInUse(str(record_id), 1) from error
        self._removed[kind] += 1
        self._lines.append(Line(kind, record_id, "delete", stored.version, fields))

    def undo(self, action_id: UUID, progress: Callable[[int, int], None] | None = None) -> tuple[int, list[Kept]]:
        """Take an action back, last write first; what was edited since, or is in use, is kept and listed."""
        from outreach.storage import exchange_undoing

        decided = exchange_undoing.before_undo(self, action_id)
        outcome = reversing.take_back(self, action_id, progress)
        if decided:
            exchange_undoing.after_undo(self, action_id, decided)
        return outcome

    def note(self, lines: Iterable[Line]) -> None:
        """Add lines to the journal of this action; what they tell is done already. Many are written at once."""
        self._lines += lines
        if len(self._lines) > _HELD_LINES:
            self.journalise()

    def settle(self) -> None:
        """Enter the action in the journal even if it wrote nothing, so that an undo of nothing does not come up for ever."""
        self._settled = True

    def finalise(self) -> None:
        """Say that the action cannot be undone: what it tells of has left the computer."""
        self.action = dataclasses.replace(self.action, final=True)

    def finalise_action(self, action_id: UUID) -> None:
        """Say the same of an earlier action: what it prepared has left the computer since. Never taken back."""
        journal.finalise(self.connection, action_id)

    def keep_draft(self, key: str, values: dict[str, Any]) -> None:
        """Keep a half-typed form. Drafts are nobody's record yet and stand outside the journal."""
        self.drop_draft(key)
        self.connection.execute(insert(tables.draft).values(key=key, at=self.now, values=masked(values)))

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        self.connection.execute(delete(tables.draft).where(tables.draft.c.key == key))

    def keep_picture(self, data: bytes, media_type: str, named: UUID | None = None) -> UUID:
        """Keep a picture and return its id. Pictures stand outside the journal, so that the journal stays small."""
        made = named or uuid4()
        values = {"id": made, "at": self.now, "media_type": media_type, "data": data}
        self.connection.execute(insert(tables.picture).values(values))
        return made

    def drop_picture(self, picture_id: UUID) -> None:
        """Forget a picture for good."""
        self.connection.execute(delete(tables.picture).where(tables.picture.c.id == picture_id))

    def keep_outgoing(self, invitation: UUID, data: bytes) -> None:
        """Keep a message that waits to be handed over, in place of an earlier one. Outside the journal."""
        self.drop_outgoing([invitation])
        self.connection.execute(insert(tables.outbox).values(invitation=invitation, data=data))

    def drop_outgoing(self, invitations: Iterable[UUID]) -> None:
        """Forget messages that were handed over or are not to be sent."""
        wanted = list(invitations)
        for start in range(0, len(wanted), SLICE):
            part = wanted[start : start + SLICE]
            self.connection.execute(delete(tables.outbox).where(tables.outbox.c.invitation.in_(part)))

    def drop_old_pictures(self, before: datetime) -> None:
        """Forget for good the pictures that no card names any more and that came in before an instant."""
        named = select(tables.inbox_card.c.picture).where(tables.inbox_card.c.picture.is_not(None))
        old = (tables.picture.c.at < before) & tables.picture.c.id.not_in(named)
        self.connection.execute(delete(tables.picture).where(old))

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact in place of the earlier one; an empty value forgets it. Facts stand outside the journal."""
        self.connection.execute(delete(tables.fact).where(tables.fact.c.name == name))
        if value:
            self.connection.execute(insert(tables.fact).values(name=name, value=value))

    def journalise(self) -> None:
        """Write the lines so far, so that an action of a hundred thousand does not hold them all. Its title stands from here."""
        if not self._lines:
            return
        if not self._begun:
            journal.begin(self.connection, self.action)
            self._begun = True
        journal.add(self.connection, self.action, self._lines)
        self._touched.update((line.kind, line.record) for line in self._lines)
        self._lines = []

    def finish(self) -> Changes:
        """Write the journal and return what was changed. Called once, right before the commit.

        Raises TooMuchRemoved for an action that deletes many, which nobody has said twice (`many_wished`).
        """
        self._brake()
        if self._settled and not self._lines and not self._begun:
            journal.begin(self.connection, self.action)
            self._begun = True
        self.journalise()
        if self._begun and (self._touched or self._settled):
            touched = frozenset(self._touched)
            self.changes = Changes(
                self.action.id, self.action.title, self.action.values, touched, self.action.final
            )
        return self.changes

    def _brake(self) -> None:
        if self._many or self.action.undoes is not None:
            return
        for kind, removed in self._removed.items():
            known = self.store(kind).count() + removed
            if is_too_many(kind, removed, known):
                raise TooMuchRemoved(removed, known)

    def _insert(self, kind: Kind, record: R) -> R:
        self.store(kind).insert(record, self.now)
        self._lines.append(Line(kind, record.id, "create", record.version, differences(None, record)))
        return record

    def after_change(self, kind: Kind, record: Record, fields: Iterable[str]) -> None:
        """Write anew what is found by words of a record that was changed."""
        # People are found, and sorted, by the names of their companies.
        if kind is Kind.COMPANY and "name" in fields and isinstance(record, Company):
            for person in self.people.at_company(record.id):
                self.people.refresh(person)
