"""Erased is erased: no byte of a person in the file, its log or its indexes, while everything that is counted stays."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.processing import Deed
from outreach.domain.record import Kind
from outreach.domain.refusal import Ground
from outreach.domain.tender import Stage, Tender
from outreach.errors import InvalidInput, NotFound, OutreachError
from outreach.language import Language
from outreach.services.erasures import Erasures
from outreach.services.house import House
from outreach.storage import erasing, forgetting, search_index
from outreach.storage.database import Database
from tests.searching import searched
from tests.services.planted_canaries import OWN, Planted, plant

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def _bytes(house: House) -> bytes:
    """All that lies on the disk: the file, its log, the forms beside it."""
    place = Path(house.place)
    files = [*place.parent.glob(f"{place.name}*"), house.drafts.aside.file]
    return b"".join(one.read_bytes() for one in files if one.is_file())


def _left(house: House, one: Planted) -> list[str]:
    """What of somebody is found by its bytes, in any case of the letters."""
    found = _bytes(house).lower()
    words = [one.canaries[table] for table in OWN if table in one.canaries]
    words += [one.name, one.name.split()[0], one.name.split()[1], one.email, one.phone[-9:]]
    return [word for word in words if word.lower().encode() in found]


def _counts(house: House) -> Counter[Any]:
    """Talks, questions asked and guests, by event and month."""
    counts: Counter[Any] = Counter()
    with house.database.read() as view:
        for talk in view.meetings.all(view.meetings.somebody()):
            counts["talk", talk.event, talk.at.strftime("%Y-%m"), talk.company] += 1
        for talk in view.meetings.all():
            counts["asked", talk.question] += talk.question is not None
        for guest in view.guests.all():
            counts["guest", guest.event, guest.attendance, guest.answer] += 1
        counts["companies"] = view.companies.count()
    return counts


@pytest.mark.parametrize("deed", list(Deed))
def test_no_byte_is_left_and_everything_still_counts(house: House, deed: Deed) -> None:
    hers, other = plant(house)
    house.drafts.aside.keep({"form": {"note": f"Ring {hers.name}"}})
    before = _counts(house)
    assert set(_left(house, hers)) >= {hers.name, hers.email}, "the search finds her while she is there"
    done = house.erasures.erase(hers.person, deed)
    kept = {hers.canaries["meeting"], hers.canaries["follow_up"]} if deed is Deed.ANONYMISE else set()
    assert set(_left(house, hers)) == kept
    assert _counts(house) == before
    assert set(_left(house, other)) >= {other.name, other.email, *(other.canaries[one] for one in OWN)}
    assert done.people == 1
    assert house.check() == []
    assert house.audit.check().is_sound


@pytest.mark.parametrize("forgotten", ["index", "log", "journal"])
def test_an_erasure_that_forgets_a_place_is_caught(
    house: House, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    hers, _ = plant(house)
    if forgotten == "index":
        monkeypatch.setattr(search_index, "SEARCHED", ())
        monkeypatch.setattr(search_index, "remove_many", lambda *_: None)
    elif forgotten == "log":
        monkeypatch.setattr(Database, "scrub", lambda _: None)
    else:
        monkeypatch.setattr(forgetting._Forgetting, "_journal_of_own", lambda _: None)
    if forgotten == "index":
        with house.database.work("Kept in the index") as work:
            search_index.write_many(work.connection, "person", [(10_000, hers.name)])
    house.erasures.erase(hers.person)
    assert _left(house, hers)


def test_the_journal_says_that_somebody_was_erased_and_not_whom(house: House) -> None:
    hers, _ = plant(house)
    house.erasures.erase(hers.person, ground="art. 17.1 b")
    action = house.history.actions(1)[0]
    assert hers.name not in str(action)
    assert [entry.verb for entry in house.history.of(hers.person)] == ["delete"]
    assert house.history.of(hers.person)[0].fields == {}
    line = house.audit.latest(1, "erase")[0]
    assert (line.deed, line.detail["ground"]) == ("erase", "art. 17.1 b")
    assert str(hers.person) not in str(line.detail)
    undo = house.history.next_undo()
    assert undo is None or undo.id != action.id


def test_undo_of_what_was_before_does_not_bring_anybody_back(house: House) -> None:
    hers, _ = plant(house)
    planted = next(one for one in house.history.actions(50) if one.title == "Planted")
    house.erasures.erase(hers.person)
    house.history.undo(planted.id)
    assert hers.name.encode() not in _bytes(house)
    house.database.scrub()
    assert not {hers.name, hers.email} & set(_left(house, hers))


def test_a_company_that_is_a_legal_person_keeps_its_name(house: House) -> None:
    from outreach.domain.company import Company

    hers, _ = plant(house)
    with house.database.work("A firm") as work:
        firm = work.save(Kind.COMPANY, Company(name=f"{hers.name} AB", notes=f"Ägs av {hers.name}"))
    house.erasures.erase(hers.person)
    kept = house.companies.get(firm.id)
    assert kept.name == f"{hers.name} AB"
    assert hers.name not in kept.notes


def test_what_was_said_before_a_purchase_stays_without_the_name(house: House) -> None:
    hers, _ = plant(house)
    with house.database.work("Advertised") as work:
        tender = work.save(Kind.TENDER, Tender(title="Broar", stage=Stage.ADVERTISED, advertised=date(2026, 11, 1)))
        note = f"{hers.name} vill ha kortare avtal, sa Kanarina."
        at = datetime(2026, 10, 1, tzinfo=UTC)
        talk = work.save(Kind.MEETING, Meeting(at=at, person=hers.person, note=note, tenders=(tender.id,)))
    assert house.erasures.look(hers.person).frozen == 1
    done = house.erasures.erase(hers.person)
    assert done.kept_words == 1
    assert house.meetings.get(talk.id).note == "[erased] vill ha kortare avtal, sa [erased]."


def test_a_namesake_is_left_alone(house: House) -> None:
    from outreach.domain.person import Person

    hers, _ = plant(house)
    with house.database.work("A namesake") as work:
        twin = work.save(Kind.PERSON, Person(name=hers.name, notes=f"{hers.name} den äldre"))
    assert house.erasures.look(hers.person).namesakes
    assert house.erasures.erase(hers.person).namesakes
    assert house.people.get(twin.id).name == hers.name
    assert house.people.get(twin.id).notes == f"{hers.name} den äldre"


def test_what_is_shown_before_is_what_is_done(house: House) -> None:
    hers, _ = plant(house)
    sight = house.erasures.look(hers.person)
    assert sight.own["meeting"] == 1
    assert {one.table for one in sight.mentions} >= {"plan", "notice", "event", "guest"}
    assert sight.firms == 1


def test_a_copy_from_before_forgets_her_again(house: House, tmp_path: Path) -> None:
    from outreach.storage.database import open_workspace

    hers, _ = plant(house)
    with house.database.read() as view:
        view.connection.execute(text("SELECT 1"))
    copy = tmp_path / "older.outreach"
    raw = house.database.engine.raw_connection()
    raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    raw.close()
    house.erasures.erase(hers.person)
    with house.database.read() as view:
        ledger = erasing.ledger(view)
        assert set(erasing.forgotten(view, [str(hers.person), "vcard:hqx-uid", "vcard:nqx-uid"])) == {
            str(hers.person),
            "vcard:hqx-uid",
        }
    assert not [row for row in ledger if hers.name.casefold() in row.mark]
    older = House(open_workspace(copy, house.database.signature))
    try:
        assert hers.name.encode() in _bytes(older)
        with older.database.work("Forget again") as work:
            assert forgetting.replay(work, ledger) == 1
        older.database.scrub()
        assert _left(older, hers) == []
        with older.database.work("And again") as work:
            assert forgetting.replay(work, ledger) == 0
    finally:
        older.close()


def test_a_refusal_tells_why_and_how_to_appeal(house: House, tmp_path: Path) -> None:
    from outreach.print.read_back import seen_text

    hers, _ = plant(house)
    swedish = Language("en")
    for what in ("erase", "extract"):
        house.extracts.ask(hers.person, what)
    with pytest.raises(InvalidInput):
        house.erasures.refuse(hers.person, Ground.TASK, " ", tmp_path / "a.pdf", swedish)
    file = house.erasures.refuse(hers.person, Ground.CLAIM, "Upphandlingen är överprövad.", tmp_path / "a.pdf", swedish)
    said = " ".join(seen_text(file.read_bytes()).split())
    assert "Upphandlingen är överprövad." in said
    assert "three weeks" in said
    assert house.audit.latest(1)[0].deed == "refuse_erasure"
    assert [one.what for one in house.extracts.asked()] == ["extract"], "a refusal answers the question for erasure"
    with pytest.raises(NotFound):
        house.erasures.erase(hers.event)
    assert house.people.ids(Listing(Kind.PERSON))
    assert isinstance(house.erasures, Erasures)


def _did(house: House, seed: int) -> UUID:
    """Do a random day's work about one person, with undo and redo in between, and return who it was."""
    from outreach.domain.contact import Email
    from outreach.domain.person import Person

    chance = random.Random(seed)
    one = house.people.save(Person(name="Kanarina Fågelsund", emails=(Email("kanarina@sund.example"),)))
    person = next(record for kind, record in one.touched if kind is Kind.PERSON)
    for step in range(12):
        deed = chance.choice(["change", "talk", "untalk", "twin", "undo", "redo", "other"])
        with suppress(OutreachError):
            if deed == "change":
                house.people.save(replace(house.people.get(person), notes=f"Kanarina Fågelsund, anteckning {step}"))
            elif deed == "talk":
                with house.database.work("Met") as work:
                    work.save(Kind.MEETING, Meeting(at=AT, person=person, note=f"Fågelsund talade om {step}"))
            elif deed == "untalk":
                house.meetings.delete(house.meetings.ids(Listing(Kind.MEETING))[:1])
            elif deed == "twin":
                twin = house.people.save(Person(name="Kanarina Fågelsund", notes=f"tvilling {step}"))
                house.duplicates.merge(Kind.PERSON, person, [record for _, record in twin.touched])
            elif deed == "other":
                house.people.save(Person(name=f"Nabosia {step} Grannelund", notes="Känner Kanarina Fågelsund"))
            else:
                (house.history.undo if deed == "undo" else house.history.redo)()
        if person not in house.people.many([person]):
            house.history.redo()
    return person


