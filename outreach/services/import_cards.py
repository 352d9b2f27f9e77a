"""Cards become people and companies: recognised by their own id, by the card's content, or by the narrow rule.

The narrow rule (`matching.py`) never ties two people together over a shared mailbox or a bare telephone number. A card that
was read before, byte for byte the same, changes nothing, even if the person was edited since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from outreach.domain.codes import clean_cpv, find_municipality, municipality_name, valid_cpv
from outreach.domain.company import Company, SizeClass, name_key, read_org_number
from outreach.domain.contact import is_shared_mailbox, phone_digits
from outreach.domain.declining import Channel
from outreach.domain.needles import phone_key
from outreach.domain.person import Card, Person, Role, person_key
from outreach.domain.problem import Problem, cut
from outreach.domain.record import Kind, Record
from outreach.domain.table_mapping import TableWishes
from outreach.errors import OutreachError
from outreach.language import N_
from outreach.services.declining import in_order
from outreach.services.import_merge import (
    Earlier,
    earlier,
    emptied,
    filled_in,
    fingerprint,
    joined,
    renewed,
    taken_over,
)
from outreach.services.import_tally import Line, Tally
from outreach.services.matching import Found, find_company, find_person

if TYPE_CHECKING:
    from outreach.services.import_register import ImportRegister


R = TypeVar("R", bound=Record)


class CardImporter:
    """Keeps the cards of one file. `source` is what a new record says of where it came from."""

    def __init__(self, register: ImportRegister, source: str, wishes: TableWishes | None = None) -> None:
        self._register = register
        self._source = source
        # None for anything but a table: a card of somebody known only fills in, a list also renews what lists brought.
        self._wishes = wishes
        self._tally = Tally()
        # The cards of the batch as they are kept, and their marks: a mark costs more to reckon than to look up.
        self._ready: dict[int, tuple[Card, tuple[str, ...]]] = {}
        self._marks: dict[int, tuple[str, ...]] = {}
        # When those of the batch were erased whom the ledger knows, by id or mark (`storage/erasing.py`).
        self._erased: dict[str, Any] = {}

    def prepare(self, cards: Sequence[Card]) -> None:
        """Ask for everything that a batch of cards may be known by, in a few statements."""
        self._ready = {id(card): self._read(card) for card in cards}
        cards = [tagged for tagged, _ in self._ready.values()]
        people = [card for card in cards if not card.is_company]
        firms = [card for card in cards if card.is_company]
        shelf, companies = self._register.people, self._register.companies
        shelf.ask_ids(own for card in people if (own := _own_id(card.uid)))
        companies.ask_ids(own for card in firms if (own := _own_id(card.uid)))
        self._marks = {id(tagged): marks for tagged, marks in self._ready.values()}
        self._erased = self._ask_ledger(people)
        shelf.ask("origin", (origin for card in people for origin in self._origins(card)))
        companies.ask("origin", (origin for card in firms for origin in self._origins(card)))
        companies.ask_ids(self._role_ids(people))
        # A card that was read before needs no more: it changes nothing.
        people = [card for card in people if not self._is_known(card, Kind.PERSON)]
        cards = [*people, *(card for card in firms if not self._is_known(card, Kind.COMPANY))]
        shelf.ask("name", (person_key(card.name) for card in people))
        shelf.ask("email", (one.address.casefold() for card in people for one in card.emails))
        shelf.ask("phone", (phone_digits(one.number) for card in people for one in card.phones))
        named = [name for card in cards for name in (card.organisation or card.name, *(name for name, _ in card.roles))]
        companies.ask("name", (name_key(name) for name in named if name.strip()))
        numbers = (read_org_number(card.org_number) for card in cards if card.org_number)
        companies.ask("org_number", (number.digits for number in numbers if number.valid and number.digits))

    def _ask_ledger(self, people: Sequence[Card]) -> dict[str, Any]:
        from outreach.storage.erasing import forgotten

        keys = [key for card in people for key in self._ledger_keys(card)]
        return dict(forgotten(self._register.work, keys)) if keys else {}

    def _ledger_keys(self, card: Card) -> tuple[str, ...]:
        own = _own_id(card.uid)
        return (*self._origins(card), *((str(own),) if own else ()), *ledger_ways(card))

    def _role_ids(self, people: Sequence[Card]) -> Iterator[UUID]:
        """Give the companies of those who come home in a file of our own."""
        for own in filter(None, (_own_id(card.uid) for card in people)):
            known = self._register.people.get(own)
            yield from (role.company for role in (known.roles if known else ()))

    def _is_known(self, card: Card, kind: Kind) -> bool:
        return bool(self._shelf(kind).by_term("origin", self._origins(card)[-1]))

    def _read(self, card: Card) -> tuple[Card, tuple[str, ...]]:
        tagged = self._tagged(card)
        return tagged, _origins(tagged)

    def _origins(self, card: Card) -> tuple[str, ...]:
        return self._marks.get(id(card)) or _origins(card)

    def _tagged(self, card: Card) -> Card:
        if self._wishes is None or not self._wishes.tags:
            return card
        return replace(card, categories=joined(card.categories, self._wishes.tags))

    def keep(self, card: Card, file: str, tally: Tally) -> None:
        """Keep one card and enter it in the account."""
        self._tally = tally
        card = self._ready[id(card)][0] if id(card) in self._ready else self._tagged(card)
        try:
            line = self._company_card(card, file) if card.is_company else self._person_card(card, file)
        except OutreachError as error:
            reason = getattr(error, "reason", "") or N_("The record cannot be kept.")
            values = {name: str(value) for name, value in getattr(error, "values", {}).items()}
            tally.problems.append(Problem(card.line, reason, values, cut(card.name), file))
        else:
            tally.lines.append(line)
            if line.verdict != "same":
                tally.problems += _left_out(card, file)

    def _person_card(self, card: Card, file: str) -> Line:
        known = self._by_own_id(card.uid, Kind.PERSON) or self._by_origin(card, Kind.PERSON)
        if isinstance(known, Person) and self._is_repeated(card, known):
            return _line(file, Kind.PERSON, known, card, "same")
        companies = self._companies_of(card, known if isinstance(known, Person) else None)
        values = _person_values(card, companies)
        if known is None:
            found = find_person(self._register, card.name, card.emails, card.phones, [one.id for one in companies])
            if found.person is not None:
                return self._kept_person(self._met(found.person, values, card), found.person, card, file)
            self._tally.erased += [self._erased[key].at for key in self._ledger_keys(card) if key in self._erased][:1]
            person = Person(**values, source=card.source or self._source, origins=self._origins(card))
            return self._kept_person(person, None, card, file)
        assert isinstance(known, Person)
        own = known.id == _own_id(card.uid)
        origins = () if own else self._origins(card)
        before = Earlier() if own else earlier(self._register.work, known.id)
        merged = self._emptied(renewed(known, values | {"origins": origins}, before), card)
        return self._kept_person(merged, known, card, file)

    def _met(self, known: R, values: dict[str, Any], card: Card) -> R:
        """Return someone who is known by name with what the card adds; a list also renews what lists brought."""
        values = values | {"origins": self._origins(card)}
        if self._wishes is None:
            return filled_in(known, values)
        return taken_over(known, values, earlier(self._register.work, known.id), card.blank)

    def _emptied(self, record: R, card: Card) -> R:
        return emptied(record, card.blank, earlier(self._register.work, record.id)) if card.blank else record

    def _kept_person(self, person: Person, known: Person | None, card: Card, file: str) -> Line:
        saved, what = self._register.keep_person(person, known)
        self._tally.touch(Kind.PERSON, known, saved, what)
        return _line(file, Kind.PERSON, saved, card, what)

    def _company_card(self, card: Card, file: str) -> Line:
        known = self._by_own_id(card.uid, Kind.COMPANY) or self._by_origin(card, Kind.COMPANY)
        if isinstance(known, Company) and self._is_repeated(card, known):
            return _line(file, Kind.COMPANY, known, card, "same")
        values = _company_values(card)
        if known is None:
            found = find_company(
                self._register, values["name"], values["org_number"], sole_trader=values["sole_trader"]
            )
            if found.company is not None:
                return self._kept_company(self._met(found.company, values, card), found.company, card, file)
            company = Company(**values, source=card.source or self._source, origins=self._origins(card))
            return self._kept_company(company, None, card, file)
        assert isinstance(known, Company)
        own = known.id == _own_id(card.uid)
        before = Earlier() if own else earlier(self._register.work, known.id)
        merged = renewed(known, values | {"origins": () if own else self._origins(card)}, before)
        merged = self._emptied(merged, card)
        return self._kept_company(merged, known, card, file)

    def _kept_company(self, company: Company, known: Company | None, card: Card, file: str) -> Line:
        saved, what = self._register.keep_company(company, known)
        self._tally.touch(Kind.COMPANY, known, saved, what)
        return _line(file, Kind.COMPANY, saved, card, what)

    def _companies_of(self, card: Card, known: Person | None) -> list[Company]:
        """Return the companies that a person's card names, made where they are new."""
        names = [(card.organisation, card.title), *card.roles]
        # Several workplaces may carry one name: where somebody is known to work, that one is meant.
        known_at = [self._register.companies.get(role.company) for role in (known.roles if known else ())]
        theirs = {" ".join(one.name.split()): one for one in known_at if one is not None}
        return [self._company_named(name, card, theirs.get(" ".join(name.split()))) for name, _ in names if name.strip()]

    def _company_named(self, name: str, card: Card, meant: Company | None) -> Company:
        own = name_key(name) == name_key(card.organisation)
        number = read_org_number(card.org_number) if own and card.org_number else None
        digits = number.digits if number and number.valid else ""
        sole = number is not None and number.sole_trader
        found = Found(company=meant)
        if meant is None:
            found = find_company(self._register, name, digits, sole_trader=sole)
        facts = _firm_facts(card) | {"org_number": digits, "sole_trader": sole} if own else {}
        company = Company(name=name, source=card.source or self._source, **facts)
        if found.company is not None:
            company = filled_in(found.company, facts)
            if self._wishes is not None:
                company = taken_over(found.company, facts, earlier(self._register.work, found.company.id))
        saved, what = self._register.keep_company(company, found.company)
        self._tally.touch(Kind.COMPANY, found.company, saved, what)
        return saved

    def _shelf(self, kind: Kind) -> Any:
        return self._register.people if kind is Kind.PERSON else self._register.companies

    def _by_own_id(self, uid: str, kind: Kind) -> Any:
        own = _own_id(uid)
        return self._shelf(kind).get(own) if own else None

    def _by_origin(self, card: Card, kind: Kind) -> Any:
        for origin in self._origins(card):
            found = self._shelf(kind).by_term("origin", origin)
            if found:
                return found[0]
        return None

    def _is_repeated(self, card: Card, known: Person | Company) -> bool:
        return self._origins(card)[-1] in known.origins


