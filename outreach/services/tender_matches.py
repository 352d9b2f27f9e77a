"""Who may want to know of a tender, why, and whom we told. The officer ticks; the program neither scores nor ranks.

Where a company has its seat is no reason here: the notice is public and open to all (LOU 4 kap. 1 and 2 §§).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.codes import municipalities, municipality_name
from outreach.domain.company import Company, name_key, read_org_number
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.record import Kind
from outreach.domain.search_text import plain
from outreach.domain.search_text import words as folded_words
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Tender
from outreach.domain.tender_match import USUAL_DIGITS, Match, Reason, ReasonKind, cpv_prefixes, shares
from outreach.domain.unit import UNIT_ID
from outreach.domain.when import home_day
from outreach.errors import CannotWrite, InvalidInput, NotFound
from outreach.language import N_
from outreach.services.industry_links import IndustryLinks
from outreach.services.leaving import drafts_leaving
from outreach.services.tender_letters import Drafts, write_drafts
from outreach.storage import tender_matches as found_by

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: Words of a title that say nothing of what is bought, folded.
_EMPTY_WORDS = frozenset(
    "upphandling upphandlingar kommun kommuns kommunen kommunens kommuner kommunal ramavtal avtal inkop tjanster tjanst varor "
    "entreprenad leverans leverantor leverantorer behov samt olika inklusive tender tenders services service supply contract "
    "framework municipality municipal including various".split()
)
_SHORTEST_WORD, _MOST_WORDS, _MOST_SAID = 5, 4, 200


class TenderMatches:
    """The verbs for finding and telling companies."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.industries = IndustryLinks(database)

    def for_tender(self, tender_id: UUID, digits: int = USUAL_DIGITS) -> list[Match]:
        """Return the companies that may want to know, in the order of their names, each with its reasons. Raises NotFound.

        `digits` (2 to 5) is how much of a CPV code must be the same.
        """
        with self.database.read() as view:
            tender = _tender(view, tender_id)
            reasons = self._reasons(view, tender, digits)
            companies = view.companies.many(reasons)
            told = {one.company for listed in view.notifications.of(tender_id) for one in listed.companies}
            ordered = sorted(companies.values(), key=lambda company: sort_key(company.name))
        return [_match(company, reasons[company.id], company.id in told) for company in ordered]

    def lists(self, tender_id: UUID) -> list[Notification]:
        """Return the lists of companies that were told of a tender, the latest first."""
        with self.database.read() as view:
            return view.notifications.of(tender_id)

    def told_of(self, company_id: UUID) -> list[Notification]:
        """Return the lists that name a company, the latest first."""
        with self.database.read() as view:
            return sorted(view.notifications.using(company_id), key=lambda one: one.at, reverse=True)

    def notify(
        self, tender_id: UUID, companies: Sequence[UUID], way: str = "", note: str = "", digits: int = USUAL_DIGITS
    ) -> Changes:
        """Keep the list of companies that are told of a tender now, with the reasons why each was thought of.

        A company without any reason may stand on it too. Raises InvalidInput for an empty list, NotFound.
        """
        if not companies:
            raise InvalidInput(N_("Companies"), N_("Tick at least one company."))
        with self.database.work(N_("Notified {count} companies of {name}"), count=str(len(companies)), name="") as work:
            tender = _tender(work, tender_id)
            reasons = self._reasons(work, tender, digits)
            known = work.companies.many(companies)
            missing = next((one for one in companies if one not in known), None)
            if missing is not None:
                raise NotFound(str(missing))
            told = tuple(_told(known[one], reasons.get(one, {})) for one in dict.fromkeys(companies))
            signature = self.database.signature
            made = Notification(
                tender=tender_id, at=signature.clock(), companies=told, way=way.strip(), officer=signature.who, note=note.strip()
            )
            work.save(Kind.NOTIFICATION, made)
            work.rename_action(N_("Notified {count} companies of {name}"), count=str(len(told)), name=tender.title)
        return work.changes

    def drafts(
        self,
        tender_id: UUID,
        companies: Sequence[UUID],
        folder: Path,
        language: str = "sv",
        report: Callable[[int, int], None] | None = None,
    ) -> Drafts:
        """Write an e-mail draft about a tender for each company into a folder, made when it is not there: all, or none.

        `report` is told how many are done, and may raise `Cancelled`.
        Raises NotFound, InvalidInput without an address of the unit, CannotWrite, DiskFull.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(folder, N_("the folder cannot be made")) from error
        with drafts_leaving(self.database, len(companies), tender_id), self.database.read() as view:
            at = self.database.signature.clock()
            return write_drafts(view, _tender(view, tender_id), companies, folder, language, at, report)

    # How they are found ----------------------------------------------------------------------------------------------

    def _reasons(self, view: View, tender: Tender, digits: int) -> dict[UUID, dict[Reason, None]]:
        prefixes = cpv_prefixes(_codes(tender), digits)
        found: dict[UUID, dict[Reason, None]] = {}
        for company, reason in self._all(view, tender, prefixes):
            found.setdefault(company, {})[reason] = None
        return found

    def _all(self, view: View, tender: Tender, prefixes: tuple[str, ...]) -> Iterator[tuple[UUID, Reason]]:
        connection = view.connection
        yield from _each(ReasonKind.CPV, found_by.with_codes(connection, Kind.COMPANY, prefixes))
        yield from _each(ReasonKind.TAG, found_by.with_tags(connection, Kind.COMPANY, tender.tags))
        sni = [_dotted(code) for code in self.industries.of_codes(view, prefixes)] if prefixes else []
        yield from _each(ReasonKind.INDUSTRY, found_by.with_codes(connection, Kind.COMPANY, sni, field="sni"))
        yield from _earlier_winners(view, tender, prefixes)
        yield from _talks(view, tender)
        for company, title in found_by.came_where_shown(connection, tender.id):
            yield company, Reason(ReasonKind.CAME, title)


def _each(kind: ReasonKind, found: dict[UUID, list[str]]) -> Iterator[tuple[UUID, Reason]]:
    return ((company, Reason(kind, value)) for company, values in found.items() for value in values)


def _earlier_winners(view: View, tender: Tender, prefixes: tuple[str, ...]) -> Iterator[tuple[UUID, Reason]]:
    """Yield the companies that won a contract in the same group of codes, as the result notices tell."""
    related = found_by.with_codes(view.connection, Kind.TENDER, prefixes)
    for other in view.tenders.many(one for one in related if one != tender.id).values():
        for company in _winners(view, other, prefixes):
            yield company, Reason(ReasonKind.WON, other.title)


def _winners(view: View, tender: Tender, prefixes: tuple[str, ...]) -> Iterator[UUID]:
    """Yield who won; of a lot that has codes of its own, only where they are of the group."""
    other = {lot.number for lot in tender.lots if lot.cpv and not any(shares(code, prefixes) for code in lot.cpv)}
    for winner in (winner for result in tender.results if result.number not in other for winner in result.winners):
        number = read_org_number(winner.number) if winner.number else None
        by_number = view.companies.by_term("org_number", number.digits) if number and number.digits else []
        named = by_number or view.companies.by_term("name", name_key(winner.name))
        yield from (one.id for one in named)
    # Winners that no notice named: typed in, or from the list of the opening.
    yield from (bid.company for bid in view.bids.of(tender.id) if bid.won and bid.company is not None and bid.lot not in other)


def _talks(view: View, tender: Tender) -> Iterator[tuple[UUID, Reason]]:
    """Yield those who talked about this tender, and those whose conversations hold the words of its title."""
    for company, _, at, _ in found_by.conversations(view.connection, [tender.id]):
        yield company, Reason(ReasonKind.SPOKE, day=home_day(at).isoformat())
    unit = view.units.get(UNIT_ID)
    # Whose purchase it is and where: that companies speak of the municipality says nothing of what they sell.
    where = folded_words(" ".join(filter(None, (tender.buyer, unit.municipality if unit else ""))))
    for word in telling_words(tender.title, where):
        for company, at, note in found_by.said(view.connection, word, _MOST_SAID):
            yield company, Reason(ReasonKind.SAID, note, home_day(at).isoformat())


def telling_words(title: str, where: Iterable[str] = ()) -> list[str]:
    """Return the longest words of a title that say what is bought, folded as the search has them; at most four.

    `where` are words that do not: those of the buyer's name. Nor do the names of municipalities.
    """
    names = {*where, *_municipalities()}
    found = {word for word in folded_words(title) if len(word) >= _SHORTEST_WORD and not word.isdigit()}
    found = {word for word in found if word not in names and word.removesuffix("s") not in names}
    return sorted((word for word in found if plain(word) not in _EMPTY_WORDS), key=lambda word: (-len(word), word))[:_MOST_WORDS]


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(word for one in municipalities() for word in folded_words(one.name))


def _codes(tender: Tender) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*tender.cpv, *(code for lot in tender.lots for code in lot.cpv)]))


def _dotted(sni: str) -> str:
    return f"{sni[:2]}.{sni[2:]}" if len(sni) > 2 else sni


def _tender(view: View, tender_id: UUID) -> Tender:
    found = view.tenders.get(tender_id)
    if found is None:
        raise NotFound(str(tender_id))
    return found


def _match(company: Company, reasons: Iterable[Reason], notified: bool) -> Match:
    email = company.emails[0].address if company.emails else ""
    place = municipality_name(company.municipality) if company.municipality else ""
    return Match(company.id, company.name, place, _most_telling(reasons), email, notified)


def _most_telling(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons in a fixed order, one for each sentence; of what was said, the latest."""
    kinds, seen = list(ReasonKind), set()
    kept = []
    latest_first = sorted(reasons, key=lambda one: one.day, reverse=True)
    for reason in sorted(latest_first, key=lambda one: kinds.index(one.kind)):
        said_once = reason.kind in (ReasonKind.SPOKE, ReasonKind.SAID)
        if said_once and reason.kind in seen:
            continue
        seen.add(reason.kind)
        kept.append(reason)
    return tuple(kept)


def _told(company: Company, reasons: Iterable[Reason]) -> NotifiedCompany:
    return NotifiedCompany(company.id, company.name, tuple(reason.kept().key() for reason in _most_telling(reasons)))
