"""The one-line entry of an officer with cold hands, and taking it back."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.conftest import Outreach

LINE = "Anna Berg, Bergs Bygg AB, 070-123 45 67, anna@bergsbygg.example: frågade om snöröjning #bygg !fre"


def test_captured_line_keeps_meeting_person_company_tag_and_follow_up_on_the_coming_friday(outreach: Outreach) -> None:
    kept = outreach("capture", LINE, "--json").plain
    assert kept["person"]["name"] == "Anna Berg"
    assert kept["company"]["name"] == "Bergs Bygg AB"
    assert kept["person"]["roles"][0]["company"] == kept["company"]["id"]
    assert kept["person"]["phones"][0]["number"] == "+46701234567"
    assert kept["meeting"]["note"] == "frågade om snöröjning"
    assert kept["meeting"]["tags"] == ["bygg"]
    assert kept["meeting"]["officer"] == "Anna Ek"
    assert kept["follow_up"]["due"] == "2026-11-27"
    assert (kept["similar"], kept["unsure"], kept["event"]) == ([], [], None)


def test_a_misheard_name_is_corrected_in_one_line_and_its_promise_moves(outreach: Outreach) -> None:
    kept = outreach("capture", LINE, "--json").plain
    better = "Anna Bergh, Bergs Bygg AB: frågade om snöröjning !2026-12-03"
    corrected = outreach("meeting", "correct", kept["meeting"]["id"], better, "--json").plain["meeting"]
    assert (corrected["id"], corrected["at"], corrected["tags"]) == (kept["meeting"]["id"], kept["meeting"]["at"], ["bygg"])
    (person,) = outreach("person", "list", "--json").plain["people"]
    assert (person["id"], person["name"]) == (kept["person"]["id"], "Anna Bergh")
    (promise,) = outreach("follow-up", "list", "--json").plain["follow_ups"]
    assert promise["due"] == "2026-12-03"


@pytest.mark.parametrize("words", ["anna", "070 123", "bergs", "ANNA BERG"])
def test_captured_person_is_found_by_name_number_or_company(outreach: Outreach, words: str) -> None:
    person = outreach("capture", LINE, "--json").plain["person"]
    found = outreach("find", words, "--json").plain["results"]
    assert {"kind": "person", "id": person["id"], "title": "Anna Berg", "detail": "Bergs Bygg AB"} in found


def test_undo_takes_all_of_a_captured_line_back(outreach: Outreach) -> None:
    kept = outreach("capture", LINE, "--json").plain
    undone = outreach("undo", "--json").plain
    assert (undone["undone"], undone["reversed"], undone["kept"]) == (kept["action"], 4, [])
    assert outreach("find", "anna", "--json").plain["results"] == []
    assert outreach("follow-up", "list", "--json").plain["follow_ups"] == []
    assert outreach("redo", "--json").plain["reversed"] == 4
    assert len(outreach("find", "anna", "--json").plain["results"]) == 1


def test_same_line_twice_gives_two_meetings_with_one_person_and_similar_says_so(outreach: Outreach) -> None:
    first = outreach("capture", LINE, "--json").plain
    second = outreach("capture", LINE, "--json").plain
    assert first["meeting"]["id"] != second["meeting"]["id"]
    assert first["person"]["id"] == second["person"]["id"]
    same = {one["id"]: one["reasons"] for one in second["similar"] if one["same"]}
    assert set(same[first["person"]["id"]]) == {"email", "phone", "name", "company"}
    assert outreach("meeting", "list", "--json").plain["count"] == 2
    assert outreach("person", "list", "--json").plain["count"] == 1


def test_time_is_swedish_wall_clock_time_and_decides_the_event_under_way(outreach: Outreach) -> None:
    event = outreach("event", "add", "Galan", "--start", "2026-07-01T18:00", "--end", "23:00", "--json").plain["event"]
    kept = outreach("capture", LINE, "--at", "2026-07-01T20:15", "--json").plain
    assert kept["meeting"]["at"] == "2026-07-01T18:15:00+00:00"
    assert kept["event"]["id"] == event["id"]
    assert kept["follow_up"]["due"] == "2026-07-03"


def test_named_event_is_taken_by_words_too(outreach: Outreach) -> None:
    event = outreach("event", "add", "Mässan i Borlänge", "--start", "2026-03-01", "--json").plain["event"]
    assert outreach("capture", LINE, "--event", "borlänge", "--json").plain["event"]["id"] == event["id"]


def test_what_the_reader_is_not_sure_of_is_said(outreach: Outreach) -> None:
    kept = outreach("capture", "Anna Berg: ring !fredag13 @okänd", "--json").plain
    assert [one["text"] for one in kept["unsure"]] == ["!fredag13", "@okänd"]
    said = outreach("capture", "Anna Berg: ring !fredag13").out
    assert "Not sure: “!fredag13”" in said


def test_empty_line_is_refused_with_one_sentence_and_keeps_nothing(outreach: Outreach) -> None:
    said = outreach("capture", "  ")
    assert (said.code, said.out) == (1, "")
    assert said.err == "Conversation: Write at least who it was or what it was about.\n"
    assert outreach("meeting", "list", "--json").plain["count"] == 0


SIGNATURE = "Med vänlig hälsning\nÅsa Öst\nInköpschef\nÖsts Bygg AB\nBox 12\n777 22 Smedjebacken\nMobil 070-123 45 67\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_signature_is_read_from_standard_input(
    outreach: Outreach, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SIGNATURE.encode(encoding))))
    kept = outreach("capture", "-", "--json").plain
    assert (kept["person"]["name"], kept["company"]["name"]) == ("Åsa Öst", "Östs Bygg AB")
    assert kept["person"]["roles"][0]["title"] == "Inköpschef"
    assert kept["person"]["phones"] == [{"number": "+46701234567", "label": "mobile"}]
    assert kept["company"]["addresses"][0]["postal_code"] == "777 22"
    assert kept["unsure"] == []


def test_a_signature_may_stand_in_the_argument(outreach: Outreach) -> None:
    assert outreach("capture", SIGNATURE, "--json").plain["company"]["name"] == "Östs Bygg AB"


def test_each_doubt_names_its_field(outreach: Outreach) -> None:
    kept = outreach("capture", "Anna Berg, Bergs Bygg AB, anna at bergs punkt example: hej", "--json").plain
    assert [(one["text"], one["field"]) for one in kept["unsure"]] == [("anna at bergs punkt example", "emails")]
    assert kept["person"]["emails"][0]["address"] == "anna@bergs.example"


def test_one_doubt_about_two_fields_is_said_once(outreach: Outreach) -> None:
    said = outreach("capture", "Dan Ask, Asks El: hej").out.splitlines()
    assert len(said) == len(set(said))
