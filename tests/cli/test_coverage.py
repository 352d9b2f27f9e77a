"""`outreach coverage`: the table for people and as JSON, the companies of a cell, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from outreach.domain.company import Company
from outreach.domain.coverage import Stage
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.paths import default_workspace
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.cli.conftest import NOW, Outreach
from tests.ready import fresh_workspace


@pytest.fixture
def companies(outreach: Outreach) -> None:
    house = House(fresh_workspace(default_workspace(), Signature("Anna Ek", "laptop", lambda: NOW)))
    met = Company(name="Bergs Bygg AB", sni=("43.210",), municipality="2061", tags=("bygg",))
    with house.database.work("Made") as work:
        work.add_many(Kind.COMPANY, [met, Company(name="Dals Data AB", sni=("62.010",), municipality="2080")])
        work.save(Kind.MEETING, Meeting(at=NOW, company=met.id))
    house.close()


def test_without_a_word_more_it_is_the_table(outreach: Outreach, companies: None) -> None:
    said = outreach("coverage").out
    assert "F Construction" in said
    assert "Each company stands in one column" in said
    told = outreach("coverage", "--json", "--by", "tag", "--municipality", "2061").plain
    assert told["totals"]["companies"] == told["totals"][Stage.MET.value] == 1
    assert told["rows"][0]["branch"] == "tag:bygg"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("F", "met"), ["Bergs Bygg AB"]),
        (("all", "never"), ["Dals Data AB"]),
        (("62", "never"), ["Dals Data AB"]),
        (("all", "never", "--cumulative"), ["Bergs Bygg AB", "Dals Data AB"]),
        (("bygg", "met", "--by", "tag"), ["Bergs Bygg AB"]),
        (("all", "all", "--municipality", "Falun"), ["Dals Data AB"]),
    ],
)
def test_a_cell_lists_its_companies(
    outreach: Outreach, companies: None, words: tuple[str, ...], names: list[str]
) -> None:
    told = outreach("coverage", "companies", *words, "--json").plain
    assert [one["name"] for one in told["companies"]] == names


@pytest.mark.parametrize(
    "words",
    [
        ("companies", "Z9", "met"),
        ("companies", "all", "sold"),
        ("--municipality", "Atlantis"),
        ("--since", "soon"),
        ("--to", "coverage.docx"),
    ],
)
def test_what_there_is_not_is_told_with_a_sentence(outreach: Outreach, companies: None, words: tuple[str, ...]) -> None:
    refused = outreach("coverage", *words)
    assert refused.code == (2 if "--since" in words else 1)
    assert refused.err.strip()
