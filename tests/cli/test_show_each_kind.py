"""`show` and `history` of the kinds that stand in no list: prints, notices, rules, the notified, watch lists, words, codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import Bid
from outreach.domain.equal_treatment import Addition, Given
from outreach.domain.meeting import Meeting
from outreach.domain.neighbour import FlyerText
from outreach.domain.record import Kind, Record, to_plain
from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.tender import Tender
from outreach.language import Language
from outreach.storage.database import Signature, open_workspace
from outreach.ui.history.fields import say_value
from outreach.ui.words import Words
from tests.cli.conftest import NOW, Outreach
from tests.ready import fresh_workspace
from tests.storage.test_stores import whole_records

NEW = (
    Kind.NOTICE,
    Kind.NOTIFICATION,
    Kind.PRINTING,
    Kind.RULE,
    Kind.WATCH,
    Kind.PLAIN_WORD,
    Kind.INDUSTRY_LINK,
    Kind.DISCLOSURE,
    Kind.BID,
    Kind.NO_BID,
    Kind.CONTRACT,
    Kind.REQUIREMENT_CARD,
    Kind.INQUIRY,
    Kind.NEIGHBOUR_TENDER,
    Kind.FLYER_TEXT,
    Kind.BENCHMARK,
    Kind.PURPOSE,
    Kind.RETENTION_RULE,
    Kind.PRIVACY_TEXT,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with one record of each kind, changed once."""
    path = tmp_path / "each.outreach"
    database = fresh_workspace(path, Signature("Anna Ek", "laptop", lambda: NOW))
    with database.work("Made") as work:
        kept: dict[Kind, Record] = {kind: work.save(kind, one) for kind, one in whole_records().items()}
    with database.work("Changed") as work:
        for kind, field in (
            (Kind.NOTICE, "said"),
            (Kind.NOTIFICATION, "companies"),
            (Kind.PRINTING, "event"),
            (Kind.RULE, "valid_to"),
            (Kind.WATCH, "looked"),
            (Kind.PLAIN_WORD, "plain"),
            (Kind.INDUSTRY_LINK, "cpv"),
        ):
            value = () if isinstance(getattr(kept[kind], field), tuple) else None
            work.save(kind, replace(kept[kind], **{field: value}))
        work.save(Kind.RULE, Rule(id=UUID(int=9), key="limit", amount=700_000_00, unit=RuleUnit.MONEY, valid_from=NOW.date()))
    database.close()
    return path


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_record_is_shown_with_its_history_in_words(outreach: Outreach, place: Path, language: str) -> None:
    database = open_workspace(place, writing=False)
    with database.read() as view:
        every = {kind: [one.id for one in view.store(kind).all()] for kind in Kind}
    database.close()
    assert all(every[kind] for kind in NEW)
    for kind, found in every.items():
        for one in found:
            for verb in ("show", "history"):
                said = outreach("--workspace", place, "--language", language, verb, one)
                assert (said.code, said.err) == (0, ""), (kind, verb, said.err)
                shown = said.out.replace(str(one), "")
                assert not [part for part in ("{", "valid_", "_at", "cpv:-:", "T09:00") if part in shown], (kind, said.out)


def test_a_rule_in_money_and_a_list_of_the_notified_are_shown_as_people_read_them(outreach: Outreach, place: Path) -> None:
    said = outreach("--workspace", place, "--language", "en", "show", UUID(int=9))
    assert "700,000" in said.out
    found = outreach("--workspace", place, "--json", "find", "snö", "--kind", "tender").plain["results"]
    assert [one["title"] for one in found] == ["Snöröjning 2027"]


def test_choices_days_and_figures_of_follow_up_are_shown_in_words(outreach: Outreach, tmp_path: Path) -> None:
    place = tmp_path / "words.outreach"
    database = fresh_workspace(place, Signature("Anna Ek", "laptop", lambda: NOW))
    tender = Tender(title="Snöröjning")
    kept = {
        Kind.MEETING: Meeting(at=NOW, note="Start i maj", information=Given.NEW),
        Kind.BID: Bid(tender=tender.id, name="Dala Plog AB", opened=date(2026, 9, 13)),
        Kind.BENCHMARK: Benchmark(measure=Measure.BIDS_PER_LOT, year=2025, value=490),
        Kind.FLYER_TEXT: FlyerText(title="Plogning", text="Kom.", language="sv"),
    }
    with database.work("Made") as work:
        for kind, record in {Kind.TENDER: tender, **kept}.items():
            work.save(kind, record)
    database.close()
    shown = {kind: outreach("--workspace", place, "show", one.id).out for kind, one in kept.items()}
    assert "New information given" in shown[Kind.MEETING]
    assert "13 Sept 2026\n" in shown[Kind.BID]
    assert "Bids per lot" in shown[Kind.BENCHMARK]
    assert "4.9\n" in shown[Kind.BENCHMARK]
    assert "Swedish" in shown[Kind.FLYER_TEXT]
    words = Words(Language("en"))
    added = to_plain(Addition(NOW, "Anna Ek", "Gäller alla lotter"))
    said = [
        say_value(kind, name, value, {}, words)
        for kind, name, value in (
            (Kind.DISCLOSURE, "additions", [added]),
            (Kind.MEETING, "information", "tip"),
            (Kind.BENCHMARK, "measure", "nui"),
        )
    ]
    assert said == ["24 Nov 2026 10:00: Gäller alla lotter", "Tip received", "Satisfied Procurement Index (NUI)"]
