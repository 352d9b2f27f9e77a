"""Rules and the pipeline on the command line: the same services as in the window."""

from __future__ import annotations

from tests.cli.conftest import Outreach


def test_a_rule_is_set_in_kronor_and_put_back(outreach: Outreach, tmp_path):
    outreach("new", tmp_path / "r.outreach")
    place = ("--workspace", tmp_path / "r.outreach")
    changed = outreach(*place, "rule", "set", "threshold_supplies", "--amount", "2500000", "--currency", "SEK", "--json").plain
    assert (changed["rule"]["amount"], changed["rule"]["currency"]) == (250_000_000, "SEK")
    listed = outreach(*place, "rule", "list", "--on", "2026-12-01", "--json").plain["rules"]
    assert [(one["amount"], one["own"]) for one in listed if one["key"] == "threshold_supplies"] == [(250_000_000, True)]
    assert outreach(*place, "rule", "restore", "threshold_supplies").code == 0
    listed = outreach(*place, "rule", "list", "--on", "2026-12-01", "--json").plain["rules"]
    assert [(one["currency"], one["own"]) for one in listed if one["key"] == "threshold_supplies"] == [("EUR", False)]


def test_a_contract_is_written_down_runs_out_and_is_renewed(outreach: Outreach, tmp_path):
    outreach("new", tmp_path / "r.outreach")
    place = ("--workspace", tmp_path / "r.outreach")
    words = ("--stage", "contract", "--contract-to", "2027-09-30", "--option-months", "12", "--lot", "Norr", "--lot", "Söder")
    made = outreach(*place, "tender", "add", "Snöröjning", *words, "--json").plain["tender"]
    assert [lot["title"] for lot in made["lots"]] == ["Norr", "Söder"]
    (found,) = outreach(*place, "tender", "expiring", "--json").plain["expiring"]
    assert (found["ends"], found["publish"], found["extended_to"]) == ("2027-09-30", "2027-05-28", "2028-09-30")
    renewed = outreach(*place, "tender", "renew", made["id"], "--json").plain["tender"]
    assert (renewed["renews"], renewed["stage"]) == (made["id"], "planned")
    assert outreach(*place, "tender", "expiring", "--json").plain["expiring"] == []
    told = outreach(*place, "tender", "deadlines", renewed["id"], "--json").plain["deadlines"]
    assert told[0]["kind"] == "planning_notice"
    assert told[0]["source"] == "LOU 11 kap. 5 §"
