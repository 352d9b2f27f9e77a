"""Export: companies, people, events, tenders, questions and contracts into files, the format chosen by the file's suffix.

What we write we read back without loss. Cards and tables of people and companies carry their notes, because they are the
unit's own copies; a calendar is for guests, and carries neither an event's notes nor its staff.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.calendar_entry import entry_of_deadline
from outreach.domain.company import Company
from outreach.domain.contract_days import DueKind
from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.person import Card, Person
from outreach.domain.question import Question
from outreach.domain.question_status import QUESTION_STATUS_LABELS
from outreach.domain.record import Kind, Record, to_plain
from outreach.domain.rule_deadlines import DeadlineKind, RuleDeadline
from outreach.domain.tender import Money, Tender
from outreach.domain.usable import Use, WhyNot, parted
from outreach.domain.when import HOME_ZONE
from outreach.errors import CannotWrite, DiskFull, InvalidInput
from outreach.language import N_, Language
from outreach.services.contract_tables import contract_table
from outreach.services.leaving import NOTHING_SAID, Leaving, leaving_by, marked
from outreach.settings import load_settings, write_atomically

if TYPE_CHECKING:
    from outreach.formats.icalendar_contracts import ContractDay
    from outreach.services.house import House
    from outreach.storage.database import Database


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file, how many records it holds, and who was left out and why."""

    file: Path
    records: int
    left_out: tuple[tuple[UUID, WhyNot], ...] = ()


_SUFFIXES: dict[Kind, tuple[str, ...]] = {
    Kind.COMPANY: (".xlsx", ".csv", ".vcf", ".json"),
    Kind.PERSON: (".vcf", ".xlsx", ".csv", ".json"),
    Kind.EVENT: (".ics", ".xlsx", ".csv", ".json"),
    Kind.TENDER: (".xlsx", ".csv", ".ics", ".ocds.json", ".json"),
    Kind.QUESTION: (".xlsx", ".csv", ".json"),
    Kind.CONTRACT: (".xlsx", ".csv", ".ics", ".json"),
}


