"""A computer that is gone is shut out: of the folder over which laptops exchange, and of the server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from outreach.domain.person import Person
from outreach.errors import InvalidInput
from outreach.services.house import House
from outreach.storage import exchange_series
from outreach.storage.database import Database
from tests.services.test_exchange import Pair, people


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    made.a.people.save(Person(name="Anna Berg"))
    made.a.exchange.run(made.folder)
    yield made
    for house in (made.a, made.b):
        house.close()


def known(house: House) -> set[str]:
    return {one.name for one in people(house).values()}


def test_a_lost_laptop_reads_nothing_of_the_folder_once_it_is_shut_out(pair: Pair) -> None:
    done = pair.a.lost_devices.shut_out()
    assert done.code != pair.code
    assert pair.a.audit.latest(1)[0].deed == "revoke_device"
    pair.a.people.save(Person(name="Bo Ek"))
    pair.a.exchange.run(pair.folder)
    seen = pair.b.exchange.run(pair.folder)
    assert known(pair.b) == set(), "the lost one had not read it, and what was written before is gone too"
    assert seen.problems
    third = pair.house("c", timedelta())
    third.exchange.pair(done.code)
    third.exchange.run(pair.folder)
    assert known(third) == {"Anna Berg", "Bo Ek"}, "who has the new code has all of it"
    third.close()


def test_a_series_that_goes_on_under_another_code_is_caught(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_series, "begin_edition", lambda _: None)
    code = pair.a.lost_devices.shut_out().code
    pair.a.exchange.run(pair.folder)
    pair.b.exchange.pair(code, instead=True)
    pair.b.exchange.run(pair.folder)
    assert known(pair.b) == set(), "what was written before would reach nobody again"


def test_until_it_is_shut_out_it_reads_all_of_it(pair: Pair) -> None:
    pair.b.exchange.run(pair.folder)
    assert known(pair.b) == {"Anna Berg"}


def test_of_a_server_the_sql_ends_the_login_and_what_it_has_open(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Database, "is_shared", True)
        with pytest.raises(InvalidInput):
            house.lost_devices.shut_out(" ")
        done = house.lost_devices.shut_out("anna o'ek")
        assert house.lost_devices.look("Laptop 2").source == "server"
    assert done.sql.splitlines() == [
        'ALTER ROLE "anna o\'ek" NOLOGIN;',
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anna o''ek';",
    ]
    assert not done.code