def _person_values(card: Card, companies: list[Company]) -> dict[str, Any]:
    # A role has no department of its own: "Platschef, Anläggning" keeps it where people look for it.
    title = ", ".join(part for part in (card.title, card.department) if part)
    titles = {name_key(name): title for name, title in [(card.organisation, title), *card.roles]}
    roles = tuple(Role(one.id, titles.get(name_key(one.name), "")) for one in companies)
    note = card.note
    if title and not companies:
        note = f"{title}\n{note}".strip()
    return {
        "name": card.name,
        "given": card.given,
        "family": card.family,
        "roles": roles,
        "emails": card.emails,
        "phones": card.phones,
        "addresses": card.addresses,
        "tags": card.categories,
        "language": card.language if card.language in ("sv", "en") else "",
        "website": card.website,
        "notes": note,
        "declines": _declined(card),
    }


def _company_values(card: Card) -> dict[str, Any]:
    number = read_org_number(card.org_number)
    return {
        "name": card.organisation or card.name,
        "org_number": number.digits if number.valid else "",
        "sole_trader": number.sole_trader,
        "emails": card.emails,
        "phones": card.phones,
        "addresses": card.addresses,
        "tags": card.categories,
        "website": card.website,
        "notes": card.note,
        "declines": _declined(card),
    } | _company_facts(card)


