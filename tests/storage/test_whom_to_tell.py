"""Whom a tender may interest is found alike on SQLite and on PostgreSQL, and so are the lists of who was told."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from outreach.domain.company import Company
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.tender_match import ReasonKind
from outreach.services.duplicates import Duplicates
from outreach.services.tender_matches import TenderMatches
from outreach.storage.database import Database
from tests.storage.test_stores import save_all


def test_every_sort_of_reason_is_found_and_the_told_are_named_by_what_two_became(database: Database) -> None:
    saved = save_all(database)
    tender, company = saved[Kind.TENDER], saved[Kind.COMPANY]
    assert isinstance(tender, Tender)
    assert isinstance(company, Company)
    before = replace(tender, id=uuid4(), version=0, title="Snö 2023", renews=None)
    twin = Company(name="Åkes Bygg o Mark", sni=("81.300",))
    with database.work("More") as work:
        work.save(Kind.TENDER, before)
        work.save(Kind.TENDER, replace(tender, title="Snö! på vägar", tags=("snö",)))
        work.save(Kind.COMPANY, twin)
    matches = TenderMatches(database)
    rest = [ReasonKind.INDUSTRY, ReasonKind.WON, ReasonKind.SPOKE, ReasonKind.CAME]
    found = {one.name: [reason.kind for reason in one.reasons] for one in matches.for_tender(tender.id)}
    assert found == {
        "Åkes Bygg & Mark AB": [ReasonKind.CPV, ReasonKind.TAG, *rest],
        "Åkes Bygg o Mark": [ReasonKind.INDUSTRY],
    }
    matches.notify(tender.id, [company.id, twin.id])
    Duplicates(database).merge(Kind.COMPANY, company.id, [twin.id])
    assert [[told.company for told in one.companies] for one in matches.told_of(company.id)] == [[company.id], [company.id, None]]
    assert matches.told_of(twin.id) == []
    assert database.check() == []
