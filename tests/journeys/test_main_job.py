"""The main job from the command line: meet, log, find, take back, plan, export, print."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from .conftest import Program  # type: ignore[import-not-found, unused-ignore]

LINE = "Anna Berg, Bergs Bygg AB, 070-123 45 67, anna@bergsbygg.example: frågade om snöröjning #bygg !fre"


def coming_friday(today: date) -> date:
    return today + timedelta(days=(4 - today.weekday() - 1) % 7 + 1)


def test_a_captured_line_is_found_undone_and_never_doubles_the_person(program: Program) -> None:
    captured = program("capture", LINE)
    assert captured["person"]["name"] == "Anna Berg"
    assert captured["company"]["name"] == "Bergs Bygg AB"
    assert captured["meeting"]["note"] == "frågade om snöröjning"
    assert captured["meeting"]["tags"] == ["bygg"]
    stockholm = datetime.now(UTC) + timedelta(hours=1)
    assert captured["follow_up"]["due"] in {coming_friday(stockholm.date()).isoformat(), coming_friday(date.today()).isoformat()}
    assert captured["similar"] == []
    for text in ("anna", "070 123", "bergs", "ANNA BERG"):
        titles = [hit["title"] for hit in program("find", text)["results"]]
        assert "Anna Berg" in titles, text
    program("undo")
    assert program("find", "anna")["results"] == []
    assert program("find", "bergs")["results"] == []
    first = program("capture", LINE)
    second = program("capture", LINE)
    assert first["meeting"]["id"] != second["meeting"]["id"]
    assert first["person"]["id"] == second["person"]["id"]
    assert any(item["id"] == first["person"]["id"] and item["same"] for item in second["similar"])
    shown = program("show", second["person"]["id"])["record"]
    assert shown["phones"][0]["number"] == "+46701234567"
    checked = program("check")
    assert (checked["ok"], checked["problems"]) == (True, [])


def test_an_event_is_planned_exported_changed_and_read_by_another_program(program: Program, tmp_path: Path) -> None:
    import icalendar
    import recurring_ical_events

    event = program("event", "add", "Frukost, kaffe & bullar", "--start", "2026-12-03T07:30", "--end", "2026-12-03T09:00")
    record = event["event"]
    file = tmp_path / "events.ics"
    assert program("export", "events", "--to", str(file)) == {"file": str(file), "records": 1}
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    found = recurring_ical_events.of(calendar).between((2026, 12, 1), (2026, 12, 31))
    assert [one["DTSTART"].dt.astimezone(UTC) for one in found] == [datetime(2026, 12, 3, 6, 30, tzinfo=UTC)]
    assert (str(found[0]["UID"]), found[0]["SUMMARY"]) == (record["uid"], "Frukost, kaffe & bullar")
    changed = program("event", "change", record["id"], "--place", "Folkets hus")["event"]
    assert (changed["uid"], changed["sequence"]) == (record["uid"], record["sequence"] + 1)
    cancelled = program("event", "cancel", record["id"])["event"]
    assert (cancelled["status"], cancelled["sequence"]) == ("cancelled", record["sequence"] + 2)
    again = program("import", str(file))
    assert (again["added"], again["updated"]) == (0, 0)


def test_a_flyer_is_one_page_whose_code_a_telephone_reads(program: Program, tmp_path: Path) -> None:
    program("unit", "set", "--municipality", "Älvbro kommun", "--website", "https://www.alvbro.example/upphandling")
    for number in range(3):
        program("tender", "add", f"Snöröjning på östra sidan {number}", "--stage", "planned", "--publication", "2027-03-01")
    file = tmp_path / "flyer.pdf"
    answer = program("handout", "flyer", "--to", str(file))
    assert answer["pages"] == 1
    document = pypdfium2.PdfDocument(file)
    page = document[0]
    assert tuple(round(side) for side in page.get_size()) == (595, 842)
    text = page.get_textpage()
    words = text.get_text_bounded()
    assert "Snöröjning på östra sidan 0" in " ".join(words.split())
    assert "Älvbro kommun" in words
    picture = page.render(scale=150 / 72).to_pil()
    assert isinstance(picture, Image.Image)
    codes = [code.text for code in zxingcpp.read_barcodes(picture)]
    text.close()
    page.close()
    document.close()
    assert codes == ["https://www.alvbro.example/upphandling"]


def test_a_whole_import_is_taken_back_by_one_undo(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "fair.csv"
    file.write_text("Namn;Företag;E-post;Telefon\nÅsa Öberg;Åbergs Åkeri AB;asa@aberg.example;070-174 06 10\n;;;\n", "utf-8")
    preview = program("import", str(file), "--preview")
    assert (preview["added"], program("find", "åsa")["results"]) == (1, [])
    done = program("import", str(file))
    assert done["added"] == 1
    assert program("import", str(file))["added"] == 0
    undone = program("undo", done["action"])
    assert undone["reversed"] >= 2
    assert program("find", "åsa")["results"] == []


def test_bad_input_gives_one_sentence_and_loses_nothing(program: Program, tmp_path: Path) -> None:
    program("capture", LINE)
    letter = tmp_path / "letter.outreach"
    letter.write_text("Hej!")
    asked = program.ask("--workspace", str(letter), "find", "anna", workspace=False)
    assert asked.returncode == 1
    assert "letter.outreach" in asked.stderr
    assert "Traceback" not in asked.stderr
    assert letter.read_text() == "Hej!"
    asked = program.ask("--workspace", str(tmp_path), "find", "anna", workspace=False)
    assert asked.returncode == 1
    assert len(asked.stderr.strip()) > 20
    assert program.fails("tender", "add", " ")
    assert program.fails("new", str(program.workspace))
    huge = tmp_path / "huge.vcf"
    with huge.open("wb") as file:
        file.truncate(10_000_000_000)
    refused = program.ask("import", str(huge), str(tmp_path), "--json")
    assert '"problems"' in refused.stdout
    assert "Traceback" not in refused.stderr
    assert program.ask("capture", "--wrong").returncode == 2
    assert len(program("find", "anna berg")["results"]) == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_command_line_speaks_both_languages(program: Program, language: str) -> None:
    done = program.run("--language", language, "capture", LINE)
    assert done.returncode == 0
    assert "Anna Berg" in done.stdout
    word = {"sv": "fredag", "en": "friday"}[language]
    assert word in done.stdout.casefold()
