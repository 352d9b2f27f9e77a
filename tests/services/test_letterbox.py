"""Logging while the register is locked: sealed, taken in exactly once, over kill -9, and readable by nobody meanwhile."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from outreach.domain.secret import Secret
from outreach.errors import InvalidInput, WorkspaceInUse, WorkspaceReadOnly
from outreach.services.capturing import NO_EVENT, Capture
from outreach.services.house import House
from outreach.services.letterbox import Post
from outreach.storage import letterbox
from outreach.storage.database import Signature, create_workspace, open_workspace
from outreach.storage.lock import lock_file
from outreach.storage.sealing import Cost, SealBroken

PASSPHRASE = "fyra ord som ingen gissar"
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TALK = UUID("00000000-0000-4000-8000-00000000000a")
ANNA = Capture(person="Anna Kanariefågel", company="Bergs Bygg AB", phones=("070-123 45 67",), note="snöröjning #bygg", id=TALK)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "register.outreach"
    create_workspace(path, Signature("Anna Ek"), Secret(PASSPHRASE), cost=Cost(64, 1, 1)).close()
    return path


def opened(place: Path) -> House:
    return House(open_workspace(place, Signature("Anna Ek"), patience=0, secret=Secret(PASSPHRASE)))


@pytest.fixture
def post(place: Path) -> Iterator[Post]:
    house = opened(place)
    made = house.letterbox.open(NO_EVENT)
    house.close()
    yield made
    made.close()


def die(_: Path) -> None:
    raise KeyboardInterrupt


def notes(house: House) -> list[str]:
    return sorted(one.meeting.note for one in house.meetings.latest(None))


def test_what_was_logged_while_locked_is_in_the_register_once(place: Path, post: Post) -> None:
    post.keep(ANNA, AT)
    post.keep(ANNA, AT)  # an impatient hand
    assert b"Kanarie" not in letterbox.letterbox_file(place).read_bytes()
    assert letterbox.letterbox_file(place).stat().st_mode & 0o077 == 0
    post.close()
    house = opened(place)
    taken = house.letterbox.take_in()
    assert (taken.kept, taken.drafts, taken.unreadable) == (1, 0, 0)
    (kept,) = house.meetings.latest(None)
    assert kept.person is not None
    assert (kept.meeting.at, kept.meeting.note, kept.person.name) == (AT, "snöröjning", "Anna Kanariefågel")
    assert not letterbox.waits(place)
    assert house.letterbox.take_in().kept == 0
    house.close()


def test_a_cut_between_the_register_and_the_file_keeps_each_once(place: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.keep(ANNA, AT)
    post.close()
    house = opened(place)
    with monkeypatch.context() as cut:
        cut.setattr(letterbox, "remove", die)
        with pytest.raises(KeyboardInterrupt):
            house.letterbox.take_in()
    assert letterbox.waits(place), "the control: it would be taken in a second time"
    house.letterbox.take_in()
    assert notes(house) == ["snöröjning"]
    house.close()


def test_a_copy_of_the_file_that_turns_up_later_opens_nothing(place: Path, post: Post) -> None:
    post.keep(ANNA, AT)
    post.close()
    copied = letterbox.letterbox_file(place).read_bytes()
    house = opened(place)
    house.letterbox.take_in()
    letterbox.letterbox_file(place).write_bytes(copied)
    taken = house.letterbox.take_in()
    assert (taken.kept, taken.unreadable) == (0, 1)
    assert taken.aside is not None
    assert taken.aside.read_bytes() == copied, "nothing is thrown away"
    assert notes(house) == ["snöröjning"]
    house.close()


@pytest.mark.parametrize("with_head", [True, False], ids=["as it is", "control: without its head"])
def test_a_register_from_before_the_lock_opens_what_was_logged_during_it(place: Path, with_head: bool) -> None:
    backup = place.read_bytes()
    house = opened(place)
    post = house.letterbox.open(NO_EVENT)
    house.close()
    post.keep(ANNA, AT)
    post.keep(Capture(note="efter", id=UUID(int=5)), AT)
    post.close()
    # The register is damaged while the booth is locked; a backup of the morning takes its place.
    place.write_bytes(backup)
    lock_file(place).unlink()
    file = letterbox.letterbox_file(place)
    head, *letters = file.read_bytes().splitlines(keepends=True)
    assert head.startswith(b"*")
    if not with_head:
        file.write_bytes(b"".join(letters))
    house = opened(place)
    taken = house.letterbox.take_in()
    assert (taken.kept, taken.unreadable) == ((2, 0) if with_head else (0, 2))
    assert notes(house) == (["efter", "snöröjning"] if with_head else [])
    assert letterbox.waits(place) is False
    house.close()


def test_half_a_line_of_a_cut_spoils_nothing(place: Path, post: Post) -> None:
    post.keep(ANNA, AT)
    with letterbox.letterbox_file(place).open("ab") as file:
        file.write(b"QUFB")
    post.keep(Capture(note="efter", id=UUID(int=5)), AT)
    post.close()
    house = opened(place)
    assert house.letterbox.take_in().kept == 2
    assert notes(house) == ["efter", "snöröjning"]
    house.close()


def test_what_was_half_typed_becomes_a_draft_and_what_was_saved_does_not(place: Path, post: Post) -> None:
    post.keep_half(ANNA, AT)
    post.keep(ANNA, AT)
    post.keep_half(Capture(person="Bo", note="halv", id=UUID(int=6)), AT)
    post.keep_half(Capture(id=UUID(int=7)), AT)  # typed and taken out again
    post.close()
    house = opened(place)
    taken = house.letterbox.take_in()
    assert (taken.kept, taken.drafts) == (1, 1)
    assert [one["note"] for name, one in house.drafts.all().items() if name.startswith("fair:")] == ["halv"]
    house.close()


def test_a_conversation_that_the_register_refuses_becomes_a_draft(place: Path) -> None:
    house = opened(place)
    post = house.letterbox.open(UUID(int=9))  # an event that is not there
    house.close()
    post.keep(ANNA, AT)
    post.close()
    house = opened(place)
    taken = house.letterbox.take_in()
    assert (taken.kept, taken.drafts) == (0, 1)
    assert not letterbox.waits(place)
    house.close()


def test_while_the_booth_is_open_another_process_lets_it_be(place: Path, post: Post) -> None:
    post.keep(ANNA, AT)
    house = opened(place)
    assert house.letterbox.take_in().kept == 0
    with pytest.raises(WorkspaceInUse):
        house.letterbox.open(NO_EVENT)
    assert letterbox.waits(place)
    post.close()
    assert house.letterbox.take_in().kept == 1
    house.close()
    with pytest.raises(WorkspaceReadOnly):
        post.keep(ANNA, AT)


def test_an_empty_conversation_is_none(post: Post, place: Path) -> None:
    with pytest.raises(InvalidInput):
        post.keep(Capture(id=TALK), AT)
    assert not letterbox.waits(place)


def test_a_plain_register_has_no_letterbox(tmp_path: Path) -> None:
    house = House(create_workspace(tmp_path / "plain.outreach"))
    with pytest.raises(WorkspaceReadOnly):
        house.letterbox.open(NO_EVENT)
    assert house.letterbox.take_in().kept == 0
    house.close()


@pytest.mark.skipif(sys.platform == "win32", reason="processes are copied and killed as on Linux")
def test_what_was_acknowledged_survives_kill_9(place: Path) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        box = opened(place).letterbox.open(NO_EVENT)
        for number in range(1_000_000):
            box.keep(Capture(note=f"v{number}", id=UUID(int=number + 1)), AT)
            os.write(writer, b".")
        os._exit(0)
    os.close(writer)
    said = b""
    while len(said) < 20:
        said += os.read(reader, 64)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said += os.read(reader, 1 << 20)
    house = opened(place)
    taken = house.letterbox.take_in()
    assert len(said) <= taken.kept <= len(said) + 1
    house.close()


def test_only_the_private_half_opens_a_letter() -> None:
    one, other = (letterbox._pair(bytes([number] * 32)) for number in (1, 2))
    sealed = letterbox.sealed_for(one[1], b"hej")
    assert letterbox.opened_with(one[0], sealed) == b"hej"
    for wrong in (sealed[:-1], sealed[:20], bytes(32) + sealed[32:], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(SealBroken):
            letterbox.opened_with(one[0], wrong)
    with pytest.raises(SealBroken):
        letterbox.opened_with(other[0], sealed)