def _brought_back(house: House) -> int:
    """Take everything back and do it again, each action by itself and in turn; return how many could be."""
    done = 0
    for action in house.history.actions(99):
        with suppress(OutreachError):
            house.history.undo(action.id)
            done += 1
    for again in (house.history.redo, house.history.undo, house.history.redo):
        with suppress(OutreachError):
            while done < 500:
                again()
                done += 1
    house.database.scrub()
    return done


@pytest.mark.parametrize("seed", range(searched(2, 4)))
def test_nothing_that_is_taken_back_or_done_again_brings_anybody_back(house: House, seed: int) -> None:
    person = _did(house, seed)
    house.erasures.erase(person)
    for twin in [one for one in house.people.listed(Listing(Kind.PERSON)) if one.name == "Kanarina Fågelsund"]:
        house.erasures.erase(twin.id)  # a merge that was taken back leaves two, and each is erased by itself
    assert _brought_back(house) > 0
    found = _bytes(house).lower()
    assert [word for word in ("kanarina", "fågelsund", "tvilling", "talade om") if word.encode() in found] == []


def test_an_erasure_that_leaves_the_journal_is_brought_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    person = _did(house, 1)
    monkeypatch.setattr(forgetting._Forgetting, "_journal_of_own", lambda _: None)
    monkeypatch.setattr(forgetting._Forgetting, "_loose", lambda *_: None)
    house.erasures.erase(person)
    _brought_back(house)
    assert "fågelsund".encode() in _bytes(house).lower()