def _declined(card: Card) -> tuple[Channel, ...]:
    """Return the ways that a file of ours says somebody does not want: who objected stays unasked wherever the list goes."""
    return in_order(Channel(word.casefold()) for word in card.declines if word.casefold() in tuple(Channel))


def _company_facts(card: Card) -> dict[str, Any]:
    place = find_municipality(card.municipality) if card.municipality else None
    known_code = card.municipality if municipality_name(card.municipality) else ""
    size = card.size if card.size in tuple(SizeClass) else SizeClass.UNKNOWN
    return {
        "municipality": known_code or (place.code if place else ""),
        "sni": card.sni,
        "workplaces": tuple(code for code in card.workplaces if municipality_name(code)),
        "cpv": tuple(code for text in card.cpv if valid_cpv(code := clean_cpv(text))),
        "size": SizeClass(size),
    }


def _firm_facts(card: Card) -> dict[str, Any]:
    return _company_facts(card) | {"addresses": card.firm_addresses, "website": card.firm_website}


def _left_out(card: Card, file: str) -> list[Problem]:
    """Return a warning for each fact of a company that could not be kept. Never shows a number: it may be a personal one."""
    warnings: list[tuple[str, dict[str, str]]] = []
    if card.org_number.strip() and not read_org_number(card.org_number).valid:
        warnings.append((N_("The check digit is wrong. Ten digits are expected, as in 212000-0142."), {}))
    if card.municipality.strip() and not _company_facts(card)["municipality"]:
        warnings.append((N_("There is no municipality called {name}."), {"name": cut(card.municipality)}))
    wrong = [code for code in card.cpv if code.strip() and not valid_cpv(clean_cpv(code))]
    warnings += [(N_("{code} is not a CPV code."), {"code": cut(code, 20)}) for code in wrong]
    return [Problem(card.line, reason, values, cut(card.name), file, warning=True) for reason, values in warnings]