class Exports:
    """Writes files for other programs."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house

    def suffixes(self, kind: Kind) -> tuple[str, ...]:
        """Return the suffixes that a kind can be written to, the most fitting first."""
        return _SUFFIXES.get(kind, ())

    def write(
        self,
        kind: Kind,
        path: Path,
        language: Language,
        listing: Listing | None = None,
        ids: Sequence[UUID] | None = None,
        deadlines: bool = False,
        leaving: Leaving = NOTHING_SAID,
    ) -> Exported:
        """Write the named records, those of a listing, or all, to `path`.

        With `deadlines` an .ics of events also holds the dates of the coming tenders. `leaving` says why many people leave the
        program and until when; it stands in the file and, without names, in the audit log. Who objects is left out. Raises
        InvalidInput for a suffix that the kind has no format for, CannotWrite and DiskFull.
        """
        name = path.name.casefold()
        # The longest first: "plan.ocds.json" ends in ".json" too.
        fitting = sorted((one for one in self.suffixes(kind) if name.endswith(one)), key=len, reverse=True)
        suffix = fitting[0] if fitting else ""
        if not suffix:
            known = ", ".join(self.suffixes(kind))
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=known)
        records = self._records(kind, listing, ids)
        left_out: list[tuple[Person, WhyNot]] = []
        if kind is Kind.PERSON:
            records, left_out = parted(records, Use.EXPORT)
        data = self._bytes(kind, suffix, records, language, deadlines)
        if kind not in (Kind.PERSON, Kind.COMPANY, Kind.QUESTION):
            write_file(path, data)
            return Exported(path, len(records))
        people = len(records) if kind is Kind.PERSON else 0
        why = [reason for _, reason in left_out]
        with leaving_by(
            self.database, kind.value, people, left_out=why, form=suffix, said=leaving, records=len(records)
        ) as said:
            write_file(path, marked(data, suffix, said.lines(language)))
        return Exported(path, len(records), tuple((one.id, reason) for one, reason in left_out))

    def cards(self, people: Sequence[Person]) -> list[Card]:
        """Return the cards of people, with the names of their companies; none of who objects."""
        people = parted(people, Use.EXPORT)[0]
        companies = self._house.companies.many(role.company for person in people for role in person.roles)
        return [_person_card(person, companies) for person in people]

    def _records(self, kind: Kind, listing: Listing | None, ids: Sequence[UUID] | None) -> list[Any]:
        service: Any = {
            Kind.COMPANY: self._house.companies,
            Kind.PERSON: self._house.people,
            Kind.EVENT: self._house.events,
            Kind.TENDER: self._house.tenders,
            Kind.QUESTION: self._house.questions,
            Kind.CONTRACT: self._house.contracts,
        }[kind]
        if ids is not None:
            found = service.many(ids)
            return [found[one] for one in ids if one in found]
        return list(service.listed(listing or Listing(kind)))

    def _bytes(self, kind: Kind, suffix: str, records: list[Any], language: Language, deadlines: bool) -> bytes:
        writers: dict[str, Callable[[], bytes]] = {
            ".json": lambda: _json_bytes(kind, records),
            ".ocds.json": lambda: self._ocds_bytes(records, language),
            ".vcf": lambda: _vcard_bytes(self._cards(kind, records)),
            ".ics": lambda: self._calendar_bytes(kind, records, language, deadlines),
            ".csv": lambda: self._table_bytes(kind, records, "csv", language),
            ".xlsx": lambda: self._table_bytes(kind, records, "xlsx", language),
        }
        return writers[suffix]()

    def _cards(self, kind: Kind, records: list[Any]) -> list[Card]:
        return self.cards(records) if kind is Kind.PERSON else [_company_card(company) for company in records]

    def _calendar_bytes(self, kind: Kind, records: list[Any], language: Language, deadlines: bool) -> bytes:
        from outreach.formats.icalendar_file import write_calendar

        now = self._house.now()
        events: list[Event] = records if kind is Kind.EVENT else []
        tenders: list[Tender] = records if kind is Kind.TENDER else []
        by_rules = self._ruled(tenders)
        of_contracts = self._contract_days(kind, records)
        with_end = {one.due.contract.tender for one in of_contracts}
        if kind is Kind.TENDER:
            # The contract tells when it ends, the tender no longer.
            tenders = [replace(one, contract_end=None) if one.id in with_end else one for one in tenders]
        if deadlines:
            tenders = self._house.tenders.coming(now.astimezone(ZoneInfo(HOME_ZONE)).date(), most=10_000)
        return write_calendar(
            events,
            tenders,
            stamp=now,
            language=language,
            contracts=kind is Kind.TENDER,
            by_rules=by_rules,
            of_contracts=of_contracts,
        )

    def _contract_days(self, kind: Kind, records: list[Any]) -> list[ContractDay]:
        """Return the days of the contracts, or of those of the tenders; the first contract takes the tender's own end over."""
        from outreach.formats.icalendar_contracts import ContractDay

        if kind not in (Kind.TENDER, Kind.CONTRACT):
            return []
        with self.database.read() as view:
            contracts = view.contracts.of_tenders([one.id for one in records]) if kind is Kind.TENDER else list(records)
            tenders = view.tenders.many(one.tender for one in contracts if one.tender is not None)
            first = {one.tender: one.id for one in reversed(view.contracts.of_tenders(tenders))}
        versions = {first[one.id]: one.version for one in tenders.values() if one.id in first}
        return [
            ContractDay(due, versions.get(due.contract.id) if due.kind is DueKind.END else None)
            for due in self._house.contracts.days(contracts)
        ]

    def _ocds_bytes(self, records: list[Tender], language: Language) -> bytes:
        """The tenders as releases of OCDS, each dated by its last change, so that the same workspace gives the same bytes."""
        from outreach.formats.ocds_write import Issued, write_ocds

        with self.database.read() as view:
            changes = {one.id: view.history(one.id) for one in records}
        now = self._house.now()
        issued = [
            Issued(one, changes[one.id][0].at if changes[one.id] else now, again=len(changes[one.id]) > 1) for one in records
        ]
        return write_ocds(issued, self._house.unit.unit(), load_settings().ocds_prefix, language)

    def _ruled(self, tenders: list[Tender]) -> list[tuple[Tender, RuleDeadline]]:
        """Return what the rules make of the tenders and is not done: of what stands in a calendar, in order.

        The end of a contract stands there already, as a date of the tender itself.
        """
        if not tenders:
            return []
        reckon = self._house.rules.reckoner()
        return [(tender, one) for tender in tenders for one in reckon(tender) if _is_wanted(one)]

    def _table_bytes(self, kind: Kind, records: list[Any], suffix: str, language: Language) -> bytes:
        from outreach.formats.table import card_rows, write_table

        if kind in (Kind.COMPANY, Kind.PERSON):
            return write_table(*card_rows(self._cards(kind, records), language.code), suffix)
        if kind is Kind.QUESTION:
            return write_table(*self._question_table(records, language), suffix)
        if kind is Kind.CONTRACT:
            return write_table(*contract_table(records, self._house.contracts.today(), language), suffix)
        return write_table(*_plain_table(records, language), suffix)

    def _question_table(self, records: list[Question], language: Language) -> tuple[list[str], list[list[object]]]:
        """One line a question, with how often it was asked and when last, how far it has come, its answer, day and source."""
        titles = [N_("Question"), N_("Asked"), N_("Last asked"), N_("Tags"), N_("Tenders")]
        titles += [N_("Status"), N_("Answer"), N_("Answered"), N_("Source"), N_("May be printed")]
        facts = self._house.questions.facts([record.id for record in records])
        states = self._house.questions.states(records)
        named = self._house.tenders.many(one for record in records for one in record.tenders)
        lines: list[list[object]] = []
        for record in records:
            asked, last = facts.get(record.id, (0, None))
            tenders = ", ".join(named[one].title for one in record.tenders if one in named)
            when = last.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None).isoformat(" ", "minutes") if last else ""
            day = record.answered.isoformat() if record.answered else ""
            state = language.say(QUESTION_STATUS_LABELS[states[record.id]])
            printed = language.say(N_("yes")) if record.public else ""
            line = [str(record.id), record.text, asked, when, ", ".join(record.tags), tenders]
            lines.append([*line, state, record.answer, day, record.source, printed])
        return ["id", *(language.say(title) for title in titles)], lines


