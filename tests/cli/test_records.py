"""Changing records by words: what is not named stays, times are Swedish, and every change can be seen and undone."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Outreach


def test_changed_event_keeps_uid_raises_sequence_and_stays_as_long(outreach: Outreach) -> None:
    first = outreach("event", "add", "Frukost", "--start", "2026-12-03T07:30", "--end", "09:00", "--json").plain[
        "event"
    ]
    moved = outreach("event", "change", first["id"], "--start", "2026-12-04T08:00", "--json").plain["event"]
    assert moved["when"]["end"] == "2026-12-04T09:30:00"
    assert (moved["uid"], moved["sequence"]) == (first["uid"], first["sequence"] + 1)
    noted = outreach("event", "change", first["id"], "--notes", "kaffe", "--json").plain["event"]
    assert noted["sequence"] == moved["sequence"], "guests do not see our notes"
    cancelled = outreach("event", "cancel", "frukost", "--json").plain["event"]
    assert (cancelled["status"], cancelled["sequence"]) == ("cancelled", moved["sequence"] + 1)


def test_whole_days_end_with_the_last_day(outreach: Outreach) -> None:
    fair = outreach("event", "add", "Mässa", "--start", "2026-12-03", "--end", "2026-12-04", "--json").plain["event"]
    assert fair["when"] == {"start": "2026-12-03T00:00:00", "end": "2026-12-05T00:00:00", "zone": "", "all_day": True}
    moved = outreach("event", "change", "mässa", "--start", "2026-12-10", "--json").plain["event"]
    assert moved["when"]["end"] == "2026-12-12T00:00:00"


def test_deadline_is_swedish_time_in_summer_and_in_winter(outreach: Outreach) -> None:
    for day, instant in (("2027-07-15", "2027-07-15T21:59:00+00:00"), ("2027-01-15", "2027-01-15T22:59:00+00:00")):
        tender = outreach("tender", "add", "X", "--bids", f"{day}T23:59", "--json").plain["tender"]
        assert tender["tender_deadline"] == instant
    zoned = outreach("tender", "add", "Y", "--questions", "2027-01-15T12:00+00:00", "--json").plain["tender"]
    assert zoned["question_deadline"] == "2027-01-15T12:00:00+00:00"


def test_value_decides_the_size_class(outreach: Outreach) -> None:
    tender = outreach("tender", "add", "X", "--value", "750000", "--json").plain["tender"]
    assert (tender["value_class"], tender["value"]) == ("under_2m", {"hundredths": 75000000, "currency": "SEK"})


def test_change_leaves_what_is_not_named_and_an_empty_word_empties(outreach: Outreach) -> None:
    outreach(
        "company", "add", "Ek AB", "--tag", "el", "--city", "Falun", "--street", "Ågatan 1", "--email", "a@ek.example"
    )
    changed = outreach("company", "change", "ek", "--city", "Säter", "--json").plain["company"]
    assert changed["addresses"][0] | {"label": ""} == {
        "street": "Ågatan 1", "postal_code": "", "city": "Säter", "region": "", "country": "", "label": ""
    }  # fmt: skip
    assert (changed["tags"], changed["emails"][0]["address"]) == (["el"], "a@ek.example")
    emptied = outreach("company", "change", "ek", "--tag", "", "--email", "", "--json").plain["company"]
    assert (emptied["tags"], emptied["emails"]) == ([], [])


def test_sole_traders_number_is_not_kept(outreach: Outreach) -> None:
    company = outreach("company", "add", "Ek", "--org-number", "811228-9874", "--json").plain["company"]
    assert (company["org_number"], company["sole_trader"]) == ("", True)


def test_person_gets_a_new_first_role_and_keeps_the_old(outreach: Outreach) -> None:
    old = outreach("capture", "Anna Berg, Bergs Bygg AB: hej", "--json").plain
    new = outreach("company", "add", "Nya Tak AB", "--json").plain["company"]
    roles = outreach("person", "change", "anna", "--company", "nya tak", "--title", "VD", "--json").plain["person"][
        "roles"
    ]
    assert roles == [{"company": new["id"], "title": "VD"}, {"company": old["company"]["id"], "title": ""}]
    assert "Nya Tak AB VD" in outreach("show", "anna").out


def test_history_tells_field_by_field_who_changed_what(outreach: Outreach) -> None:
    outreach("company", "add", "Ek AB")
    outreach("company", "change", "ek", "--size", "small")
    entries = outreach("history", "ek", "--json").plain["entries"]
    assert [(entry["verb"], entry["who"], entry["device"]) for entry in entries] == [
        ("change", "Anna Ek", "laptop"), ("create", "Anna Ek", "laptop")
    ]  # fmt: skip
    assert entries[0]["fields"] == {"size": ["unknown", "small"]}
    assert "Size: Size unknown → Small (10–49 staff)" in outreach("history", "ek").out


def test_history_of_a_lot_that_keeps_its_title_never_says_the_same_twice(outreach: Outreach, tmp_path: Path) -> None:
    first = (Path(__file__).parents[1] / "samples" / "eforms" / "contract.xml").read_text("utf-8")
    later = first.replace("<cbc:VersionID>01<", "<cbc:VersionID>02<").replace("2026-12-21+01:00", "2027-01-11+01:00")
    for name, text in (("one.xml", first), ("two.xml", later)):
        (tmp_path / name).write_text(text, "utf-8")
        outreach("import", str(tmp_path / name))
    (tender,) = outreach("tender", "list", "--json").plain["tenders"]
    told = outreach("history", tender["id"]).out
    assert "Lots: changed\n" in told


def test_history_of_a_deleted_record_is_still_there_by_its_id(outreach: Outreach) -> None:
    company = outreach("company", "add", "Ek AB", "--json").plain["company"]
    outreach("company", "delete", "ek")
    verbs = [entry["verb"] for entry in outreach("history", company["id"], "--json").plain["entries"]]
    assert verbs == ["delete", "create"]


def test_named_action_is_undone_and_what_was_edited_since_is_kept(outreach: Outreach) -> None:
    added = outreach("company", "add", "Ek AB", "--json").plain
    outreach("company", "change", "ek", "--size", "small")
    undone = outreach("undo", added["action"], "--json").plain
    assert (undone["reversed"], undone["kept"][0]["title"], undone["kept"][0]["fields"]) == (0, "Ek AB", ["size"])


def test_tags_go_on_and_off_many_records_as_one_action(outreach: Outreach) -> None:
    ids = [
        outreach("company", "add", f"Bolag {n} AB", "--tag", "ny", "--json").plain["company"]["id"] for n in range(3)
    ]
    tagged = outreach("tag", "company", *ids, "--add", "#Ramavtal", "--remove", "ny", "--json").plain
    assert len(tagged["touched"]) == 3
    companies = outreach("company", "list", "--filter", "tag=ramavtal", "--json").plain["companies"]
    assert [one["tags"] for one in companies] == [["ramavtal"]] * 3


def test_follow_up_is_moved_done_and_gone_from_the_list(outreach: Outreach) -> None:
    outreach("capture", "Anna Berg: ring om taket !fre")
    moved = outreach("follow-up", "move", "taket", "--to", "2026-12-24", "--json").plain["follow_ups"][0]
    assert moved["due"] == "2026-12-24"
    outreach("follow-up", "done", "taket")
    assert outreach("follow-up", "list", "--json").plain["count"] == 0
    assert outreach("follow-up", "list", "--all", "--json").plain["count"] == 1


def test_cpv_is_found_by_words_of_both_languages_and_by_digits(outreach: Outreach) -> None:
    for words in ("snöröjning", "snow-clearing", "9062"):
        assert outreach("cpv", words, "--json").plain["codes"][0]["code"] == "90620000"


def test_flyer_is_one_page_of_pdf(outreach: Outreach, tmp_path: Path) -> None:
    outreach("unit", "set", "--municipality", "Älvbro kommun", "--website", "www.alvbro.example")
    outreach("tender", "add", "Snöröjning", "--stage", "planned")
    file = tmp_path / "flyer.pdf"
    assert outreach("handout", "flyer", "--to", file, "--json").plain == {"file": str(file), "pages": 1, "version": 1}
    assert file.read_bytes().startswith(b"%PDF-")


def test_only_officer_signs_where_the_settings_name_nobody(outreach: Outreach) -> None:
    outreach("officer", "add", "Maria Lind", who="")
    assert outreach("capture", "Anna Berg: hej", "--json", who="").plain["meeting"]["officer"] == "Maria Lind"
    assert outreach("capture", "Anna Berg: hej", "--json", who="Bo Ek").plain["meeting"]["officer"] == "Bo Ek"
    outreach("officer", "add", "Siv Al", who="")
    assert outreach("capture", "Anna Berg: hej", "--json", who="").plain["meeting"]["officer"] == ""


def test_sound_workspace_is_told_so(outreach: Outreach) -> None:
    outreach("capture", "Anna Berg, Bergs Bygg AB: hej")
    assert outreach("check", "--json").plain["ok"] is True


def test_what_guests_are_told_is_the_units_own_text_until_it_is_emptied(outreach: Outreach) -> None:
    outreach("unit", "set", "--municipality", "Älvbro kommun", "--information-sv", "Vi sparar ditt namn.")
    assert "Vi sparar ditt namn." in outreach("--language", "sv", "unit", "show").out
    assert "Information till gäster, på svenska" in outreach("--language", "sv", "unit", "show").out
    outreach("unit", "set", "--information-sv", "")
    assert outreach("unit", "show", "--json").plain["unit"]["information_sv"] == ""


def test_an_extract_of_a_protected_identity_needs_to_be_said_how_it_was_checked(outreach: Outreach, tmp_path: Path) -> None:
    person = outreach("person", "add", "Anna Berg", "--json").plain["person"]["id"]
    assert outreach("person", "protect", person).code == 0
    file = tmp_path / "utdrag.json"
    nobody = outreach("extract", "Nobody Here", "--to", file)
    hidden = outreach("extract", "Anna Berg", "--to", file)
    # Without the words she is as absent as who was never there.
    assert (hidden.code, hidden.err.replace("Anna Berg", "Nobody Here")) == (nobody.code, nobody.err) == (1, nobody.err)
    done = outreach("extract", "Anna Berg", "--to", file, "--protected-identity-checked", "vid disken, legitimation", "--json")
    assert (done.code, done.plain["protected"]) == (0, True)
    assert "Anna Berg" in file.read_text("utf-8")
    logged = outreach("audit", "list", "--deed", "protected_view", "--json").plain["lines"]
    assert logged[0]["detail"] == {"person": person, "what": "extract", "ground": "vid disken, legitimation"}
