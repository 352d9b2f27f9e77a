"""The extract for one person holds whatever stands about her in any table, and nothing of her neighbour."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from outreach.domain.contact import Email, Phone
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, NotFound
from outreach.language import Language
from outreach.services.extracts import extract_bytes, month_after, plain_extract
from outreach.services.house import House
from outreach.storage import traces
from outreach.storage.columns import metadata
from tests.services.planted_canaries import WORDLESS, Planted, plant

SWEDISH = Language("sv")


#: Where the canary of a table that says nothing of its own is to be found.
_SHOWN_WITH = {"role": "person"}


def _missing(house: House, one: Planted) -> list[str]:
    """The tables whose canary is not in their own part: the journal repeats most of them."""
    by_table: dict[str, str] = {}
    for part in json.loads(extract_bytes(house.extracts.make(one.person, SWEDISH), ".json", house, SWEDISH))["parts"]:
        by_table[part["table"]] = by_table.get(part["table"], "") + _decoded({"parts": [part]})
    return [table for table, word in one.canaries.items() if word not in by_table.get(_SHOWN_WITH.get(table, table), "")]


def _text(house: House, one: Planted) -> str:
    extract = house.extracts.make(one.person, SWEDISH)
    data = json.loads(extract_bytes(extract, ".json", house, SWEDISH))
    return _decoded(data)


def _decoded(data: Any) -> str:
    import base64

    text = json.dumps(data, ensure_ascii=False)
    for part in data["parts"]:
        for row in part["rows"]:
            if part["table"] in ("picture", "outbox"):
                text += base64.b64decode(row["data"]).decode()
    return text


def test_every_table_has_a_canary(house: House) -> None:
    hers, _ = plant(house)
    missing = {table.name for table in metadata.sorted_tables} - set(hers.canaries) - WORDLESS
    assert not missing, f"plant somebody in {sorted(missing)} (tests/services/planted_canaries.py)"


def test_the_extract_holds_all_canaries_of_one_and_none_of_the_other(house: House) -> None:
    for one, other in (both := plant(house), both[::-1]):
        text = _text(house, one)
        assert _missing(house, one) == []
        assert [table for table, word in other.canaries.items() if word in text] == []
        for word in (other.name, other.email, other.phone[-7:], other.name.split()[1]):
            assert word not in text
        assert one.email in text
        assert one.name in text


def test_an_extract_that_forgets_a_table_is_caught(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    hers, _ = plant(house)
    for table in ("draft", "guest", "journal", "notice", "plan"):
        with monkeypatch.context() as patch:
            patch.setattr(traces, "NOBODYS", traces.NOBODYS | {table})
            assert _missing(house, hers) == [table], f"the harness does not see {table}"


def test_a_table_of_a_later_program_is_walked_without_a_line_of_code(house: House) -> None:
    from sqlalchemy import Column, Integer, String, Table, insert

    hers, _ = plant(house)
    later = Table("later", metadata, Column("number", Integer, primary_key=True), Column("words", String))
    try:
        with house.database.work("Later") as work:
            later.create(work.connection)
            work.connection.execute(insert(later).values(number=1, words=f"Ring {hers.name} hqxlater"))
        assert "hqxlater" in _text(house, hers)
    finally:
        metadata.remove(later)


def test_the_paper_holds_the_same_and_masks_the_same(house: House) -> None:
    from outreach.print.read_back import seen_text

    hers, other = plant(house)
    pdf = extract_bytes(house.extracts.make(hers.person, SWEDISH), ".pdf", house, SWEDISH)
    text = seen_text(pdf).replace("\n", "").replace("\r", "")
    for table in ("meeting", "guest", "follow_up", "invitation", "reply", "plan", "draft"):
        assert hers.canaries[table] in text
    assert not [word for word in (*other.canaries.values(), other.name) if word in text]


def test_a_request_waits_a_month_and_the_extract_answers_it(house: House, tmp_path: Path) -> None:
    hers, _ = plant(house)
    asked = house.extracts.ask(hers.person)
    assert (asked.due - asked.on).days in (28, 29, 30, 31)
    assert house.extracts.asked() == [asked]
    assert [row.cells["due"] for row in house.follow_ups.open_ones()] == [asked.due]
    written = house.extracts.save_all(hers.person, [tmp_path / "a.pdf", tmp_path / "a.json"], SWEDISH)
    assert all(one.file.stat().st_mode & 0o777 == 0o600 for one in written)
    assert house.extracts.asked() == []
    assert house.audit.latest(1)[0].detail == {
        "formats": ["pdf", "json"],
        "person": str(hers.person),
        "rows": written[0].records,
    }


def test_a_wrong_suffix_writes_nothing(house: House, tmp_path: Path) -> None:
    hers, _ = plant(house)
    with pytest.raises(InvalidInput):
        house.extracts.save_all(hers.person, [tmp_path / "a.json", tmp_path / "a.txt"], SWEDISH)
    assert list(tmp_path.glob("a.*")) == []
    with pytest.raises(NotFound):
        house.extracts.make(hers.event, SWEDISH)


def test_months_end_as_the_regulation_says() -> None:
    from datetime import date

    assert month_after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert month_after(date(2024, 1, 30)) == date(2024, 2, 29)
    assert month_after(date(2026, 12, 15)) == date(2027, 1, 15)


def test_the_articles_are_answered(house: House) -> None:
    hers, _ = plant(house)
    plain = plain_extract(house.extracts.make(hers.person, SWEDISH), SWEDISH)
    assert len(plain["about"]) == 8
    assert house.people.ids(Listing(Kind.PERSON))


#: How others write of her, and what of it stands in her extract. Her number in another spelling is no stranger's.
MENTIONS = {
    "over two lines": ("Hej. Ring Kanarina\nFågelsund i morgon. Annat.", "Ring Kanarina\nFågelsund i morgon."),
    "as a Mac codes it": ("Ring Kanarina Fa\u030agelsund", "Ring Kanarina Fa\u030agelsund"),
    "with a hyphen that nobody sees": ("Ring Kanarina Fågel\u00adsund", "Ring Kanarina Fågel\u00adsund"),
    "by her address": ("Skriv till KANARINA@hqx.example!", "Skriv till KANARINA@hqx.example!"),
    "by her number": ("Nej. Ring 070 111 22 33 om tak, inte 070-444 55 66.", "Ring 070 111 22 33 om tak, inte [telefonnummer]."),
}


@pytest.mark.parametrize("how", MENTIONS)
def test_what_others_wrote_of_her_is_found_shown_and_erased(house: House, how: str) -> None:
    from outreach.domain.meeting import Meeting
    from outreach.domain.person import Person
    from tests.services.planted_canaries import NOW

    note, shown = MENTIONS[how]
    emails, phones = (Email("kanarina@hqx.example"),), (Phone("+46701112233"),)
    with house.database.work("Met") as work:
        hers = work.save(Kind.PERSON, Person(name="Kanarina Fågelsund", emails=emails, phones=phones))
        other = work.save(Kind.PERSON, Person(name="Nabosia Grannelund"))
        talk = work.save(Kind.MEETING, Meeting(at=NOW, person=other.id, note=note))
    parts = house.extracts.make(hers.id, SWEDISH).parts
    assert [text for part in parts if part.table == "meeting" for row in part.rows for text in row["text"]] == [shown]
    house.erasures.erase(hers.id)
    left = house.meetings.get(talk.id).note.casefold().replace("\u00ad", "")
    assert not [word for word in ("gelsund", "kanarina", "111 22") if word in left], left


def test_a_person_can_read_the_paper(house: House, tmp_path: Path) -> None:
    """No ids, no names of columns, no moments of machines; the line of the log says when, who and what."""
    from outreach.print.read_back import seen_text

    hers, other = plant(house)
    house.extracts.save(hers.person, tmp_path / "a.json", SWEDISH)
    data = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert data["names"][str(hers.person)] == hers.name
    assert other.name not in data["names"].values()
    text = seen_text(extract_bytes(house.extracts.make(hers.person, SWEDISH), ".pdf", house, SWEDISH))
    own = text[text.index("Personen (1 post)") : text.index("Halvskrivna")]
    assert re.findall(r".*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}.*", own) == []
    assert re.findall(r".*\d{4}-\d\d-\d\dT\d\d.*", own) == []
    assert not [word for word in ("verb:", "created:", "record:", "create", "dialogue") if word in text]
    log = text[text.index("Granskningslogg") :]
    assert "Utdrag för en person" in log
    assert "Av vem: Anna Ek" in log
