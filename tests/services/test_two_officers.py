"""Two officers at one PostgreSQL database do the same thing at once: it is done once, and the other is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from outreach.domain.bid import NoBidReason
from outreach.domain.company import Company
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.network_package import Item, Package, Sort
from outreach.domain.record import Kind
from outreach.domain.tender import LotResult, Tender, Winner
from outreach.errors import OutreachError
from outreach.formats.package_file import write_package
from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.services.conftest import StillClock
from tests.storage.conftest import new_postgres_database, postgres_address  # noqa: F401 - a fixture

pytestmark = pytest.mark.postgres


@pytest.fixture
def officers(postgres_address: str, clock: StillClock) -> Iterator[tuple[House, House]]:  # noqa: F811
    place = new_postgres_database(postgres_address)
    both = [House(open_workspace(place, Signature(name, name, clock))) for name in ("Anna Ek", "Bo Lind")]
    yield both[0], both[1]
    for house in both:
        house.close()


def at_once(officers: tuple[House, House], deed: Callable[[House], object]) -> list[str]:
    """Let both do it at the same moment; return how each fared: "done", or the name of the error that is explained to them."""
    gate = Barrier(2)

    def run(house: House) -> str:
        gate.wait()
        try:
            deed(house)
        except OutreachError as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, officers))


def test_one_item_is_published_once(officers: tuple[House, House], clock: StillClock) -> None:
    anna, _ = officers
    for number in range(5):
        item = Disclosure(text=f"Start i maj {number}", opened=clock.now)
        with anna.database.work("Talked") as work:
            work.save(Kind.DISCLOSURE, item)
        fared = at_once(officers, lambda house, one=item.id: house.disclosures.publish(one, house.officer, house.officer))
        assert fared.count("done") == 1
        assert set(fared) <= {"done", "InvalidInput", "ChangedBySomeoneElse"}
        kept = anna.disclosures.get(item.id)
        assert kept.where == kept.published_text == kept.publisher
    assert anna.database.check() == []


def test_one_reason_is_kept_for_one_company(officers: tuple[House, House]) -> None:
    anna, _ = officers
    tender, company = Tender(title="Snöröjning"), Company(name="Dala Plog AB")
    anna.tenders.save(tender)
    anna.companies.save(company)
    for _ in range(5):
        fared = at_once(officers, lambda house: house.no_bids.set(tender.id, company.id, NoBidReason.TIME, house.officer))
        assert "done" in fared
        assert set(fared) <= {"done", "ChangedBySomeoneElse"}
        with anna.database.read() as view:
            assert len(view.no_bids.of(tender.id)) == 1
        anna.no_bids.clear(tender.id, company.id)


def test_results_and_an_opening_list_make_one_contract_and_one_bid(officers: tuple[House, House], tmp_path: Path) -> None:
    anna, _ = officers
    won = LotResult(outcome="selec-w", winners=(Winner("Putsarna AB"),))
    tender = Tender(title="Fönsterputsning", results=(won,))
    anna.tenders.save(tender)
    file = tmp_path / "opening.csv"
    file.write_text("Anbudsgivare;Anbudssumma\nPutsarna AB;12000\nEtt AB;9000\n", "utf-8")
    for deed in (
        lambda house: house.contracts.from_results(tender.id),
        lambda house: house.bids.opening.run(house.bids.opening.preview(tender.id, file)),
    ):
        fared = at_once(officers, deed)
        assert "done" in fared
        assert set(fared) <= {"done", "ChangedBySomeoneElse"}
    assert len(anna.contracts.of_tender(tender.id)) == 1
    with anna.database.read() as view:
        assert sorted(one.name for one in view.bids.of(tender.id)) == ["Ett AB", "Putsarna AB"]


def test_one_package_comes_in_once(officers: tuple[House, House], tmp_path: Path) -> None:
    anna, _ = officers
    told = {"buyer": "Sjöviks kommun", "cpv": ["90620000"]}
    items = [Item(Sort.TENDERS, f"plow {n}", {"title": f"Plogning {n}", **told}) for n in range(9)]
    file = tmp_path / "sjovik.zip"
    file.write_bytes(write_package(Package("Sjöviks kommun", date(2026, 11, 20), tuple(items)), {}))
    fared = at_once(officers, lambda house: house.packages.take_in(house.packages.open(file)))
    assert "done" in fared
    assert set(fared) <= {"done", "ChangedBySomeoneElse"}
    assert len(anna.neighbours.all()) == 9