def test_talks_that_were_deleted_and_cards_that_were_merged_are_hers_too(house: House, tmp_path: Path) -> None:
    """The journal can bring them back: an extract shows them, an erasure takes them."""
    from outreach.domain.person import Person
    from outreach.services.extracts import extract_bytes

    with house.database.work("Met") as work:
        hers = work.save(Kind.PERSON, Person(name="Kanarina Fågelsund"))
        twin = work.save(Kind.PERSON, Person(name="K Fågelsund", notes="kvarnordet"))
        talk = work.save(Kind.MEETING, Meeting(at=AT, person=hers.id, note="hemligordet"))
        other = work.save(Kind.MEETING, Meeting(at=AT, person=work.save(Kind.PERSON, Person(name="Bo Ek")).id, note="grannordet"))
    house.duplicates.merge(Kind.PERSON, hers.id, [twin.id])
    house.meetings.delete([talk.id, other.id])
    said = extract_bytes(house.extracts.make(hers.id, Language("sv")), ".json", house, Language("sv")).decode()
    assert ("hemligordet" in said, "kvarnordet" in said, "grannordet" in said) == (True, True, False)
    house.erasures.erase(hers.id)
    found = _bytes(house)
    assert [word for word in (b"hemligordet", b"kvarnordet") if word in found] == []
    assert b"grannordet" in found
