"""`outreach server`: what is typed while the server is away waits and is sent once; login and logout keep and forget a password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import psycopg
import pytest

from outreach import app
from outreach.cli import passphrases
from outreach.cli.main import run
from outreach.domain.server_address import login_of
from outreach.network import passwords
from outreach.services.house import House
from outreach.services.server_login import PASSWORD_FILE
from outreach.settings import Settings
from outreach.storage.database import Signature, open_workspace
from tests.cli.conftest import Outreach, Said
from tests.network.test_passwords import RingInMemory
from tests.storage.bad_line import BadLine
from tests.storage.conftest import new_postgres_database, postgres_address  # noqa: F401 - a fixture

pytestmark = pytest.mark.postgres
#: No such word stands anywhere else.
PASSWORD, WRONG = "hemligt ord på servern", "fel och åter fel"
LOGIN = "cli_anna"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[RingInMemory]:
    before, made = keyring.get_keyring(), RingInMemory()
    monkeypatch.setattr(passwords, "TRUSTED", passwords.TRUSTED | {(RingInMemory.__module__, RingInMemory.__name__)})
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def line(postgres_address: str, ring: RingInMemory) -> Iterator[BadLine]:  # noqa: F811
    del ring
    with BadLine(new_postgres_database(postgres_address), []) as made:
        yield made


@pytest.fixture
def login(postgres_address: str) -> str:  # noqa: F811
    """The address of a workspace whose server asks this login for its password."""
    place = new_postgres_database(postgres_address)
    with psycopg.connect(place, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN]).fetchone():
            connection.execute(f"CREATE ROLE {LOGIN} LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
        row = connection.execute("SHOW hba_file").fetchone()
        assert row is not None
        rules, ours = Path(row[0]), f"local all {LOGIN} scram-sha-256\n"
        if ours not in rules.read_text():
            rules.write_text(ours + rules.read_text())
        connection.execute("SELECT pg_reload_conf()")
    return place.replace("postgres:@", f"{LOGIN}@").replace("postgres@", f"{LOGIN}@")


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Outreach:
    """Run one command as the program does: its own opening asks the named file and the key ring."""
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "home"))

    def command(*words: str, language: str = "en") -> Said:
        capsys.readouterr()
        code = run(list(words), app.open_house, app.create_house, Settings(language=language))
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command


def kept(ring: RingInMemory) -> dict[str, str]:
    return {account: password for (_, account), password in ring.kept.items() if account.startswith("server ")}


def notes(line: BadLine) -> list[str]:
    house = House(open_workspace(line._address, Signature("Bo Lind", "two")))
    with house.database.read() as view:
        found = sorted(one.note for one in view.meetings.all())
    house.close()
    return found


def test_a_captured_line_waits_is_listed_dropped_and_sent_once(outreach: Outreach, line: BadLine) -> None:
    at = ("--workspace", line.address)
    line.fall("cut")
    refused = outreach(*at, "capture", "Nils Holm, Norrgräv AB: ringer om tak")
    assert (refused.code, "does not answer" in refused.err) == (1, True)  # never worked here: no key to seal with
    line.down = ""
    assert outreach(*at, "capture", "Eva Sten, Byggarna AB: vill komma").code == 0
    line.fall("cut")
    waits = outreach(*at, "capture", "Nils Holm, Norrgräv AB: ringer om tak", "--json")
    assert (waits.code, waits.plain["waiting"]) == (0, 1)
    said = outreach(*at, "capture", "Bo Berg, X AB: fel rad", language="sv")
    assert (said.code, "2 väntar på servern" in said.out) == (0, True)
    listed = outreach(*at, "server", "waiting", "--json").plain["waiting"]
    assert [one["shown"] for one in listed] == ["Nils Holm, Norrgräv AB: ringer om tak", "Bo Berg, X AB: fel rad"]
    assert outreach(*at, "server", "waiting", "--drop", listed[1]["id"]).code == 0
    assert outreach(*at, "server", "waiting", "--drop", listed[1]["id"]).code == 1
    other = outreach(*at, "person", "add", "Åsa Öberg")
    assert (other.code, "does not answer" in other.err) == (1, True)
    assert outreach(*at, "capture", "En till, X AB: nej", "--event", "galan").code == 1
    line.down = ""
    sent = outreach(*at, "server", "send", "--json")
    assert (sent.code, sent.plain) == (0, {"sent": 1, "stuck": 0, "waiting": 0})
    assert notes(line) == ["ringer om tak", "vill komma"]
    assert "Nothing waits" in outreach(*at, "server", "send").out


def test_the_next_command_that_writes_sends_what_waits_and_check_tells_what_is_unsound(outreach: Outreach, line: BadLine) -> None:
    at = ("--workspace", line.address.replace("postgres@", "postgres:hemligt@"))
    assert "hold" in outreach(*at, "capture", "Eva Sten, Byggarna AB: vill komma").err  # the password in the address is told of
    line.fall("cut")
    away = outreach(*at, "capture", "Nils Holm, Norrgräv AB: ringer om tak")
    assert away.code == 0
    line.down = ""
    done = outreach(*at, "capture", "Bo Berg, X AB: hej")
    assert (done.code, "1 that waited was sent" in done.err) == (0, True)
    assert notes(line) == ["hej", "ringer om tak", "vill komma"]
    checked = outreach(*at, "check", "--json")
    status = outreach(*at, "server", "status", "--json").plain
    assert checked.plain["warnings"] == status["unsound"]
    assert any("superuser" in one for one in status["unsound"])
    assert "hemligt" not in checked.out + checked.err + done.out + done.err + away.out + away.err


def test_a_file_has_no_server(outreach: Outreach) -> None:
    for words in (("waiting",), ("send",), ("logout",), ("login",)):
        said = outreach("server", *words)
        assert (said.code, "not on a server" in said.err) == (1, True)


def test_a_login_is_kept_once_the_server_has_taken_it_opens_from_then_on_and_is_forgotten(
    real: Outreach, login: str, ring: RingInMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--workspace", login)
    asked = real(*at, "server", "login")
    assert (asked.code, asked.out, kept(ring)) == (1, "", {})  # nobody sits at the terminal
    file = tmp_path / "password"
    file.write_text(f"{WRONG}\n", "utf-8")
    monkeypatch.setenv(PASSWORD_FILE, str(file))
    refused = real(*at, "server", "login", "--json")
    assert (refused.code, kept(ring)) == (1, {})
    file.write_text(f"{PASSWORD}\n", "utf-8")
    done = real(*at, "server", "login", "--json")
    assert (done.code, done.plain) == (0, {"kept": True})
    assert kept(ring) == {f"server {login_of(login)}": PASSWORD}
    monkeypatch.delenv(PASSWORD_FILE)
    opened = real(*at, "person", "add", "Nils Holm")
    assert opened.code == 0
    for sentence in ("out of the key ring", "had no password"):
        gone = real(*at, "server", "logout")
        assert (gone.code, sentence in gone.out, kept(ring)) == (0, True, {}), sentence
    shut = real(*at, "find", "Nils")
    assert shut.code == 1
    said = "".join(one.out + one.err for one in (asked, refused, done, opened, shut))
    assert not [word for word in (PASSWORD, WRONG, "hemligt") if word in said]


def test_who_sits_at_the_terminal_is_asked_and_another_login_keeps_its_password(
    real: Outreach, login: str, ring: RingInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, other = ("--workspace", login), "server bo@elsewhere.example/register"
    ring.set_password(passwords.SERVICE, other, "another")
    answers = [WRONG, PASSWORD]
    shown: list[tuple[str, object]] = []
    monkeypatch.setattr(passphrases, "_somebody_there", lambda: True)

    def prompt(text: str, **how: object) -> str:
        shown.append((text, how.get("hide_input")))
        return answers.pop(0)

    monkeypatch.setattr("click.prompt", prompt)
    assert real(*at, "server", "login", language="sv").code == 1
    assert kept(ring) == {other: "another"}
    done = real(*at, "server", "login", language="sv")
    assert (done.code, "nyckelring" in done.out) == (0, True)
    assert [(login_of(login) in text, hidden) for text, hidden in shown] == [(True, True)] * 2
    assert kept(ring) == {other: "another", f"server {login_of(login)}": PASSWORD}
    assert real(*at, "server", "logout", "--json").plain == {"forgotten": True}
    assert kept(ring) == {other: "another"}


def test_without_a_ring_that_can_be_trusted_nothing_is_kept_and_that_is_said(
    real: Outreach, login: str, ring: RingInMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "TRUSTED", set())
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", "utf-8")
    monkeypatch.setenv(PASSWORD_FILE, str(file))
    refused = real("--workspace", login, "server", "login")
    assert (refused.code, "key ring" in refused.err, kept(ring)) == (1, True, {})
    assert real("--workspace", login, "server", "logout", "--json").plain == {"forgotten": False}
