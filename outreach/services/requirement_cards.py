"""Requirement cards: one page about one purchase, ours or a neighbour's; two of the same branch side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.company import without_personal_numbers
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import Comparison, RequirementSheet
from outreach.domain.sorting import sort_key
from outreach.domain.tender import MOST_BIDS, Tender, advertised_on
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import home_day
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.language import N_
from outreach.services.exports import write_file
from outreach.services.neighbours import GROUP, known_codes
from outreach.services.package_scan import scan, without
from outreach.services.records import Records
from outreach.services.requirement_pairs import compare
from outreach.services.tenders import checked_link

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The cards of one CPV group (three digits; "" for cards without a code), in Swedish order of buyer and title."""

    group: str
    cards: tuple[RequirementCard, ...]


class RequirementCards(Records[RequirementCard]):
    """The verbs for requirement cards."""

    kind: ClassVar[Kind] = Kind.REQUIREMENT_CARD

    def all(self) -> list[RequirementCard]:
        """Return the cards, in Swedish order of their titles."""
        with self.database.read() as view:
            return sorted(view.requirement_cards.all(), key=lambda one: (sort_key(one.title), sort_key(one.buyer)))

    def named(self, reference: str) -> RequirementCard:
        """Return the card with this id, or whose title or buyer has these words. Raises NotFound, Ambiguous."""
        wanted = reference.strip().casefold()
        every = self.all()
        exact = [one for one in every if wanted in (str(one.id), one.title.casefold())]
        asked = wanted.split()
        found = exact or [one for one in every if asked and all(word in _said(one) for word in asked)]
        if not found:
            raise NotFound(reference)
        if len(found) > 1:
            raise Ambiguous(reference, [f"{one.title} ({one.buyer})" if one.buyer else one.title for one in found[:5]])
        return found[0]

    def groups(self, text: str = "") -> list[CardGroup]:
        """Return the cards by CPV group, those with all the words of `text` in them."""
        asked = text.casefold().split()
        grouped: dict[str, list[RequirementCard]] = {}
        for one in self.all():
            if all(word in _said(one) for word in asked):
                grouped.setdefault(one.cpv[0][:GROUP] if one.cpv else "", []).append(one)
        ordered = sorted(grouped.items(), key=lambda one: (not one[0], one[0]))
        return [CardGroup(group, tuple(cards)) for group, cards in ordered]

    def beside(self, card_id: UUID) -> list[RequirementCard]:
        """Return the other cards, those of the same CPV group and of other buyers first. Raises NotFound."""
        card = self.get(card_id)
        group = {code[:GROUP] for code in card.cpv}
        others = [one for one in self.all() if one.id != card_id]
        return sorted(
            others,
            key=lambda one: (not group.intersection(code[:GROUP] for code in one.cpv), one.buyer == card.buyer),
        )

    def checked(self, work: Work, record: RequirementCard) -> RequirementCard:
        """Clean the words, mask personal identity numbers. Raises InvalidInput without a title, for odd figures and wrong codes."""
        del work
        title = _line(record.title)
        if not title:
            raise InvalidInput(N_("Title"), N_("Say what was bought."))
        if record.bids is not None and record.bids < 0:
            raise InvalidInput(N_("Bids received"), N_("A number of bids cannot be negative."))
        if record.bids is not None and record.bids > MOST_BIDS:
            raise InvalidInput(N_("Bids received"), N_("The number is too large. Is there a digit too many?"))
        if record.year is not None and not _FIRST_YEAR <= record.year <= _LAST_YEAR:
            raise InvalidInput(N_("Year"), N_("A year has four digits."))
        kept = (Requirement(text=_line(one.text), why=_line(one.why), said=_line(one.said)) for one in record.requirements)
        requirements = tuple(one for one in kept if one.text)
        return replace(
            record,
            title=title,
            buyer=_line(record.buyer),
            cpv=known_codes(record.cpv),
            requirements=requirements,
            contact=_line(record.contact),
            link=checked_link(record.link),
            notes=record.notes.strip(),
        )

    def from_tender(self, tender_id: UUID) -> RequirementCard:
        """Return a new, unsaved card about a tender: title, codes, buyer, year, bids, appealed, link, mailbox. Raises NotFound."""
        with self.database.read() as view:
            tender = view.tenders.get(tender_id)
            unit = view.units.get(UNIT_ID)
        if tender is None:
            raise NotFound(str(tender_id))
        advertised = advertised_on(tender)
        return RequirementCard(
            title=tender.title,
            buyer=tender.buyer or (unit.municipality if unit else ""),
            tender=tender.id,
            cpv=tender.cpv,
            year=advertised.year if advertised else home_day(self.database.signature.clock()).year,
            bids=bids_of(tender),
            appealed=tender.appealed,
            contact=unit.email if unit else "",
            link=tender.link,
        )

    def of_tender(self, tender_id: UUID) -> RequirementCard | None:
        """Return our card about a tender, the oldest of several; None without one."""
        with self.database.read() as view:
            return next(iter(view.requirement_cards.of_tender(tender_id)), None)

    def offered(self, tender_id: UUID) -> list[str]:
        """Return what companies said of a tender that they did not bid on, as text without names, each once.

        Names of people and companies, addresses and telephones are taken out; what is left of none is not offered.
        """
        with self.database.read() as view:
            notes = [one.note for one in view.no_bids.of(tender_id) if one.note.strip()]
            return list(dict.fromkeys(_nameless(view, notes)))

    def compare(self, left: UUID, right: UUID) -> Comparison:
        """Return two cards side by side. Raises NotFound, InvalidInput for one card with itself."""
        if left == right:
            raise InvalidInput(N_("Card"), N_("Choose two different cards."))
        return compare(self.get(left), self.get(right))

    def print_cards(self, path: Path, cards: Sequence[UUID], language: str = "sv") -> int:
        """Write one card, or two side by side, as a tagged PDF; return the number of pages.

        Raises NotFound, InvalidInput, CannotWrite, DiskFull, TypefaceMissing.
        """
        from outreach.print.requirement_cards import draw_requirement_sheet

        if len(cards) not in (1, 2):
            raise InvalidInput(N_("Card"), N_("Choose one card, or two to compare."))
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        pdf, pages = draw_requirement_sheet(
            RequirementSheet(
                unit=unit,
                printed=home_day(self.database.signature.clock()),
                card=self.get(cards[0]),
                compared=self.compare(*cards) if len(cards) == 2 else None,
                language=language,
            )
        )
        write_file(path, pdf)
        return pages


def bids_of(tender: Tender) -> int | None:
    """Return how many bids its lots got in all; None where a closed lot does not tell."""
    told = [one.bids for one in tender.results if one.outcome != "open-nw"]
    return sum(one for one in told if one is not None) if told and all(one is not None for one in told) else None


def _nameless(view: View, notes: Iterable[str]) -> Iterable[str]:
    texts = dict(enumerate(dict.fromkeys(notes)))
    # The note is a note: what is looked for here is who said it.
    hits = scan(view, {number: [text] for number, text in texts.items()}, notes=False)
    for number, text in texts.items():
        left = " ".join(without(text, hits.get(number, ())).split())
        if left.strip(" …"):
            yield left


def _said(card: RequirementCard) -> str:
    words = (text for one in card.requirements for text in (one.text, one.why, one.said))
    return " ".join((card.title, card.buyer, card.notes, " ".join(card.cpv), *words)).casefold()


def _line(text: str) -> str:
    return " ".join(without_personal_numbers(text)[0].split())
