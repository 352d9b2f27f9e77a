"""The keys of a workspace from a terminal and from a script: a file names the passphrase, never an argument."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from outreach.cli import passphrases
from outreach.domain.secret import Secret
from outreach.services.unlocking import NEW_PASSPHRASE_FILE, PASSPHRASE_FILE
from outreach.storage.encryption import keys_file
from tests.cli.conftest import CHEAP, Outreach

OLD, NEW = "korrekt häst batteri", "fyra ord som skaver"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("outreach.storage.sealing.USUAL_COST", CHEAP)
    for variable in (PASSPHRASE_FILE, NEW_PASSPHRASE_FILE):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path / "r.outreach"


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Put a passphrase into a file, as a script does: one line with its end."""

    def names(variable: str, passphrase: str) -> None:
        file = tmp_path / variable
        file.write_bytes(f"{passphrase}\r\nsomething else\n".encode())
        monkeypatch.setenv(variable, str(file))

    return names


def test_a_script_makes_protects_changes_and_opens(outreach: Outreach, place: Path, name, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    on = ("--workspace", place, "--json")
    made = outreach("new", place, "--json")
    assert made.plain == {"workspace": str(place), "encrypted": False}
    assert made.err.count("\n") == 1, "one sentence says that it is plain"
    outreach(*on, "capture", "Anna Berg, Bergs Bygg AB: hej")
    assert outreach(*on, "key", "protect").code == 1, "nobody can be asked"
    name(NEW_PASSPHRASE_FILE, "kort")
    assert outreach(*on, "key", "protect").code == 1
    name(NEW_PASSPHRASE_FILE, OLD)
    assert outreach(*on, "key", "protect").plain["encrypted"]
    locked = outreach(*on, "find", "anna")
    assert (locked.code, locked.plain["error"]["title"]) == (1, "The workspace is locked")
    name(PASSPHRASE_FILE, OLD)
    assert outreach(*on, "find", "anna").plain["results"][0]["title"] == "Anna Berg"
    assert outreach(*on, "check").plain["encrypted"]
    name(NEW_PASSPHRASE_FILE, NEW)
    assert outreach(*on, "key", "change").code == 0
    assert outreach(*on, "find", "anna").plain["error"]["title"] == "The passphrase does not fit"
    name(PASSPHRASE_FILE, NEW)
    code = outreach(*on, "key", "recovery", "--to", tmp_path / "code.pdf")
    assert code.plain["recovery"]
    assert outreach(*on, "key", "status").plain["recovery"] == code.plain["recovery"]
    assert outreach(*on, "key", "rekey").code == 0
    assert outreach(*on, "key", "status").plain["recovery"] == ""
    assert outreach(*on, "key", "off", "--reason", "vet ej").code == 1
    assert not outreach(*on, "key", "off", "--reason", "Disken är krypterad").plain["encrypted"]
    assert outreach(*on, "key", "status").plain["because"] == "Disken är krypterad"
    assert not keys_file(place).exists()


def test_a_new_workspace_is_encrypted_when_a_passphrase_is_at_hand(outreach: Outreach, place: Path, name) -> None:  # type: ignore[no-untyped-def]
    name(PASSPHRASE_FILE, OLD)
    made = outreach("new", place, "--json")
    assert (made.plain["encrypted"], made.err) == (True, "")
    assert not place.read_bytes().startswith(b"SQLite format 3")
    assert outreach("--workspace", place, "company", "add", "Ek AB").code == 0


def test_whoever_sits_at_the_terminal_is_asked(outreach: Outreach, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[str] = []
    monkeypatch.setattr(passphrases, "_somebody_there", lambda: True)
    monkeypatch.setattr(passphrases, "_asked", lambda door, text, **values: Secret(answers.pop(0)))
    answers[:] = [OLD, NEW]
    assert "not the same" in outreach("new", place).err
    assert not place.exists()
    answers[:] = [OLD, OLD]
    assert outreach("new", place).code == 0
    answers[:] = ["fel", "fel", OLD]
    assert outreach("--workspace", place, "find", "anna").code == 0
    answers[:] = ["fel", "fel", "fel", OLD]
    assert outreach("--workspace", place, "find", "anna").code == 1
    assert answers == [OLD], "three times, and no more"


def test_no_option_takes_a_passphrase() -> None:
    from outreach.cli.keys import key

    names = {option for one in key.commands.values() for param in one.params for option in param.opts}
    assert not [one for one in names if "pass" in one or "secret" in one]


def test_a_plain_workspace_in_the_place_of_an_encrypted_one_is_not_opened_unasked(
    outreach: Outreach, place: Path, name: Callable[[str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name(PASSPHRASE_FILE, OLD)
    on = ("--workspace", place, "--json")
    assert outreach("new", place, "--json").plain["encrypted"]
    assert outreach(*on, "company", "add", "Ek AB").code == 0
    monkeypatch.delenv(PASSPHRASE_FILE)
    other = tmp_path / "elsewhere" / "r.outreach"
    assert not outreach("new", other, "--json").plain["encrypted"]
    for file in tmp_path.glob("r.outreach*"):
        file.unlink()
    place.write_bytes(other.read_bytes())
    for words in (("find", "ek"), ("capture", "Anna Berg, Bergs Bygg AB: hej"), ("today",)):
        refused = outreach(*on, *words)
        assert (refused.code, refused.plain["error"]["title"]) == (1, "Not encrypted"), words
    assert outreach("--workspace", other, "find", "ek").code == 0  # the control: where none lay, a plain one opens
    assert outreach(*on, "key", "accept-plain", "--reason", "nej").code == 1
    assert outreach(*on, "find", "ek").code == 1
    accepted = outreach(*on, "key", "accept-plain", "--reason", "Ny dator med krypterad disk")
    assert accepted.plain == {"accepted": True}
    assert outreach(*on, "find", "ek").code == 0
    line = outreach(*on, "audit", "list", "--deed", "keys").plain["lines"][0]
    assert line["detail"] == {"change": "accept_plain", "ground": "Ny dator med krypterad disk"}
    assert outreach(*on, "key", "accept-plain", "--reason", "Ny dator med krypterad disk").plain == {"accepted": False}
