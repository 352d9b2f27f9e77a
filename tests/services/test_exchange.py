"""Two laptops and a folder: what travels, what is refused and named, what holds when files are cut, copied, lost or removed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from outreach.domain.company import Company
from outreach.domain.exchange_code import new_key, written
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import Cancelled, InvalidInput, TooMuchRemoved
from outreach.services import exchange_folder
from outreach.services.house import House
from outreach.services.restoring import Restoring
from outreach.storage import erasing
from outreach.storage.database import Signature, open_workspace
from outreach.storage.tables import audit
from tests.ready import fresh_workspace

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Pair:
    """Two laptops with one code, and a folder; the second one's clock is two days behind."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.a = self.house("a", timedelta())
        self.b = self.house("b", timedelta(days=-2))
        self.folder = place / "stick"
        self.folder.mkdir()
        self.code = self.a.exchange.make_code()
        self.b.exchange.pair(self.code)

    def house(self, name: str, skew: timedelta) -> House:
        return House(fresh_workspace(self.place / f"{name}.outreach", signature(name, skew)))

    def round(self, times: int = 2, *, sure: bool = True) -> None:
        for _ in range(times):
            self.a.exchange.run(self.folder, sure=sure)
            self.b.exchange.run(self.folder, sure=sure)

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.outreach-changes"))


def signature(name: str, skew: timedelta = timedelta()) -> Signature:
    """Who works on a laptop."""
    ticks = iter(range(1_000_000))
    return Signature(f"Officer {name}", f"laptop {name}", lambda: NOW + skew + timedelta(seconds=next(ticks)))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    for house in (made.a, made.b):
        with suppress(Exception):
            house.close()


def people(house: House) -> dict[UUID, Person]:
    return {one.id: one for one in house.people.listed(Listing(Kind.PERSON))}


def crowd(house: House) -> None:
    """Forty people."""
    with house.database.work("crowd") as work:
        work.add_many(Kind.PERSON, [Person(name=f"Anna {number}") for number in range(40)])


def reasons(done: Any) -> list[str]:
    return [one.reason for one in done.problems]


def test_what_one_does_the_other_has(pair: Pair) -> None:
    anna = Person(name="Anna Berg", tags=("snö",))
    pair.a.people.save(anna)
    seen = pair.a.exchange.run(pair.folder)
    assert (seen.sent, seen.received) == (1, 0)
    got = pair.b.exchange.run(pair.folder)
    assert (got.received, got.made) == (1, 1)
    assert people(pair.b)[anna.id].tags == ("snö",)
    assert [one.name for one in pair.b.exchange.status().peers] == ["Officer a · laptop a"]


def test_different_fields_are_both_kept_and_one_field_is_a_conflict_that_settles_everywhere(pair: Pair) -> None:
    one = Company(name="Snö AB", notes="first")
    pair.a.companies.save(one)
    pair.round()
    pair.a.companies.save(replace(pair.a.companies.get(one.id), website="https://a.example", notes="of a"))
    pair.b.companies.save(replace(pair.b.companies.get(one.id), tags=("väg",), notes="of b"))
    pair.round()
    for house in (pair.a, pair.b):
        now = house.companies.get(one.id)
        assert (now.website, now.tags) == ("https://a.example", ("väg",))
        (conflict,) = house.exchange.conflicts()
        assert {conflict.current.value, *(side.value for side in conflict.others)} == {"of a", "of b"}
        assert (conflict.original.value, conflict.field) == ("first", "notes")
    (conflict,) = pair.a.exchange.conflicts()
    taken = conflict.others[0].value
    pair.a.exchange.settle(conflict.id, "theirs")
    pair.round()
    for house in (pair.a, pair.b):
        assert house.companies.get(one.id).notes == taken
        assert house.exchange.conflicts() == []


def test_a_preview_and_a_cancelled_run_keep_and_write_nothing(pair: Pair) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    assert pair.a.exchange.preview(pair.folder).sent == 1
    assert pair.files() == []

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pair.a.exchange.run(pair.folder, report=stop)
    assert pair.files() == []
    assert pair.a.exchange.run(pair.folder).sent == 1, "nothing was counted as sent"


