"""Requirement cards: made of a tender, cleaned, compared, and never with anybody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from outreach.domain.bid import NoBid, NoBidReason
from outreach.domain.company import Company
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import marked
from outreach.domain.tender import LotResult, Stage, Tender
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.services.house import House
from outreach.services.requirement_pairs import compare

OURS = RequirementCard(
    title="Snöröjning",
    buyer="Älvbro kommun",
    cpv=("90620000",),
    requirements=(
        Requirement(text="Plogbilen ska vara ute inom 4 timmar"),
        Requirement(text="Jour dygnet runt från november till mars", why="Det snöar på natten"),
        Requirement(text="Fordonen ska ha miljöklass Euro VI"),
    ),
)
THEIRS = RequirementCard(
    title="Vinterväghållning",
    buyer="Sjöviks kommun",
    cpv=("90620000",),
    requirements=(
        Requirement(text="jour dygnet runt från november till mars"),
        Requirement(text="Sandning ska ske med krossat grus"),
        Requirement(text="Plogbilen ska vara ute inom 6 timmar"),
    ),
)


def test_what_means_the_same_stands_side_by_side_and_the_words_that_differ_are_marked() -> None:
    found = compare(OURS, THEIRS)
    assert [(marked(one.left_pieces), marked(one.right_pieces)) for one in found.pairs] == [
        ("Plogbilen ska vara ute inom ‹4› timmar", "Plogbilen ska vara ute inom ‹6› timmar"),
        ("Jour dygnet runt från november till mars", "jour dygnet runt från november till mars"),
        ("Fordonen ska ha miljöklass Euro VI", ""),
        ("", "Sandning ska ske med krossat grus"),
    ]
    assert [(one.same, one.alone) for one in found.pairs] == [(False, False), (True, False), (False, True), (False, True)]


def test_each_requirement_is_in_one_pair_whichever_side_it_is_on() -> None:
    there, back = compare(OURS, THEIRS), compare(THEIRS, OURS)
    for found, card in ((there, OURS), (back, THEIRS)):
        assert sorted(one.left.text for one in found.pairs if one.left) == sorted(one.text for one in card.requirements)
    both = {(one.left.text, one.right.text) for one in there.pairs if one.left and one.right}
    assert both == {(one.right.text, one.left.text) for one in back.pairs if one.left and one.right}
    assert all(one.same for one in compare(OURS, OURS).pairs)
    assert compare(RequirementCard(title="a"), RequirementCard(title="b")).pairs == ()


def test_a_card_of_a_tender_knows_what_the_tender_knows(house: House) -> None:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    results = (LotResult(number="LOT-0001", bids=2), LotResult(number="LOT-0002", bids=1), LotResult(number="3", outcome="open-nw"))
    tender = Tender(
        title="Snöröjning", cpv=("90620000",), stage=Stage.CONTRACT, advertised=date(2025, 9, 1), results=results, appealed=True
    )
    house.tenders.save(tender)
    made = house.requirement_cards.from_tender(tender.id)
    assert (made.title, made.buyer, made.cpv, made.year, made.bids) == ("Snöröjning", "Älvbro kommun", ("90620000",), 2025, 3)
    assert (made.appealed, made.contact, made.tender) == (True, "upphandling@alvbro.example", tender.id)
    house.requirement_cards.save(made)
    known = house.requirement_cards.of_tender(tender.id)
    assert known is not None
    # The tender goes; the card stays.
    house.tenders.delete([tender.id])
    assert house.requirement_cards.get(known.id).tender is None
    assert house.check() == []
    house.history.undo()
    assert house.requirement_cards.get(known.id).tender == tender.id


def test_a_lot_that_does_not_tell_makes_the_sum_unknown(house: House) -> None:
    tender = Tender(title="Snö", results=(LotResult(bids=2), LotResult(bids=None)))
    house.tenders.save(tender)
    assert house.requirement_cards.from_tender(tender.id).bids is None


def test_what_companies_said_is_offered_without_who_said_it(house: House) -> None:
    bergs, anna = Company(name="Bergs Bygg AB"), Person(name="Anna Berg")
    tender = Tender(title="Snöröjning")
    house.companies.save(bergs)
    house.people.save(anna)
    house.tenders.save(tender)
    notes = ("Anna Berg på Bergs Bygg AB: fyra timmar går inte, ring 070-174 06 05", "Jouren är för dyr", "Jouren är för dyr", "")
    at = datetime(2026, 11, 2, 12, tzinfo=UTC)
    with house.database.work("reasons") as work:
        for note in notes:
            no_bid = NoBid(tender=tender.id, company=bergs.id, reason=NoBidReason.REQUIREMENT, note=note, at=at)
            work.save(Kind.NO_BID, no_bid)
    offered = house.requirement_cards.offered(tender.id)
    assert sorted(offered) == ["Jouren är för dyr", "… på …: fyra timmar går inte, ring …"]


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"bids": -1}, {"year": 26}, {"cpv": ("12",)}, {"link": "ftp://x"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_cannot_be_is_refused(house: House, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        house.requirement_cards.save(replace(OURS, **wrong))  # type: ignore[arg-type]


def test_words_are_cleaned_and_empty_requirements_left_out(house: House) -> None:
    musts = (Requirement(text=" "), Requirement(text=" A  b ", said="19640823-3234"))
    card = replace(OURS, title="  Snö   röjning ", requirements=musts)
    house.requirement_cards.save(card)
    kept = house.requirement_cards.get(card.id)
    assert (kept.title, [one.text for one in kept.requirements]) == ("Snö röjning", ["A b"])
    assert "3234" not in kept.requirements[0].said


def test_cards_are_found_by_group_words_and_search(house: House) -> None:
    house.requirement_cards.save(OURS)
    house.requirement_cards.save(THEIRS)
    house.requirement_cards.save(RequirementCard(title="Utan kod"))
    house.neighbours.save(NeighbourTender(title="Plogning av byar", buyer="Sjöviks kommun"))
    house.flyer_texts.save(FlyerText(title="Ploga din by", text="Kom och ploga."))
    assert [(one.group, len(one.cards)) for one in house.requirement_cards.groups()] == [("906", 2), ("", 1)]
    assert [one.title for group in house.requirement_cards.groups("euro") for one in group.cards] == ["Snöröjning"]
    assert house.requirement_cards.named("vinterväghållning").id == THEIRS.id
    assert house.requirement_cards.named("sjöviks").id == THEIRS.id
    with pytest.raises(Ambiguous):
        house.requirement_cards.named("plogbilen")
    with pytest.raises(NotFound):
        house.requirement_cards.named("hamn")
    found = house.search.find("plog", (Kind.REQUIREMENT_CARD, Kind.NEIGHBOUR_TENDER, Kind.FLYER_TEXT))
    assert [hit.kind for hit in found] == [Kind.REQUIREMENT_CARD] * 2 + [Kind.NEIGHBOUR_TENDER, Kind.FLYER_TEXT]
    assert house.requirement_cards.beside(OURS.id)[0].id == THEIRS.id


def test_a_flyers_text_becomes_the_description_of_a_tender(house: House) -> None:
    tender, text = Tender(title="Snöröjning", description="Förr"), FlyerText(title="Plogning", text="Kom och ploga.")
    house.tenders.save(tender)
    house.flyer_texts.save(text)
    house.flyer_texts.describe(tender.id, text.id)
    assert house.tenders.get(tender.id).description == "Kom och ploga."
    house.history.undo()
    assert house.tenders.get(tender.id).description == "Förr"


def test_one_card_or_two_are_printed_and_nothing_else(house: House, tmp_path: Path) -> None:
    house.requirement_cards.save(OURS)
    house.requirement_cards.save(THEIRS)
    assert house.requirement_cards.print_cards(tmp_path / "1.pdf", [OURS.id]) == 1
    assert house.requirement_cards.print_cards(tmp_path / "2.pdf", [OURS.id, THEIRS.id], "en") == 1
    for cards in ([], [OURS.id, OURS.id], [OURS.id, THEIRS.id, OURS.id]):
        with pytest.raises(InvalidInput):
            house.requirement_cards.print_cards(tmp_path / "3.pdf", cards)


def test_weeks_hold_ours_and_theirs_and_clash_by_group_alone(house: House) -> None:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    monday = date(2027, 1, 11)
    painting = Tender(title="Målning", cpv=("45442100",), stage=Stage.PLANNED, expected_publication=monday)
    house.tenders.save(painting)
    house.tenders.save(replace(painting, id=uuid4(), title="Andras", buyer="Region Dalarna"))
    house.tenders.save(Tender(title="Förbi", stage=Stage.PLANNED, expected_publication=date(2026, 9, 1)))
    for title, buyer, code, day in (
        ("Måleri", "Sjöviks kommun", "45442110", 17),
        ("El", "Sjöviks kommun", "45310000", 12),
        ("Bygg", "Hammarfors kommun", "45000000", 12),
        ("Måleri igen", "Sjöviks kommun", "45442110", 18),
    ):
        house.neighbours.save(NeighbourTender(title=title, buyer=buyer, cpv=(code,), expected=date(2027, 1, day)))
    house.neighbours.save(NeighbourTender(title="Någon gång", buyer="Sjöviks kommun"))
    weeks = house.neighbours.weeks()
    assert [one.monday for one in weeks] == [monday, date(2027, 1, 18), None]
    assert [one.title for one in weeks[0].ours] == ["Målning"]
    clashes = {frozenset((one.one.title, one.other.title)) for one in weeks[0].clashes}
    # A code of the whole division stands for all of its groups.
    pairs = ({"Målning", "Måleri"}, {"Målning", "Bygg"}, {"Måleri", "Bygg"}, {"El", "Bygg"})
    assert clashes == set(map(frozenset, pairs))
    assert weeks[1].clashes == ()
