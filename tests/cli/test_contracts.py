"""`outreach contract …`: from a contract by hand to the letter about a deviation."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Outreach
from tests.print.good_pdf import assert_good_pdf


@pytest.fixture
def begun(outreach: Outreach) -> Outreach:
    outreach("contract", "add", "Snöröjning", "Bergs Bygg AB", "--to", "2027-04-30", "--reference", "UPH 7", "--option", "12")
    outreach("contract", "promise", "snöröjning", "Plogat före sju", "Rapport varje månad", "--check", "2026-12-01")
    return outreach


def test_a_deviation_is_kept_shown_due_again_and_told_to_the_supplier(begun: Outreach, tmp_path):
    seen = ("--promise", "plogat", "--seen", "Oplogat klockan nio", "--next", "Möte", "--by", "2026-12-04")
    kept = begun("contract", "check", "snöröjning", "deviation", *seen, "--json").plain["contract"]
    done, planned = kept["promises"][0]["checks"]
    assert (done["done"], done["outcome"], done["officer"], planned["due"]) == ("2026-11-24", "deviation", "Anna Ek", "2026-12-04")
    due = begun("contract", "due", "--json").plain["due"]
    assert [(one["day"], one["what"]) for one in due] == [
        ("2026-12-01", "Rapport varje månad"),
        ("2026-12-04", "Plogat före sju"),
    ]
    assert "Oplogat klockan nio" in begun("contract", "show", "snöröjning").out
    words = begun("contract", "letter", "snöröjning", "--in", "sv").out
    assert "Vi vill höra er bild" in words
    for part in ("Plogat före sju", "Oplogat klockan nio", "4 december 2026", "UPH 7"):
        assert part in words
    file = tmp_path / "brev.pdf"
    assert begun("contract", "letter", "snöröjning", "--to", file, "--in", "sv").code == 0
    assert_good_pdf(file.read_bytes(), texts=("Bergs Bygg AB", "Oplogat klockan nio"))


def test_own_words_stand_in_the_letter(begun: Outreach, tmp_path):
    begun("contract", "check", "snöröjning", "deviation", "--promise", "1", "--seen", "Oplogat")
    own, draft = tmp_path / "egna.txt", tmp_path / "brev.eml"
    own.write_text("Hej Bo,\n\nring mig.\n", encoding="utf-8")
    said = begun("contract", "letter", "snöröjning", "--text", own, "--to", draft, "--json")
    assert said.plain["body"].startswith("Hej Bo,")
    assert b"X-Unsent: 1" in draft.read_bytes()
    assert begun("contract", "letter", "snöröjning", "--text", tmp_path / "none.txt").code == 1


def test_a_promise_must_be_meant_when_there_are_several_and_a_check_is_set_right_by_its_number(begun: Outreach):
    assert begun("contract", "check", "snöröjning", "ok").code == 1
    begun("contract", "check", "snöröjning", "ok", "--promise", "2")
    right = ("--promise", "2", "--set-right", "1", "--seen", "Kom inte")
    said = begun("contract", "check", "snöröjning", "deviation", *right, "--json")
    (check,) = said.plain["contract"]["promises"][1]["checks"]
    assert (check["outcome"], check["evidence"]) == ("deviation", "Kom inte")
    kept = begun("contract", "kept", "--json").plain
    assert (kept["kept"], kept["looked_at"], kept["promises"][0]["put_right"]) == (0, 1, False)
    assert "0 of 1 promises kept" in begun("contract", "kept").out


def test_an_option_moves_the_end_and_a_closed_contract_asks_for_nothing(begun: Outreach):
    assert begun("contract", "extend", "snöröjning", "--json").plain["contract"]["options"][0]["used"] == "2026-11-24"
    assert "2028" in begun("contract", "show", "snöröjning").out
    assert begun("contract", "extend", "snöröjning").code == 1
    begun("contract", "close", "snöröjning")
    assert begun("contract", "due", "--days", "3000", "--json").plain == {"due": []}
    begun("contract", "close", "snöröjning", "--again")
    assert len(begun("contract", "due", "--days", "3000", "--json").plain["due"]) == 3


def test_contracts_are_found_shown_and_exported(begun: Outreach, tmp_path):
    listed = begun("contract", "list", "--filter", "ends=12", "--json").plain
    assert [one["title"] for one in listed["contracts"]] == ["Snöröjning"]
    assert begun("contract", "list", "--filter", "ends=soon").code == 1
    shown = begun("show", "snöröjning").out
    assert "Plogat före sju (planned: 1 Dec 2026)" in shown
    assert "12 months" in shown
    file = tmp_path / "avtal.csv"
    begun("export", "contracts", "--to", file)
    assert "Bergs Bygg AB" in file.read_text(encoding="utf-8-sig")
    calendar = tmp_path / "avtal.ics"
    begun("export", "contracts", "--to", calendar)
    assert calendar.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 4
    whole = tmp_path / "avtal.json"
    begun("export", "contracts", "--to", whole)
    assert json.loads(whole.read_text(encoding="utf-8"))["records"][0]["supplier"] == "Bergs Bygg AB"


def test_promises_to_begin_with_are_in_plain_words(begun: Outreach):
    said = begun("contract", "promise", "snöröjning", "--json", language="sv").plain["promises"]
    assert "Lämnar avtalad rapport i tid" in [one["text"] for one in said]
