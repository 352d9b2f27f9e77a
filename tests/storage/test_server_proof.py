"""A server that cannot prove itself is refused, each with its own sentence and nothing said; passwords stay where they belong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import psycopg
import pytest

from outreach.domain.secret import Secret
from outreach.domain.server_address import login_of, split_address
from outreach.errors import (
    CertificateRefused,
    NoEncryption,
    OutreachError,
    ServerPasswordRefused,
    ServerPasswordWanted,
    WorkspaceRefused,
    WorkspaceUnreachable,
)
from outreach.explain import explain
from outreach.language import Language
from outreach.network import passwords
from outreach.services import server_login
from outreach.services.unlocking import open_database
from outreach.settings import Settings, load_settings, save_settings
from outreach.storage import server_faults
from outreach.storage.database import Signature, open_workspace
from outreach.storage.server import safe_address
from tests.network.certificates import Certificates, make_certificates
from tests.network.test_passwords import RingInMemory
from tests.storage.conftest import new_postgres_database
from tests.storage.private_line import PrivateLine

pytestmark = pytest.mark.postgres
#: No such word stands anywhere else.
PASSWORD = "hemligt/ord?på @servern"
ANNA = Signature("Anna Ek", "one")


@dataclass(frozen=True)
class Ground:
    """A database with a login that has a password, and certificates: sound, by another authority, run out, of another name."""

    place: str
    login: str
    sound: Certificates
    other: Certificates
    expired: Certificates
    elsewhere: Certificates


@pytest.fixture(scope="module")
def ground(postgres_address: str, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    place, login = new_postgres_database(postgres_address), "tls_anna"
    with psycopg.connect(place, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
            connection.execute(f"CREATE ROLE {login} LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
        row = connection.execute("SHOW hba_file").fetchone()
        assert row is not None
        rules, ours = Path(row[0]), f"local all {login} scram-sha-256\n"
        if ours not in rules.read_text():
            rules.write_text(ours + rules.read_text())
        connection.execute("SELECT pg_reload_conf()")
    folders = [tmp_path_factory.mktemp(name) for name in ("sound", "other", "expired", "elsewhere")]
    return Ground(
        place,
        login,
        make_certificates(folders[0]),
        make_certificates(folders[1]),
        make_certificates(folders[2], expired=True),
        make_certificates(folders[3], "db.example"),
    )


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[RingInMemory]:
    before, made = keyring.get_keyring(), RingInMemory()
    monkeypatch.setattr(passwords, "TRUSTED", passwords.TRUSTED | {(RingInMemory.__module__, RingInMemory.__name__)})
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy stands on this computer; the program is to take it for another one."""
    monkeypatch.setattr("outreach.storage.server._HERE", frozenset())


def sentence(error: OutreachError) -> str:
    known = explain(error, Language("en"))
    assert known is not None
    return known.whole


@pytest.mark.parametrize(
    ("certificates", "root", "why"),
    [
        (lambda g: g.sound, lambda g: g.other.authority, server_faults.UNKNOWN),
        (lambda g: g.expired, lambda g: g.expired.authority, server_faults.EXPIRED),
        (lambda g: g.elsewhere, lambda g: g.elsewhere.authority, server_faults.WRONG_NAME),
        (lambda g: g.sound, lambda _: Path("system"), server_faults.UNKNOWN),
        (lambda g: g.sound, lambda _: Path("/nowhere/ca.pem"), server_faults.NO_AUTHORITY),
    ],
)
def test_a_server_that_cannot_prove_itself_is_told_nothing(
    ground: Ground, certificates: Callable[[Ground], Certificates], root: Callable[[Ground], Path], why: str
) -> None:
    with PrivateLine(ground.place, certificates(ground)) as line, pytest.raises(CertificateRefused) as refused:
        open_workspace(line.address(ground.login, "localhost", root(ground)), ANNA, secret=Secret(PASSWORD))
    assert (line.said, line.in_the_open) == (b"", b"")
    assert why in sentence(refused.value)
    assert PASSWORD not in sentence(refused.value)


def test_a_server_that_speaks_in_the_open_is_told_nothing(ground: Ground) -> None:
    with PrivateLine(ground.place, None) as line, pytest.raises(NoEncryption) as refused:
        open_workspace(line.address(ground.login, "localhost", ground.sound.authority), ANNA, secret=Secret(PASSWORD))
    assert (line.said, line.in_the_open) == (b"", b"")
    assert "offers no encryption" in sentence(refused.value)


def test_the_control_a_proven_server_is_let_in_and_the_harness_sees_who_does_not_look(ground: Ground) -> None:
    with PrivateLine(ground.place, ground.sound) as line:
        address = line.address(ground.login, "localhost", ground.sound.authority)
        open_workspace(address, ANNA, secret=Secret(PASSWORD)).close()
        assert line.said
    with PrivateLine(ground.place, ground.sound) as line:
        # What libpq does when nobody asks it to look: the same certificate, and everything is said.
        psycopg.connect(line.address(ground.login, "localhost", None), sslmode="require", password=PASSWORD).close()
        assert line.said


