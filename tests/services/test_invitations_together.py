"""Two officers at two computers write to the guests of one event at the same moment: each guest has one message."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from outreach.domain.contact import Email
from outreach.domain.event import Event
from outreach.domain.invitation import Purpose, Way
from outreach.domain.person import Person
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import zoned
from outreach.services.batches import Prepared
from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.storage.conftest import new_postgres_database, postgres_address

__all__ = ["postgres_address"]

BREAKFAST = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0)))


@pytest.mark.postgres
def test_two_officers_who_invite_at_once_invite_each_guest_once(postgres_address: str) -> None:
    url = new_postgres_database(postgres_address)
    clocks = (datetime(2026, 11, 24, 9, 0, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, 7, tzinfo=UTC))
    anna, bo = (House(open_workspace(url, Signature(name, name, lambda at=at: at))) for name, at in zip("AB", clocks, strict=True))
    anna.unit.save_unit(Unit(id=UNIT_ID, municipality="Älvbro kommun", email="upp@alvbro.example"))
    anna.events.save(BREAKFAST)
    people = [Person(name=f"Gäst {number}", emails=(Email(f"g{number}@x.example"),)) for number in range(5)]
    for person in people:
        anna.people.save(person)
    anna.guests.invite(BREAKFAST.id, [one.id for one in people])
    composing, bo_is_done = threading.Event(), threading.Event()
    bos: list[Prepared] = []

    def bo_invites() -> None:
        composing.wait(10)
        prepared = bo.invitations.prepare(BREAKFAST.id, Purpose.INVITE, way=Way.SMTP)
        bos.append(prepared)
        bo_is_done.set()

    def in_the_middle(_done: int, _total: int) -> None:
        composing.set()
        bo_is_done.wait(0.3)

    thread = threading.Thread(target=bo_invites)
    thread.start()
    prepared = anna.invitations.prepare(BREAKFAST.id, Purpose.INVITE, way=Way.SMTP, report=in_the_middle)
    thread.join(20)
    anna.close()
    bo.close()
    assert len(prepared.invitations) == 5
    assert bos[0].invitations == (), "what the other one has put into the outbox will go"
