"""Passwords stand in the key ring and nowhere else; a computer without one says so in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import PasswordDeleteError

from outreach.domain.accounts import MailServer
from outreach.domain.mailbox import Mailbox
from outreach.errors import BadFile, InvalidInput, NoKeyRing, NotSetUp, PasswordWanted
from outreach.network.passwords import SERVICE, find_password, forget_password, keep_password
from outreach.services import accounts
from outreach.services.accounts import PASSWORD_FILE, Accounts
from outreach.settings import Settings, load_settings, save_settings


class RingInMemory(KeyringBackend):
    """A key ring that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[RingInMemory]:
    before = keyring.get_keyring()
    made = RingInMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_password_is_kept_under_our_name_and_the_account(ring: RingInMemory) -> None:
    assert find_password("anna@smtp.example") is None
    keep_password("anna@smtp.example", "hemlig-åäö")
    assert ring.kept == {(SERVICE, "anna@smtp.example"): "hemlig-åäö"}
    assert find_password("anna@smtp.example") == "hemlig-åäö"
    assert accounts.has_password("anna@smtp.example")
    assert forget_password("anna@smtp.example")
    assert not forget_password("anna@smtp.example")
    assert not ring.kept


@pytest.mark.usefixtures("no_ring")
def test_computer_without_a_key_ring_says_so() -> None:
    for work in (lambda: find_password("a"), lambda: keep_password("a", "b"), lambda: forget_password("a")):
        with pytest.raises(NoKeyRing):
            work()
    assert accounts.has_password("a") is None


def test_password_comes_from_the_named_file_before_the_key_ring(
    ring: RingInMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_password("anna@smtp.example", "ur ringen")
    assert accounts.password_for("anna@smtp.example") == "ur ringen"
    assert accounts.password_for("") == "", "an account without a name needs none"
    with pytest.raises(PasswordWanted, match="bo@smtp"):
        accounts.password_for("bo@smtp.example")
    file = tmp_path / "secret"
    monkeypatch.setenv(PASSWORD_FILE, str(file))
    with pytest.raises(BadFile):
        accounts.password_for("anna@smtp.example")
    file.write_bytes(b"\xef\xbb\xbfur filen \r\nen rad till\n")
    assert accounts.password_for("anna@smtp.example") == "ur filen "
    file.write_text("\nförst en tom rad")
    with pytest.raises(BadFile):
        accounts.password_for("anna@smtp.example")


@pytest.mark.usefixtures("ring")
def test_what_is_no_password_is_not_kept() -> None:
    for account, password in (("", "x"), ("a@b", ""), ("a@b", "x\ny")):
        with pytest.raises(InvalidInput):
            accounts.keep_password(account, password)


def test_no_setting_holds_a_password_and_none_is_shown_by_an_account() -> None:
    save_settings(Settings(mail_host="smtp.example", mail_sender="a@b.example", mail_user="anna"))
    assert not [name for name in Settings.__dataclass_fields__ if "password" in name]
    assert not [name for name in MailServer.__dataclass_fields__ if "password" in name]
    assert load_settings().mail_user == "anna"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"mail_host": "smtp.example", "mail_sender": "nobody"}, "Sender"),
        ({"mail_host": "smtp example", "mail_sender": "a@b.example"}, "Server"),
        ({"mail_host": "s", "mail_sender": "a@b.example", "mail_port": "abc"}, "Port"),
        ({"mail_host": "s", "mail_sender": "a@b.example", "mail_port": "70000"}, "Port"),
        ({"mail_host": "s", "mail_sender": "a@b.example", "mail_pace": "-1"}, "Messages a minute"),
        ({"mail_host": "s", "mail_sender": "a@b.example", "mail_security": "ssl"}, "Security"),
        ({"mail_host": "s", "mail_sender": "a@b.example", "mail_security": "none", "mail_user": "anna"}, "Security"),
    ],
)
def test_account_that_cannot_be_is_refused_at_its_field(values: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as told:
        _ = Accounts(Settings(**values)).mail_server
    assert told.value.field == field


@pytest.mark.parametrize("url", ["", "moln.example/dav", "ftp://moln.example/", "http://moln.example/dav/", "https://anna:x@moln.example/"])
def test_calendar_address_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises((InvalidInput, NotSetUp)):
        _ = Accounts(Settings(calendar_url=url, calendar_user="anna")).calendar_server


def test_usual_ports_and_pace_follow_the_security() -> None:
    of = Settings(mail_host="SMTP.Example.", mail_sender="a@b.example", mail_security="tls", mail_user="anna")
    of = replace(of, answers_host="i.example")
    server, folder = Accounts(of).mail_server, Accounts(of).mail_folder
    assert (server.host, server.port, server.pace, server.sender) == ("smtp.example", 465, 30, Mailbox("a@b.example"))
    assert (folder.port, folder.user, folder.folder) == (993, "anna", "INBOX")
    with pytest.raises(NotSetUp):
        _ = Accounts(Settings()).mail_server