def _own_id(uid: str) -> UUID | None:
    if not uid.startswith("urn:uuid:"):
        return None
    try:
        return UUID(uid)
    except ValueError:
        return None


def ledger_ways(card: Card) -> tuple[str, ...]:
    """Return by which addresses and numbers the ledger of the erased is asked for a card."""
    from outreach.storage.erasing import ways_of

    own = (one.address for one in card.emails if not is_shared_mailbox(one.address))
    return tuple(ways_of(own, (phone_key(one.number) for one in card.phones)))


def _origins(card: Card) -> tuple[str, ...]:
    named = (f"vcard:{card.uid}",) if card.uid else ()
    return (*named, _fingerprint(card))


def _fingerprint(card: Card) -> str:
    # A sole trader's number is a personal identity number: not even a hash of it is kept.
    bare = replace(card, org_number=read_org_number(card.org_number).digits) if card.org_number else card
    # The marks of earlier versions knew of no places left blank, and nothing of a company beside its contact person.
    newer = ("blank", "firm_addresses", "firm_website", "workplaces", "declines")
    return fingerprint("card", bare, "line", *(name for name in newer if not getattr(card, name)))


def _line(file: str, kind: Kind, record: Person | Company, card: Card, what: str) -> Line:
    contact = next((email.address for email in card.emails), next((phone.number for phone in card.phones), ""))
    detail = ", ".join(part for part in (card.organisation if kind is Kind.PERSON else "", contact) if part)
    return Line(file, kind, record.name, detail, what, card.line, record.id)
