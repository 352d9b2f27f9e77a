"""`outreach server` and `outreach capture` with a server that is away: what is typed waits, and is sent by the next command."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest

from outreach.network import passwords
from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.cli.conftest import Outreach
from tests.network.test_passwords import RingInMemory
from tests.storage.bad_line import BadLine
from tests.storage.conftest import new_postgres_database, postgres_address  # noqa: F401 - a fixture

pytestmark = pytest.mark.postgres


@pytest.fixture
def line(postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BadLine]:  # noqa: F811
    before = keyring.get_keyring()
    keyring.set_keyring(RingInMemory())
    monkeypatch.setattr(passwords, "TRUSTED", passwords.TRUSTED | {(RingInMemory.__module__, RingInMemory.__name__)})
    with BadLine(new_postgres_database(postgres_address), []) as made:
        yield made
    keyring.set_keyring(before)


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