def test_an_empty_peer_and_an_empty_folder_remove_nothing(pair: Pair) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.b.exchange.run(pair.folder)
    done = pair.a.exchange.run(pair.folder)
    assert done.removals == ()
    for file in pair.files():
        file.unlink()
    assert pair.a.exchange.run(pair.folder).removals == ()
    assert len(people(pair.a)) == 1
    pair.round()
    assert len(people(pair.b)) == 1, "the lost file was written again"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data[: len(data) // 2], exchange_folder.HALF),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), exchange_folder.HALF),
        (lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:], None),
        (lambda data: b"", exchange_folder.HALF),
        (lambda data: b"not ours at all " * 9, exchange_folder.NO_CHANGES),
    ],
)
def test_a_spoilt_file_is_refused_and_named_and_taken_in_when_it_is_whole(pair: Pair, spoil: Any, why: str | None) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.a.exchange.run(pair.folder)
    (file,) = pair.files()
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    done = pair.b.exchange.run(pair.folder)
    assert done.received == 0
    assert [Path(one.file).name for one in done.problems] == [file.name]
    assert why is None or reasons(done) == [why]
    file.write_bytes(whole)
    assert pair.b.exchange.run(pair.folder).received == 1


def test_no_word_of_a_file_can_be_read_without_the_code(pair: Pair) -> None:
    pair.a.people.save(Person(name="Kanariefågel Berg"))
    pair.a.exchange.run(pair.folder)
    (file,) = pair.files()
    assert b"Kanarie" not in file.read_bytes()
    assert b"Kanarie" in Path(pair.a.place).read_bytes() + _log(pair.a), "it is looked for well"


def _log(house: House) -> bytes:
    log = Path(f"{house.place}-wal")
    return log.read_bytes() if log.exists() else b""


def test_a_file_under_another_code_is_named(pair: Pair) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.a.exchange.run(pair.folder)
    pair.b.exchange.pair(written(new_key()), instead=True)
    done = pair.b.exchange.run(pair.folder)
    assert (done.received, reasons(done)) == (0, [exchange_folder.FOREIGN])


def test_a_code_with_a_slip_is_refused_and_another_code_only_wittingly(pair: Pair) -> None:
    slip = ("B" if pair.code[0] != "B" else "C") + pair.code[1:]
    with pytest.raises(InvalidInput):
        pair.b.exchange.pair(slip)
    with pytest.raises(InvalidInput):
        pair.b.exchange.pair(written(new_key()))
    assert pair.b.exchange.pair(pair.code.lower().replace("-", " ")) == pair.code


def test_a_conflicted_copy_is_read_once(pair: Pair) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.a.exchange.run(pair.folder)
    (file,) = pair.files()
    shutil.copy(file, file.with_name(f"{file.stem} (conflicted copy){file.suffix}"))
    done = pair.b.exchange.run(pair.folder)
    assert (done.received, done.problems) == (1, ())
    assert pair.b.exchange.run(pair.folder).received == 0


def test_many_deletions_hold_with_their_names_and_hold_again(pair: Pair) -> None:
    crowd(pair.a)
    pair.round()
    going = sorted(people(pair.a))[:26]
    with pair.a.database.work("many") as work:
        work.many_wished()
        for one in going:
            work.delete(Kind.PERSON, one)
    pair.a.exchange.run(pair.folder)
    for _ in range(2):
        with pytest.raises(TooMuchRemoved):
            pair.b.exchange.run(pair.folder)
        assert len(people(pair.b)) == 40
    shown = pair.b.exchange.preview(pair.folder)
    assert shown.too_many
    assert len([one for one in shown.removals if one.title.startswith("Anna")]) == 26
    pair.b.exchange.run(pair.folder, sure=True)
    assert len(people(pair.b)) == 14


def test_a_few_deletions_pass(pair: Pair) -> None:
    crowd(pair.a)
    pair.round()
    pair.a.people.delete(sorted(people(pair.a))[:2])
    pair.round(sure=False)
    assert len(people(pair.b)) == 38


