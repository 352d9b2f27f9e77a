"""The register as an import sees it: what is stored, with what the import has made and changed so far laid over it.

Cards come in batches. Before each batch everything that its cards may be known by is asked for in a few statements; what is
new is written together after it, several times faster than one by one. A preview writes nothing and keeps all of it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from outreach.domain.company import Company, name_key
from outreach.domain.contact import phone_digits
from outreach.domain.person import Person, person_key
from outreach.domain.record import Kind, Record, storable
from outreach.domain.when import home_day
from outreach.storage.contact_terms import contact_terms

if TYPE_CHECKING:
    from outreach.services.companies import Companies
    from outreach.services.people import People
    from outreach.storage.store import Store
    from outreach.storage.work import Work

R = TypeVar("R", bound=Record)

#: The terms that an import looks records up by.
_FIELDS = frozenset({"name", "email", "phone", "org_number", "origin"})


class Shelf(Generic[R]):
    """The records of one kind: stored ones as far as they were asked for, new and changed ones over them."""

    def __init__(self, store: Store[R]) -> None:
        self._store = store
        self._records: dict[UUID, R] = {}
        self._terms: dict[str, dict[str, tuple[UUID, ...]]] = {field: {} for field in _FIELDS}
        self._asked: dict[str, set[str]] = {field: set() for field in _FIELDS}
        self._recent: dict[str, set[str]] = {field: set() for field in _FIELDS}
        self._new: dict[UUID, None] = {}
        self._changed: dict[UUID, None] = {}

    def terms_of(self, record: R) -> Iterator[tuple[str, str]]:
        """Give the terms that an import looks the record up by: fewer than its store keeps, which lists filter by too."""
        raise NotImplementedError

    # Looking up --------------------------------------------------------------------------------------------------------

    def get(self, record_id: UUID) -> R | None:
        """Return a record, or None."""
        return self._records.get(record_id) or self._store.get(record_id)

    def by_term(self, field: str, value: str, most: int | None = None) -> list[R]:
        """Return the records that carry an exact term, oldest first."""
        if value not in self._asked[field]:
            self.ask(field, [value])
        found = [self._records[one] for one in self._terms[field].get(value, ())]
        return found[:most] if most else found

    def ask(self, field: str, values: Iterable[str]) -> None:
        """Read the records that carry one of these terms, unless they were asked for already."""
        wanted = [value for value in dict.fromkeys(values) if value not in self._asked[field]]
        self._asked[field].update(wanted)
        self._recent[field].update(wanted)
        known = self._terms[field]
        found = self._store.ids_by_terms(field, wanted)
        self.ask_ids(one for ids in found.values() for one in ids)
        for value, ids in found.items():
            # A record that was changed by this import may no longer carry the term; it is looked up as it was.
            known[value] = tuple(dict.fromkeys([*ids, *known.get(value, ())]))

    def ask_ids(self, ids: Iterable[UUID]) -> None:
        """Read the records with these ids."""
        wanted = [one for one in ids if one not in self._records]
        if wanted:
            self._records |= self._store.many(wanted)

    # Keeping -----------------------------------------------------------------------------------------------------------

    def lay(self, record: R, known: R | None) -> tuple[R, str]:
        """Lay a new or changed record over the stored ones; return it and what it became: "new", "update" or "same"."""
        if known is not None and (record == known or storable(record) == known):
            return known, "same"
        if known is None:
            record = replace(record, version=0)
            self._new[record.id] = None
        elif record.id not in self._new:
            self._changed[record.id] = None
        self._records[record.id] = record
        for field, value in self.terms_of(record):
            ids = self._terms[field].get(value, ())
            if record.id not in ids:
                self._terms[field][value] = (*ids, record.id)
        if known is None:
            return record, "new"
        # A mark of where it also stands is kept, but is no change that anybody would see.
        bare: Any = record
        same = replace(bare, origins=getattr(known, "origins", ())) == known
        return record, "same" if same else "update"

    @property
    def made(self) -> list[R]:
        """The new records that are not written yet."""
        return [self._records[one] for one in self._new]

    @property
    def altered(self) -> list[R]:
        """The changed records that are not written yet."""
        return [self._records[one] for one in self._changed]

    def settle(self) -> None:
        """Forget everything: it is stored now, and will be asked for anew."""
        self._new.clear()
        self._changed.clear()
        self._records.clear()
        for field in _FIELDS:
            self._terms[field].clear()
            self._asked[field].clear()
            self._recent[field].clear()

    def let_go(self) -> None:
        """Let the records go one by one: a hundred thousand in one breath would stop every thread for half a second."""
        while self._records:
            self._records.popitem()
        for known in self._terms.values():
            while known:
                known.popitem()

    def rest(self) -> None:
        """Forget which terms were asked for and are not carried by anybody: the next batch asks for others."""
        for field in _FIELDS:
            self._asked[field] -= {value for value in self._recent[field] if value not in self._terms[field]}
            self._recent[field].clear()


class PeopleShelf(Shelf[Person]):
    """The people."""

    def __init__(self, work: Work) -> None:
        super().__init__(work.people)
        self._people = work.people
        self._laid_at: dict[UUID, dict[UUID, None]] = {}

    def terms_of(self, record: Person) -> Iterator[tuple[str, str]]:
        """Name, contacts and marks."""
        yield "name", person_key(record.name)
        yield from contact_terms(record.emails, record.phones)
        yield from (("origin", origin) for origin in record.origins)

    def named(self, name: str) -> list[Person]:
        """Return the people with this name, but for case and signs."""
        return self.by_term("name", person_key(name))

    def by_phone(self, number: str) -> list[Person]:
        """Return the people with this telephone number."""
        return self.by_term("phone", phone_digits(number))

    def at_company(self, company: UUID) -> list[Person]:
        """Return the people who have a role at a company."""
        stored = {one.id: self._records.get(one.id, one) for one in self._people.at_company(company)}
        laid = {one: self._records[one] for one in self._laid_at.get(company, ()) if one in self._records}
        return list((stored | laid).values())

    def lay(self, record: Person, known: Person | None) -> tuple[Person, str]:
        """Lay a person, and remember the companies."""
        laid, what = super().lay(record, known)
        for role in laid.roles:
            self._laid_at.setdefault(role.company, {})[laid.id] = None
        return laid, what

    def settle(self) -> None:
        """Forget everything: it is stored now."""
        super().settle()
        self._laid_at.clear()


class CompanyShelf(Shelf[Company]):
    """The companies."""

    def terms_of(self, record: Company) -> Iterator[tuple[str, str]]:
        """Name, number, contacts and marks."""
        yield "name", name_key(record.name)
        if record.org_number:
            yield "org_number", record.org_number
        yield from contact_terms(record.emails, record.phones)
        yield from (("origin", origin) for origin in record.origins)

    def named(self, name: str) -> list[Company]:
        """Return the companies whose name is the same but for legal form, case and signs."""
        return self.by_term("name", name_key(name))

    def by_phone(self, number: str) -> list[Company]:
        """Return the companies with this telephone number."""
        return self.by_term("phone", phone_digits(number))


class ImportRegister:
    """Companies and people for one import. With `writing` each `flush` stores what was laid; without, it only stays here."""

    def __init__(self, work: Work, people: People, companies: Companies, *, writing: bool) -> None:
        self.work = work
        self.people = PeopleShelf(work)
        self.companies = CompanyShelf(work.companies)
        self._check_person = people.checked
        self._check_company = companies.checked
        self._writing = writing

    def keep_person(self, person: Person, known: Person | None) -> tuple[Person, str]:
        """Check and keep a person; return it and "new", "update" or "same". Raises InvalidInput."""
        if known is not None and known.restricted is not None:
            # What somebody asked us to leave untouched no file changes.
            return known, "same"
        if known is None and person.from_others is None:
            person = replace(person, from_others=home_day(self.work.now))
        return self.people.lay(self._check_person(self.work, person), known)

    def keep_company(self, company: Company, known: Company | None) -> tuple[Company, str]:
        """Check and keep a company; return it and "new", "update" or "same". Raises InvalidInput."""
        return self.companies.lay(self._check_company(self.work, company), known)

    def let_go(self) -> None:
        """End an import that kept everything here."""
        self.people.let_go()
        self.companies.let_go()

    def flush(self) -> None:
        """End a batch: store what it made, those referred to first."""
        if not self._writing:
            self.people.rest()
            self.companies.rest()
            return
        self._write(Kind.COMPANY, self.companies.made, self.companies.altered)
        self._write(Kind.PERSON, self.people.made, self.people.altered)
        self.companies.settle()
        self.people.settle()
        self.work.journalise()

    def _write(self, kind: Kind, made: Sequence[Record], altered: Sequence[Record]) -> None:
        self.work.add_many(kind, made)
        self.work.save_many(kind, altered)
