"""Letters and calendars from the command line: where the password comes from, what is told, and how it ends."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from outreach.services.house import House
from outreach.settings import load_settings
from outreach.storage.database import Signature, open_workspace
from tests.cli.conftest import NOW, Outreach
from tests.network.letters import guests_of, plan_event, prepare
from tests.network.mail_server import Letterbox, MailServerOnLoopback


@pytest.fixture
def place(outreach: Outreach, tmp_path: Path) -> Path:
    """A workspace with three letters that wait."""
    made = tmp_path / "register.outreach"
    assert outreach("new", made).code == 0
    house = House(open_workspace(made, Signature("Anna Ek", "laptop", lambda: NOW)))
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 3))
    house.close()
    return made


def set_server(outreach: Outreach, port: int) -> None:
    words = ("--server", "127.0.0.1", "--port", port, "--security", "none", "--sender", "unit@alvbro.example", "--pace", 0)
    assert outreach("mail", "set", *words).code == 0


def test_letters_are_sent_and_what_was_refused_is_told(outreach: Outreach, place: Path) -> None:
    box = Letterbox()
    box.rcpt_answers = lambda to: "550 5.1.1 No such user" if to.startswith("gast001") else None
    with MailServerOnLoopback(box) as server:
        set_server(outreach, server.port)
        assert len(outreach("--workspace", place, "mail", "waiting", "--json").plain["waiting"]) == 3
        told = outreach("--workspace", place, "mail", "send", "--json")
        assert told.code == 0
        assert told.plain["sent"] == 2
        assert [one["address"] for one in told.plain["refused"]] == ["gast001@firma.example"]
        box.rcpt_answers = lambda _: None
        assert outreach("--workspace", place, "mail", "again", "gast001@firma.example").code == 0
        said = outreach("--workspace", place, "mail", "send")
        assert said.out == "1 letter sent\n"
        assert outreach("--workspace", place, "mail", "send").out == "No letter waits.\n"
    assert set(box.message_ids.values()) == {1}
    assert len(box.letters) == 3


def test_server_that_is_not_there_ends_with_a_sentence_and_nothing_is_lost(outreach: Outreach, place: Path) -> None:
    with MailServerOnLoopback(Letterbox()) as server:
        set_server(outreach, server.port)
    said = outreach("--workspace", place, "mail", "send")
    assert said.code == 1
    assert said.err.startswith("127.0.0.1 does not answer.")
    assert len(outreach("--workspace", place, "mail", "waiting", "--json").plain["waiting"]) == 3
    failed = outreach("mail", "test")
    assert failed.code == 1
    assert "does not work" in failed.out


def test_without_a_server_the_sentence_says_what_to_do(outreach: Outreach, place: Path) -> None:
    said = outreach("--workspace", place, "mail", "send")
    assert said.code == 1
    assert "outreach mail set" in said.err
    assert outreach("calendar", "push").code == 1
    assert outreach("calendar", "publish").code == 1


def test_sender_alone_proposes_the_usual_servers(outreach: Outreach) -> None:
    plain = outreach("mail", "set", "--sender", "namn@gmail.com", "--json").plain
    assert (plain["server"], plain["port"], plain["security"]) == ("smtp.gmail.com", "587", "starttls")
    assert plain["answers_server"] == "imap.gmail.com"
    assert load_settings().mail_user == "namn@gmail.com"
    again = outreach("mail", "set", "--sender", "annan@gmail.com", "--json").plain
    assert again["user"] == "namn@gmail.com", "what is set is not proposed anew"


def test_what_cannot_be_is_refused_and_nothing_is_kept(outreach: Outreach) -> None:
    said = outreach("mail", "set", "--server", "smtp.example", "--sender", "a@b.example", "--user", "a", "--security", "none")
    assert said.code == 1
    assert "never sent over an open line" in said.err
    assert load_settings().mail_host == ""


def test_password_is_never_an_argument_and_comes_from_the_named_file(
    outreach: Outreach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outreach("mail", "set", "--server", "smtp.example", "--sender", "a@b.example", "--user", "anna")
    assert outreach("mail", "password", "hemligt").code == 2
    nobody = outreach("mail", "password")
    assert nobody.code == 1
    assert "OUTREACH_MAIL_PASSWORD_FILE" in nobody.err
    secret = tmp_path / "secret"
    secret.write_text("hemligt\n")
    monkeypatch.setenv("OUTREACH_MAIL_PASSWORD_FILE", str(secret))
    kept = outreach("mail", "password")
    assert kept.code == 0
    assert "hemligt" not in kept.out + kept.err
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        said = outreach("mail", "password")
    finally:
        keyring.set_keyring(before)
    assert said.code == 1
    assert said.err.startswith("This computer has no key ring")
    with pytest.raises(KeyError):
        _ = outreach("mail", "show", "--json").plain["password"]


def test_unclear_letters_are_settled_by_address(outreach: Outreach, place: Path) -> None:
    from dataclasses import replace

    from outreach.domain.invitation import Delivery
    from outreach.domain.record import Kind

    house = House(open_workspace(place, Signature("Anna Ek", "laptop", lambda: NOW)))
    one = house.outbox.waiting()[0].invitation
    with house.database.work("cut") as work:
        work.save(Kind.INVITATION, replace(one, delivery=Delivery.UNCLEAR))
    house.close()
    assert one.address in outreach("--workspace", place, "mail", "unclear").out
    assert outreach("--workspace", place, "mail", "settle", one.address).code == 2, "one has to say which"
    assert outreach("--workspace", place, "mail", "settle", one.address, "--not-arrived").code == 0
    assert outreach("--workspace", place, "mail", "unclear", "--json").plain["unclear"] == []
    assert len(outreach("--workspace", place, "mail", "waiting", "--json").plain["waiting"]) == 3
    assert outreach("--workspace", place, "mail", "settle", one.address, "--arrived").code == 1


def test_calendar_file_is_written_once_and_then_says_the_same(outreach: Outreach, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "kalender.ics"
    assert outreach("calendar", "set", "--file", file, "--in", "sv").code == 0
    first = outreach("--workspace", place, "calendar", "publish", "--json").plain
    assert (first["events"], first["written"]) == (1, True)
    assert "CATEGORIES:Annan händelse" in file.read_text("utf-8")
    assert outreach("--workspace", place, "calendar", "publish", "--json").plain["written"] is False
    assert outreach("--workspace", place, "calendar", "publish", "--view", "finns inte").code == 1