def write_file(path: Path, data: bytes, *, mode: int = 0o600, new: bool = False) -> None:
    """Write a whole file or none. `mode` says who may read it, where the system knows such. Raises CannotWrite, DiskFull.

    A link that lies at `path` is replaced, never followed. With `new` nothing may lie there, not even a link to nowhere.
    """
    import errno

    reserved = False
    try:
        if not path.parent.is_dir():
            raise CannotWrite(path, N_("there is no such folder"))
        if path.is_dir():
            raise CannotWrite(path, N_("it is a folder"))
        if new:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            reserved = True
        write_atomically(path, data, mode)
    except OSError as error:
        if reserved:
            path.unlink(missing_ok=True)
        if error.errno == errno.EEXIST:
            raise CannotWrite(path, N_("there is already a file of that name")) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path) from error
        raise CannotWrite(path, error.strerror or "") from error


def _json_bytes(kind: Kind, records: list[Record]) -> bytes:
    # The version counts saves of this workspace alone; a record whose changes were all undone is the same record.
    whole = [{name: value for name, value in to_plain(record).items() if name != "version"} for record in records]
    plain = {"kind": kind.value, "records": whole}
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _vcard_bytes(cards: list[Card]) -> bytes:
    from outreach.formats.vcard import write_cards

    return write_cards(cards)


def _person_card(person: Person, companies: dict[UUID, Company]) -> Card:
    named = [(companies[role.company].name, role.title) for role in person.roles if role.company in companies]
    first, *others = named or [("", "")]
    return Card(
        line=0,
        name=person.name,
        given=person.given,
        family=person.family,
        organisation=first[0],
        title=first[1],
        emails=person.emails,
        phones=person.phones,
        addresses=person.addresses,
        website=person.website,
        note=person.notes,
        categories=person.tags,
        language=person.language,
        uid=f"urn:uuid:{person.id}",
        source=person.source,
        declines=tuple(one.value for one in person.declines),
        roles=tuple(others),
    )


def _company_card(company: Company) -> Card:
    return Card(
        line=0,
        name=company.name,
        organisation=company.name,
        emails=company.emails,
        phones=company.phones,
        addresses=company.addresses,
        website=company.website,
        note=company.notes,
        categories=company.tags,
        uid=f"urn:uuid:{company.id}",
        org_number=company.org_number,
        municipality=company.municipality,
        sni=company.sni,
        cpv=company.cpv,
        size=company.size.value,
        source=company.source,
        workplaces=company.workplaces,
        declines=tuple(one.value for one in company.declines),
        is_company=True,
    )


_KEPT_INSIDE = frozenset({"id", "version", "notes", "origins", "lots"})


def _plain_table(records: list[Record], language: Language) -> tuple[list[str], list[list[object]]]:
    """One column for each field of an event or a tender, under its own name; lists are joined with commas."""
    if not records:
        return [language.say(N_("Title"))], []
    names = [field.name for field in fields(records[0]) if field.name not in _KEPT_INSIDE]
    return ["id", *names], [[str(record.id), *(_cell(getattr(record, name)) for name in names)] for record in records]


def _cell(value: Any) -> object:
    from outreach.formats.table import join_list

    if isinstance(value, Money):
        # In whole units, as people read and write amounts; our own reader takes both.
        return f"{value.hundredths / 100:.2f} {value.currency}".replace(".00 ", " ")
    plain = to_plain(value)
    if isinstance(plain, dict):
        return " ".join(str(item) for item in plain.values() if item not in (None, False, ""))
    if isinstance(plain, list):
        return join_list(str(item) for item in plain)
    return "" if plain is None else plain


def _is_wanted(deadline: RuleDeadline) -> bool:
    return deadline.kind is not DeadlineKind.CONTRACT_END and entry_of_deadline(deadline) is not None
