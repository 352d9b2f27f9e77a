"""What is hard about laptops without a server: undo, new codes, later versions, folders that vanish, forks, letters, the erased."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import UniqueConstraint

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.guest import Attendance, Guest
from outreach.domain.invitation import Invitation, Method, Purpose, Way
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.travelling import from_line
from outreach.domain.when import all_day
from outreach.errors import CannotWrite, InvalidInput, NothingToUndo
from outreach.formats import change_file
from outreach.services import exchange as exchanges
from outreach.services import exchange_folder
from outreach.services.exchange_erased import MERGED
from outreach.services.house import House
from outreach.storage import erasing, exchange_scope, exchange_series, settling_in, taking_in, travelling
from outreach.storage.columns import metadata
from outreach.storage.database import open_workspace
from outreach.storage.exchange_seals import ExchangeSeals
from outreach.storage.references import kinds_by_table
from tests.services.test_exchange import NOW, Pair, people, reasons, signature


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    for house in (made.a, made.b):
        with suppress(Exception):
            house.close()


def to_a(pair: Pair) -> None:
    """Bring what b did to a."""
    pair.b.exchange.run(pair.folder)
    pair.a.exchange.run(pair.folder)


def guests_of(house: House, event: UUID) -> list[Guest]:
    with house.database.read() as view:
        return view.guests.at_event(event)


def clash(pair: Pair) -> Company:
    """Let both set the notes of one company."""
    firm = Company(name="Snö AB", notes="first")
    pair.a.companies.save(firm)
    pair.round(1)
    for house, note in ((pair.a, "of a"), (pair.b, "of b")):
        house.companies.save(replace(house.companies.get(firm.id), notes=note))
    pair.round()
    return firm


def test_an_exchange_is_not_undone_for_that_would_delete_on_the_laptop_where_it_was_typed(pair: Pair) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.round(1)
    with pytest.raises(NothingToUndo):
        pair.b.history.undo()
    pair.b.people.save(Person(name="Bo Lind"))
    pair.b.exchange.run(pair.folder)
    pair.b.history.undo()
    pair.round()
    assert [one.name for one in people(pair.a).values()] == [one.name for one in people(pair.b).values()] == ["Anna Berg"]


def test_each_side_says_whose_it_is_and_a_decision_is_undone_and_redone_on_both_laptops(pair: Pair) -> None:
    firm = clash(pair)
    said = {"current": "of a", "ours": "of b", "theirs": "of a", "original": "first"}
    for take, value in said.items():
        (before,) = pair.b.exchange.conflicts()
        assert [(side.value, side.own) for side in (before.current, *before.others)] == [("of a", False), ("of b", True)]
        pair.b.exchange.settle(before.id, take)
        to_a(pair)
        assert pair.a.companies.get(firm.id).notes == value
        assert pair.a.exchange.conflicts() == pair.b.exchange.conflicts() == []
        pair.b.history.undo()
        to_a(pair)
        (after,) = pair.b.exchange.conflicts()
        assert (after.current, after.original) == (before.current, before.original), "as if nobody had decided"
        assert [(side.value, side.own) for side in pair.a.exchange.conflicts()[0].others] == [("of b", False)]
    pair.b.history.redo()
    to_a(pair)
    assert pair.a.companies.get(firm.id).notes == "first"
    assert pair.a.exchange.conflicts() == []


def test_a_deletion_against_an_edit_is_decided_undone_and_decided_again(pair: Pair) -> None:
    firm = Company(name="Snö AB")
    pair.a.companies.save(firm)
    pair.round(1)
    pair.a.companies.save(replace(pair.a.companies.get(firm.id), notes="of a"))
    pair.b.companies.delete([firm.id])
    pair.round()
    for take, there in (("ours", False), ("theirs", True)):
        (one,) = pair.b.exchange.conflicts()
        assert (one.current.own, one.others[0].own, one.others[0].gone) == (False, True, True)
        pair.b.exchange.settle(one.id, take)
        to_a(pair)
        with pair.a.database.read() as view:
            assert (view.companies.get(firm.id) is not None) is there
        pair.b.history.undo()
        to_a(pair)
        assert len(pair.a.exchange.conflicts()) == len(pair.b.exchange.conflicts()) == 1


def test_a_new_code_shuts_out_who_does_not_get_it_and_all_is_written_anew_for_the_others(pair: Pair) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.round(1)
    lost, old = pair.b, {file.name: file.read_bytes() for file in pair.files()}
    code = pair.a.exchange.renew_code()
    pair.a.people.save(Person(name="Bo Lind"))
    done = pair.a.exchange.run(pair.folder)
    assert exchange_folder.FOREIGN in reasons(done)
    assert pair.a.exchange.run(pair.folder).received == 0
    assert lost.exchange.run(pair.folder).received == 0
    assert len(people(lost)) == 1, "the lost laptop reads nothing new"
    mine = pair.a.exchange.status().device[:8]
    assert not {name for name in old if name.startswith(mine)} & {file.name for file in pair.files()}
    with pytest.raises(InvalidInput):
        lost.exchange.pair(code)
    lost.exchange.pair(code, instead=True)
    got = lost.exchange.run(pair.folder)
    assert exchange_folder.HALF not in reasons(got)
    assert len(people(lost)) == 2
    assert pair.a.exchange.run(pair.folder).problems == ()


def forge(pair: Pair, line: dict[str, Any], device: str = "f" * 32) -> None:
    """Write the file of a third laptop."""
    with pair.a.database.read() as view:
        seals = ExchangeSeals(bytes.fromhex(view.fact(exchange_series.KEY)))
    content = change_file.Content("laptop c", (device, 1, 1, ""), (line,))
    head = change_file.Head(seals.name, device, 1, 1, "", seals.hash(content.packed()))
    (pair.folder / head.file_name).write_bytes(change_file.write_file(head, content, seals))


LINE: dict[str, Any] = {
    "dot": "00000000-0000-4000-8000-000000000001", "stamp": 1, "kind": "company", "record": "00000000-0000-4000-8000-000000000002",
    "verb": "create", "at": NOW.isoformat(), "who": "Cia", "device": "laptop c", "writes": {"name": "Snö AB"},
}  # fmt: skip


@pytest.mark.parametrize("part", [{"kind": "hologram"}, {"verb": "teleport"}, {"stamp": 2**63}])
def test_what_a_later_version_wrote_is_said_to_be_that_and_not_half_written(pair: Pair, part: dict[str, Any]) -> None:
    forge(pair, LINE | part)
    assert reasons(pair.a.exchange.run(pair.folder)) == [exchange_folder.LATER]


@pytest.mark.parametrize(
    "more", [{"mood": "happy"}, {"emails/a@b.example": {"address": "a@b.example", "mood": "sad"}, "emails/": ["a@b.example"]}]
)
def test_a_record_with_parts_of_a_later_version_waits_whole_and_loses_none(
    pair: Pair, more: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    forge(pair, LINE | {"writes": LINE["writes"] | more})
    done = pair.a.exchange.run(pair.folder)
    assert (done.made, done.held) == (0, {"unreadable": 1})
    # The update, which knows the part, takes it in.
    monkeypatch.setattr(taking_in, "tells_more", lambda *_: False)
    assert pair.a.exchange.run(pair.folder).made == 1


def test_a_folder_that_vanishes_behind_the_reading_loses_nothing_and_says_so(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.a.exchange.run(pair.folder)
    pair.b.people.save(Person(name="Bo Lind"))

    def gone(path: Path, *_: object, **__: object) -> None:
        raise CannotWrite(path, "gone")

    with monkeypatch.context() as patched:
        patched.setattr(exchanges, "write_file", gone)
        done = pair.b.exchange.run(pair.folder)
    assert (done.received, done.sent, done.unwritten, reasons(done)) == (1, 0, True, [exchanges.UNWRITTEN])
    assert done.changes.touched, "the pages hear of what was taken in"
    pair.b.exchange.run(pair.folder)
    assert pair.a.exchange.run(pair.folder).received == 1


def test_changes_that_say_much_are_parted_into_files_that_are_small_enough(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_series, "MOST_SAID", 3_000)
    for number in range(4):
        pair.a.people.save(Person(name=f"Anna {number}", notes="snö " * 600))
    pair.a.exchange.run(pair.folder)
    assert len(pair.files()) == 4
    assert pair.b.exchange.run(pair.folder).made == 4


def test_a_workspace_put_back_by_hand_forks_and_all_is_everywhere(pair: Pair, tmp_path: Path) -> None:
    pair.a.people.save(Person(name="Anna Berg"))
    pair.round(1)
    pair.a.close()
    old, home = tmp_path / "old", Path(pair.a.place).parent
    old.mkdir()
    for file in home.glob("a.outreach*"):
        shutil.copy(file, old)
    pair.a = House(open_workspace(Path(pair.a.place), signature("a")))
    pair.a.people.save(Person(name="Bo Lind"))
    pair.a.exchange.run(pair.folder)
    pair.b.exchange.run(pair.folder)
    pair.a.close()
    shutil.copytree(old, home, dirs_exist_ok=True)
    # The stick was emptied: nothing tells that this file is an older one, and it numbers its files as the newer one did.
    for file in pair.files():
        file.unlink()
    pair.a = House(open_workspace(Path(pair.a.place), signature("a")))
    pair.a.people.save(Person(name="Cia Ek"))
    pair.round()
    assert sorted(one.name for one in people(pair.a).values()) == ["Anna Berg", "Bo Lind", "Cia Ek"]
    assert people(pair.a).keys() == people(pair.b).keys()


def test_nothing_readable_lies_in_the_folder_and_no_nonce_is_used_twice(pair: Pair, tmp_path: Path) -> None:
    for number in range(3):
        pair.a.people.save(Person(name=f"Kanariefogel {number}", notes="hemlighet"))
        pair.round(1)
    data = [file.read_bytes() for file in pair.files()]
    words = (b"Kanariefogel", b"hemlighet", b"Officer", b"laptop", b"Anna")
    assert not [word for one in data for word in words if word in one]
    again = tmp_path / "again"
    again.mkdir()
    # The same changes written once more, as after a restore: other nonces.
    pair.a.exchange.run(again)
    data += [file.read_bytes() for file in again.iterdir()]
    nonces = [change_file.read_head(one)[2][:12] for one in data]
    assert len(set(nonces)) == len(nonces) > 6


def test_a_clock_in_the_year_9999_stops_nobody(pair: Pair) -> None:
    stamp = travelling.next_stamp(0, datetime(9999, 12, 31, tzinfo=UTC))
    assert travelling.next_stamp(stamp, NOW) == stamp + 1
    assert from_line(LINE | {"stamp": stamp + 1000}).stamp < 2**62


def test_a_letter_goes_out_only_from_the_laptop_where_it_was_prepared(pair: Pair) -> None:
    event = Event(title="Mässa", when=all_day(date(2026, 12, 1), date(2026, 12, 1)))
    pair.a.events.save(event)
    letter = Invitation(
        event=event.id, uid=str(event.id), purpose=Purpose.INVITE, method=Method.REQUEST, sequence=0, at=NOW, way=Way.SMTP
    )  # fmt: skip
    with pair.a.database.work("prepared") as work:
        work.save(Kind.INVITATION, letter)
        work.keep_outgoing(letter.id, b"letter")
    pair.round(1)
    assert [one.invitation.id for one in pair.a.outbox.waiting()] == [letter.id]
    with pair.b.database.read() as view:
        assert view.invitations.get(letter.id) is not None
    assert pair.b.outbox.waiting() == []


def test_a_laptop_that_never_knew_an_erased_person_is_asked_when_the_card_comes(pair: Pair) -> None:
    card = "vcard:urn:uuid:11111111-2222-4333-8444-555555555555"
    anna = Person(name="Anna Berg", origins=(card,))
    pair.a.people.save(anna)
    pair.a.exchange.run(pair.folder)
    pair.a.erasures.erase(anna.id)
    pair.a.exchange.run(pair.folder)
    pair.b.exchange.run(pair.folder)
    with pair.b.database.read() as view:
        assert set(erasing.forgotten(view, [str(anna.id), card])) == {str(anna.id), card}


def test_who_was_merged_with_somebody_erased_elsewhere_is_named(pair: Pair) -> None:
    anna, double, other = Person(name="Anna Berg"), Person(name="Anna M Berg"), Person(name="Bo Ek")
    for one in (anna, double, other):
        pair.a.people.save(one)
    pair.round(1)
    pair.b.duplicates.merge(Kind.PERSON, double.id, [anna.id])
    pair.b.people.save(replace(pair.b.people.get(other.id), website="https://ek.example"))
    pair.a.erasures.erase(anna.id)
    pair.a.exchange.run(pair.folder)
    told = pair.b.exchange.run(pair.folder)
    assert [(one.reason, one.values) for one in told.problems] == [(MERGED, {"name": "Anna M Berg"})]
    assert double.id in people(pair.b), "whether both are one is for an officer to say"
    # Where she was erased, the merged card that comes names her data again: it is told there too.
    assert [one.values for one in pair.a.exchange.run(pair.folder).problems] == [{"name": "Anna M Berg"}]
    pair.round(2)
    assert pair.b.exchange.run(pair.folder).problems == (), "told when it comes, and not at every exchange"


def test_who_was_put_on_one_list_by_both_stands_there_once(pair: Pair) -> None:
    event = Event(title="Mässa", when=all_day(date(2026, 12, 1), date(2026, 12, 1)))
    anna, bo = Person(name="Anna Berg"), Person(name="Bo Ek")
    pair.a.events.save(event)
    for one in (anna, bo):
        pair.a.people.save(one)
    pair.round(1)
    for house, note in ((pair.a, "vegetarian"), (pair.b, "brings a colleague")):
        house.guests.invite(event.id, [anna.id])
        line = guests_of(house, event.id)[0]
        house.records(Kind.GUEST).save(replace(line, note=note))
    pair.b.guests.invite(event.id, [bo.id])
    came = next(one for one in guests_of(pair.b, event.id) if one.person == anna.id)
    pair.b.guests.mark([came.id], Attendance.CAME)
    twins = [house.exchange.run(pair.folder).twins for house in (pair.a, pair.b, pair.a, pair.b, pair.a, pair.b)]
    assert sorted(twins) == [0, 0, 0, 0, 1, 1], "each laptop joins the two lines once, for itself"
    lists = [guests_of(house, event.id) for house in (pair.a, pair.b)]
    assert {one.person for one in lists[0]} == {anna.id, bo.id}
    assert [replace(one, version=0) for one in lists[0]] == [replace(one, version=0) for one in lists[1]]
    once = next(one for one in lists[0] if one.person == anna.id)
    assert len(lists[0]) == 2
    assert once.attendance is Attendance.CAME
    assert set(once.note.split("\n")) == {"vegetarian", "brings a colleague"}
    assert pair.a.exchange.conflicts() == pair.b.exchange.conflicts() == []
    with pytest.raises(NothingToUndo):
        while True:
            pair.a.history.undo()
    assert len(guests_of(pair.a, event.id)) == 2


def test_every_table_is_decided_once() -> None:
    decided = [exchange_scope.travelling_tables(), exchange_scope.IN_ANOTHER_FORM.keys(), exchange_scope.STAYS.keys()]
    names = sorted(name for part in decided for name in part)
    assert names == sorted(metadata.tables), "decide in storage/exchange_scope.py whether a new table travels"
    assert all([*exchange_scope.IN_ANOTHER_FORM.values(), *exchange_scope.STAYS.values()])


def test_what_may_stand_only_once_is_known_to_the_settling() -> None:
    alone = {
        (kind, column.name)
        for table, kind in kinds_by_table().items()
        for column in metadata.tables[table].columns
        if column.unique and column.name != "id"
    }
    assert alone == set(settling_in._ALONE.items())
    joint = [one for table in kinds_by_table() for one in metadata.tables[table].constraints if isinstance(one, UniqueConstraint)]
    unique = [one.name for table in kinds_by_table() for one in metadata.tables[table].indexes if one.unique]
    assert len([one for one in joint if len(one.columns) > 1]) == len(unique) == 0
