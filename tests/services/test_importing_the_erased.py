"""Somebody who was erased comes in again only when an officer accepts it, in the window's preview and on the command line alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.domain.processing import Deed
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import Language
from outreach.services.house import House
from outreach.services.import_words import say_alarm
from outreach.storage import erasing

CARD = "BEGIN:VCARD\nVERSION:4.0\nUID:{uid}\nFN:{name}\nEND:VCARD\n"


def file_of(folder: Path, *names: str) -> Path:
    path = folder / "kort.vcf"
    path.write_text("".join(CARD.format(uid=f"uid-{name}", name=name) for name in names), "utf-8")
    return path


def imported(house: House, path: Path, *, accept: bool = False) -> int:
    return house.imports.run(house.imports.preview([path]), accept_alarm=accept).added


def erased(house: House) -> None:
    with house.database.read() as view:
        (person,) = view.people.all()
    house.erasures.erase(person.id, Deed.ERASE)


def test_a_card_of_an_erased_person_is_asked_about(house: House, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Kanarina")
    assert imported(house, path) == 1
    erased(house)
    preview = house.imports.preview([file_of(tmp_path, "Kanarina", "Nabosia")])
    assert preview.alarm is not None
    assert preview.alarm.erased == 1
    assert "was erased here on" in say_alarm(preview.alarm, Language("en"))
    with pytest.raises(InvalidInput, match="erased"):
        house.imports.run(preview)
    assert house.people.count() == 0
    assert imported(house, path, accept=True) == 2
    assert house.imports.preview([path]).alarm is None, "whoever is here again is not asked about twice"


def test_whoever_was_never_erased_is_not_asked_about(house: House, tmp_path: Path) -> None:
    imported(house, file_of(tmp_path, "Kanarina"))
    erased(house)
    assert house.imports.preview([file_of(tmp_path, "Nabosia")]).alarm is None


def test_an_import_that_does_not_ask_the_ledger_is_caught(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(tmp_path, "Kanarina")
    imported(house, path)
    erased(house)
    monkeypatch.setattr(erasing, "forgotten", lambda *_: {})
    assert house.imports.preview([path]).alarm is None
    assert Kind.PERSON in house.imports.preview([path]).facts.new


def test_a_list_and_a_scanned_card_are_known_by_address_or_number(house: House, tmp_path: Path) -> None:
    listed = tmp_path / "lista.csv"
    listed.write_text("Namn;E-post;Telefon\nKanarina Fågelsund;kanarina@sund.example;070-111 22 33\n", "utf-8")
    assert imported(house, listed) == 1
    erased(house)
    other = tmp_path / "annan.csv"
    for row, is_asked in (
        ("K. Fågelsund;KANARINA@sund.example;", True),
        ("Kanarina F;;+46 70 111 22 33", True),
        ("Nabosia Grannelund;nabosia@gran.example;070-444 55 66", False),
    ):
        other.write_text(f"Namn;E-post;Telefon\n{row}\n", "utf-8")
        assert (house.imports.preview([other]).alarm is not None) is is_asked, row
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Kanarina F\nEMAIL:{}\nEND:VCARD\n"
    (back,) = house.scan.read_text(card.format("kanarina@sund.example")).findings
    (new,) = house.scan.read_text(card.format("nabosia@gran.example")).findings
    assert back.erased is not None
    assert back.is_new
    assert new.erased is None


def test_of_an_address_the_ledger_keeps_too_little_to_find_it(house: House, tmp_path: Path) -> None:
    listed = tmp_path / "lista.csv"
    listed.write_text("Namn;E-post\nKanarina Fågelsund;kanarina@sund.example\n", "utf-8")
    imported(house, listed)
    erased(house)
    with house.database.read() as view:
        marks = [one.mark.partition(".")[2] for one in erasing.ledger(view)]
        guesses = [f"address anna.{number}@sund.example" for number in range(200_000)]
        alike = erasing.forgotten(view, guesses)
    assert sorted(set(map(len, marks))) == [4, 64]
    assert alike, "others share the mark: it does not say who it was"


def test_whoever_is_typed_in_again_is_told_of_and_kept(house: House) -> None:
    line = "Kanarina Fågelsund, Sund AB, 070-111 22 33, kanarina@sund.example: frågade om tak"
    first = house.meetings.capture_line(line)
    assert first.warnings == ()
    assert house.meetings.capture_line(line).warnings == ()
    assert first.person is not None
    house.erasures.erase(first.person.id)
    (told,) = house.meetings.capture_line("K. Fågelsund, Sund AB, KANARINA@sund.example: är här igen").warnings
    assert Language("sv").say(told.text, **told.values).startswith("Någon med den här adressen")
    assert house.people.count() == 1, "it is a hint, nobody is turned away"
    assert house.meetings.capture_line("K. Fågelsund, Sund AB, kanarina@sund.example: en gång till").warnings == ()
    assert house.meetings.capture_line("Nabosia Gran, Gran AB, nabosia@gran.example: ny").warnings == ()
