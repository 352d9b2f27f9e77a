"""What people are told stands, with its version and day, wherever their details are taken; who objects leaves by no way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outreach.domain.contact import Email
from outreach.domain.event import Event
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.privacy_text import Item, missing_items
from outreach.domain.processing import PrivacyText
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, Language
from outreach.services import leaving
from outreach.services.house import House
from outreach.services.leaving import Leaving


@pytest.fixture
def unit(house: House) -> House:
    house.unit.start("Lomma kommun", "1262", "Anna Ek")
    house.unit.save_unit(replace(house.unit.unit(), email="inkop@lomma.example", dpo="dso@lomma.example"))
    return house


def _event(house: House) -> Event:
    event = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)))
    house.events.save(event)
    return event


def _shown(house: House, event: Event, code: str) -> dict[str, str]:
    """What each place says in a language, as far as it is about personal data."""
    sheet = house.handouts.sign_in(event.id, code)
    flyer = house.handouts.put_together(HandoutOrder(kind=HandoutKind.FLYER, language=code))
    draft = house.privacy.notice(Language(code))
    return {
        "sign-in": sheet.information,
        "flyer": dict(flyer.privacy)[code],
        "capture": draft.stamped_line(),
        "check-in": draft.stamped(),
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_version_and_day_stand_everywhere(unit: House, code: str) -> None:
    event, label = _event(unit), "Informationstext" if code == "sv" else "Information text"
    for place, said in _shown(unit, event, code).items():
        assert f"{label} 1.0, 2026-11-29" in said, place
    unit.privacy.save_text(PrivacyText(language=code, label="7", valid_from=date(2026, 11, 24), short="Vi sparar namn."))
    for place, said in _shown(unit, event, code).items():
        assert f"{label} 7, 2026-11-24" in said, place


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_flyer_as_it_is_printed_says_the_version(unit: House, code: str, tmp_path: Path) -> None:
    import pypdfium2

    flyer = unit.handouts.put_together(HandoutOrder(kind=HandoutKind.FLYER, language=code))
    read = pypdfium2.PdfDocument(unit.handouts.draw(flyer))
    text = " ".join("".join(page.get_textpage().get_text_range() for page in read).split())
    assert "1.0, 2026-11-29" in text
    assert "1.0, 2026-11-29" not in "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(unit.handouts.draw(replace(flyer, privacy=())))
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_programs_text_has_all_nine_items_and_one_that_forgets_is_seen(unit: House, code: str) -> None:
    lines = unit.privacy.notice(Language(code)).full.splitlines()
    assert missing_items("\n".join(lines)) == ()
    assert len(lines) == len(Item)
    for place, item in enumerate(Item):
        if item not in (Item.PURPOSE, Item.CONTROLLER, Item.DPO, Item.RIGHTS):  # words that stand in other lines too
            assert item in missing_items("\n".join(line for number, line in enumerate(lines) if number != place)), item


def test_a_version_that_has_begun_is_not_rewritten(unit: House) -> None:
    text = PrivacyText(language="sv", label="2", valid_from=date(2026, 11, 24), short="Vi sparar namn.")
    unit.privacy.save_text(text)
    with pytest.raises(InvalidInput):
        unit.privacy.save_text(replace(unit.privacy.texts()[0], short="Något annat."))


def _people(house: House) -> list[Person]:
    made = [Person(name=f"Person {n}", emails=(Email(f"person{n}@firma.example"),)) for n in range(5)]
    for one in made:
        house.people.save(one)
    house.registered.object_to([made[1].id])
    house.registered.restrict([made[2].id])
    house.registered.protect(made[3].id)
    return made


def _ways_out(house: House, folder: Path, made: list[Person]) -> dict[str, str]:
    """What leaves the program by each way, as text."""
    swedish = Language("sv")
    said = {}
    for suffix in (".vcf", ".csv", ".json"):
        path = folder / f"out{suffix}"
        house.exports.write(Kind.PERSON, path, swedish)
        said[suffix] = path.read_text("utf-8-sig")
    with house.database.read() as view:
        keys = view.people.keys(Listing(Kind.PERSON))
    said["table"] = house.lists.table(Kind.PERSON, keys, ("name",), swedish).as_text()
    said["addresses"] = house.views.addresses(Kind.PERSON, [one.id for one in made]).text
    return said


def test_whom_a_flag_protects_leaves_by_no_way(unit: House, tmp_path: Path) -> None:
    made = _people(unit)
    for way, text in _ways_out(unit, tmp_path, made).items():
        for number in (1, 2, 3):
            assert f"Person {number}" not in text, way
            assert f"person{number}@" not in text, way
        assert "0" in text, way
        assert "Person 4" in text or "person4@" in text, way


def test_control_without_the_rule_they_leave_by_every_way(unit: House, tmp_path: Path, monkeypatch) -> None:
    made = _people(unit)
    monkeypatch.setattr("outreach.domain.usable.why_not", lambda person, use: None)
    monkeypatch.setattr("outreach.services.lists.Lists._usable", lambda self, kind, keys: (list(keys), ()))
    monkeypatch.setattr("outreach.services.declining.why_not", lambda person, use: None, raising=False)
    for way, text in _ways_out(unit, tmp_path, made).items():
        assert "Person 1" in text or "person1@" in text, way


def test_the_reason_stands_in_the_file_and_in_the_log(unit: House, tmp_path: Path) -> None:
    _people(unit)
    path = tmp_path / "people.csv"
    done = unit.exports.write(
        Kind.PERSON, path, Language("sv"), leaving=Leaving("Nyhetsbrev i december", date(2027, 1, 31))
    )
    assert len(done.left_out) == 2  # the protected one is not even counted
    assert "Nyhetsbrev i december" in path.read_text("utf-8-sig")
    assert "2027-01-31" in path.read_text("utf-8-sig")
    line = unit.audit.latest(1, "export")[0]
    assert "Nyhetsbrev i december" in str(line)
    assert "Person" not in str(line)


def test_who_is_left_out_is_counted_before(unit: House) -> None:
    _people(unit)
    with unit.database.read() as view:
        keys = view.people.keys(Listing(Kind.PERSON))
    found = leaving.outgoing(unit.database, keys)
    assert found.count == 2
    assert sorted(found.left_out) == ["objected", "restricted"]


def test_a_letter_that_tells_is_written_and_noted(unit: House, tmp_path: Path) -> None:
    came = Person(name="Erik Berg", emails=(Email("erik@berg.example"),), source="berg.example", from_others=date(2026, 10, 1))
    unit.people.save(came)
    assert [one.person.id for one in unit.registered.due()] == [came.id]
    done = unit.registered.drafts([came.id], tmp_path)
    assert len(done.files) == 1
    assert done.left == ()
    assert done.changes is not None
    assert unit.registered.due() == []
    import email
    import email.policy

    mail = email.message_from_bytes(done.files[0].read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "berg.example" in text
    assert "1.0, 2026-11-29" in text
    assert missing_items(text) == ()


def test_a_letter_to_no_one_changes_nothing(unit: House, tmp_path: Path) -> None:
    bare = Person(name="Lisa", from_others=date(2026, 10, 1))
    unit.people.save(bare)
    done = unit.registered.drafts([bare.id], tmp_path)
    assert done.files == ()
    assert [one.id for one in done.left] == [bare.id]
    assert done.changes is None
    assert len(unit.registered.due()) == 1