@pytest.mark.parametrize(("variable", "value"), [("PGHOST", "db.example"), ("PGHOSTADDR", "192.0.2.7"), ("PGSERVICE", "unit")])
def test_what_the_environment_adds_to_an_address_is_no_way_around(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setattr("outreach.storage.server._HERE", frozenset({"", "localhost"}))
    assert "sslmode" not in safe_address("postgresql:///outreach")
    monkeypatch.setenv(variable, value)
    assert "sslmode=verify-full" in safe_address("postgresql:///outreach")
    assert "gssencmode=disable" in safe_address("postgresql:///outreach")
    with pytest.raises(WorkspaceUnreachable):
        safe_address("postgresql:///outreach?sslmode=require")


def test_the_password_comes_from_file_ring_or_prompt_and_a_wrong_one_is_told_apart(
    ground: Ground, ring: RingInMemory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with PrivateLine(ground.place, ground.sound) as line:
        place = line.address(ground.login, "localhost", ground.sound.authority)
        with pytest.raises(ServerPasswordWanted) as wanted:
            open_database(place, ANNA)
        assert not isinstance(wanted.value, ServerPasswordRefused)
        with pytest.raises(ServerPasswordRefused) as refused:
            open_database(place, ANNA, secret=Secret("fel"))
        assert "fel" not in sentence(refused.value).replace("felet", "")
        open_database(place, ANNA, secret=Secret(PASSWORD)).close()
        server_login.keep_password(place, Secret(PASSWORD))
        assert login_of(place) in " ".join(account for _, account in ring.kept)
        open_database(place, ANNA).close()
        assert server_login.forget_password(place)
        file = tmp_path / "password"
        file.write_text(f"{PASSWORD}\n", "utf-8")
        monkeypatch.setenv(server_login.PASSWORD_FILE, str(file))
        open_database(place, ANNA).close()
        monkeypatch.delenv(server_login.PASSWORD_FILE)
        # A ring that keeps plain text is asked for nothing.
        server_login.keep_password(place, Secret(PASSWORD))
        monkeypatch.setattr(passwords, "TRUSTED", set())
        with pytest.raises(ServerPasswordWanted):
            open_database(place, ANNA)


def test_a_password_in_the_address_opens_and_stands_nowhere(
    ground: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with PrivateLine(ground.place, ground.sound) as line:
        bare = line.address(ground.login, "localhost", ground.sound.authority)
        for written in ("hemligt%2Ford%3Fp%C3%A5%20%40servern", "fel%2Ford"):
            place = bare.replace(f"{ground.login}@", f"{ground.login}:{written}@")
            assert split_address(place)[0] == bare
            try:
                database = open_database(place, ANNA)
            except ServerPasswordRefused as error:
                assert written == "fel%2Ford"
                told = f"{error} {error!r} {error.facts} {sentence(error)}"
            else:
                told = f"{database.place} {database.engine} {database.engine.url}"
                save_settings(Settings(workspace=database.place))
                told += load_settings().workspace
                database.close()
            assert not [word for word in (PASSWORD, written, "hemligt", "fel/ord") if word in told]
    assert not [word for word in (PASSWORD, "hemligt") if word in caplog.text]


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://anna:a@b/c?d@db.example/x?y=1",
        "postgresql://anna:a%40b@db.example/x?password=a",
        "postgresql://anna@db.example/x?y=1&PASSWORD=a%40b&sslpassword=a",
        "postgres://anna:p?w@db.example/x",
        "postgresql://anna:a:b:c@[::1]:5432/x",
    ],
)
def test_however_it_is_written_a_password_is_taken_out_of_an_address(place: str) -> None:
    bare, password = split_address(place)
    assert password
    assert bare.partition("://")[2].startswith("anna@")
    assert "password" not in bare.casefold()
    assert not [part for part in ("a@b", "c?d", "p?w", "a:b", "%40") if part in bare]
    with pytest.raises(OutreachError) as refused:
        safe_address(f"{place}&sslmode=disable" if "?" in bare else f"{place}?sslmode=disable")
    assert not [part for part in ("a@b", "c?d", "p?w", "a:b", "%40") if part in str(refused.value)]


def test_a_server_that_answers_and_lets_nobody_in_is_not_said_to_be_away(ground: Ground) -> None:
    with PrivateLine(ground.place, ground.sound) as line, pytest.raises(WorkspaceRefused) as refused:
        address = line.address(ground.login, "localhost", ground.sound.authority).replace("/test_", "/no_such_")
        open_workspace(address, ANNA, secret=Secret(PASSWORD))
    assert "does not exist" in sentence(refused.value)