def test_the_erased_are_erased_on_the_other_laptop_too(pair: Pair) -> None:
    word, other = "Kanariefogel", "Gulsparv"
    firm = Company(name="Snö AB", notes="")
    anna = Person(name=f"Anna {word}", notes="hemligt")
    bo = Person(name="Bo Gulsparv")
    pair.a.companies.save(firm)
    pair.a.people.save(anna)
    pair.a.people.save(bo)
    pair.a.meetings.save(Meeting(at=NOW, note=f"{word} berättade om sjukdom", person=anna.id, company=firm.id))
    pair.a.companies.save(replace(pair.a.companies.get(firm.id), notes=f"Ring Anna {word} eller Bo {other}"))
    pair.round()
    # What B alone knows of her goes too.
    pair.b.meetings.save(Meeting(at=NOW, note=f"Anna {word} igen, sjukdom", person=anna.id))
    old = {file.name for file in pair.files()}
    pair.a.erasures.erase(anna.id)
    pair.round(3)
    for house in (pair.a, pair.b):
        house.database.scrub()
        data = b"".join(one.read_bytes() for one in Path(house.place).parent.glob(f"{Path(house.place).name}*") if one.is_file())
        assert word.encode() not in data
        assert b"sjukdom" not in data
        assert other.encode() in data, "it is looked for well"
        assert "eller Bo Gulsparv" in house.companies.get(firm.id).notes
        with house.database.read() as view:
            assert str(anna.id) in erasing.forgotten(view, [str(anna.id)])
    assert not old & {file.name for file in pair.files()}, "own files that told of her are gone"
    assert set(people(pair.a)) == set(people(pair.b)) == {bo.id}
    assert pair.a.exchange.conflicts() == []
    third = pair.house("c", timedelta())
    third.exchange.pair(pair.code)
    third.exchange.run(pair.folder)
    data = Path(third.place).read_bytes() + _log(third)
    third.close()
    assert word.encode() not in data, "no file tells of her any more"
    assert other.encode() in data


def test_a_protected_person_whom_nobody_else_knows_stays_here_and_flags_travel(pair: Pair) -> None:
    hidden, known = Person(name="Dold Person", protected=True), Person(name="Bo Lind")
    pair.a.people.save(hidden)
    pair.a.people.save(known)
    pair.a.meetings.save(Meeting(at=NOW, note="dold", person=hidden.id))
    pair.round()
    with pair.b.database.read() as view, view.with_everybody():
        assert set(view.people.many([hidden.id, known.id])) == {known.id}
        assert view.meetings.count() == 0
    pair.a.registered.object_to([known.id])
    pair.round()
    assert pair.b.people.get(known.id).objected is not None


def test_a_restored_workspace_has_a_series_of_its_own_and_loses_nothing_of_others(pair: Pair, tmp_path: Path) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.round()
    gone = Person(name="Eva Gran")
    pair.a.people.save(gone)
    pair.round(1)
    backup = pair.a.backups.make("day").path
    before = pair.a.exchange.status().device
    pair.a.people.save(Person(name="Bo Lind"))
    pair.b.people.delete([gone.id])
    pair.round()
    # This one no file tells of: a restore takes it.
    pair.a.people.save(Person(name="Dag Fors"))
    pair.a.close()
    Restoring(pair.a.place, "Officer a").restore(backup, accept=True)
    pair.a = House(open_workspace(Path(pair.a.place), signature("a")))
    assert pair.a.exchange.status().device != before
    pair.a.people.save(Person(name="Cia Ek"))
    pair.round()
    assert sorted(one.name for one in people(pair.a).values()) == sorted(one.name for one in people(pair.b).values())
    assert sorted(one.name for one in people(pair.b).values()) == ["Anna Berg", "Bo Lind", "Cia Ek"]
    # The series that ended is gone from the folder: an erasure of later reaches all that lies there.
    assert not [file for file in pair.files() if file.name.startswith(before[:8])]


def test_a_copied_workspace_gets_an_id_of_its_own(pair: Pair, tmp_path: Path) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.round()
    pair.a.database.scrub()
    copy = tmp_path / "copy.outreach"
    shutil.copy(pair.a.place, copy)
    house = House(open_workspace(copy, signature("copy")))
    house.exchange.run(pair.folder)
    assert house.exchange.status().device != pair.a.exchange.status().device
    house.people.save(Person(name="Bo Lind"))
    house.exchange.run(pair.folder)
    house.close()
    pair.round()
    assert len(people(pair.a)) == len(people(pair.b)) == 2


def test_each_run_stands_in_the_audit_log_and_a_preview_does_not(pair: Pair) -> None:
    def count() -> int:
        with pair.a.database.read() as view:
            wanted = select(func.count()).select_from(audit).where(audit.c.deed == "exchange")
            return view.connection.execute(wanted).scalar_one()

    pair.a.exchange.preview(pair.folder)
    assert count() == 0
    pair.a.exchange.run(pair.folder)
    assert count() == 1
