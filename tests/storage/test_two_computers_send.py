"""Two computers on one shared workspace (PostgreSQL) send what waits at the same time: each guest gets each letter once."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from outreach.domain.invitation import Delivery
from outreach.errors import AlreadySending
from outreach.services.house import House
from outreach.services.sending import Run
from outreach.storage.database import Signature, open_workspace
from tests.network.letters import guests_of, open_server_at, plan_event, prepare
from tests.network.mail_server import Letterbox, MailServerOnLoopback
from tests.storage.conftest import new_postgres_database


@pytest.mark.postgres
@pytest.mark.parametrize("locked", [True, False], ids=["as it is", "even without the lock"])
def test_each_guest_gets_the_letter_once(postgres_address: str, locked: bool) -> None:
    """Without the lock the versions of the records alone must see to it: what one has marked, the other cannot."""
    address = new_postgres_database(postgres_address)
    houses = [House(open_workspace(address, Signature(name, name))) for name in ("anna", "bo")]
    event = plan_event(houses[0])
    letters = prepare(houses[0], event, guests_of(houses[0], event, 60))
    box, ready, sent, refused = Letterbox(), threading.Barrier(2), [0, 0], [0, 0]

    def send(number: int, port: int) -> None:
        house = houses[number]
        waiting = [one.invitation for one in house.outbox.waiting()]
        ready.wait(10)
        if not locked:
            run = Run(house.database, open_server_at(port), "", lambda: None, lambda _: None, 5)
            run.go(waiting, None)
            sent[number] = len(run.sent)
            return
        try:
            sent[number] = len(house.outbox.send(open_server_at(port), "").sent)
        except AlreadySending:
            refused[number] += 1

    with MailServerOnLoopback(box) as server:
        threads = [threading.Thread(target=send, args=(number, server.port)) for number in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert sum(sent) == 60
    assert box.message_ids == Counter(one.message_id for one in letters)
    kept = houses[1].invitations.many([one.id for one in letters])
    assert {one.delivery for one in kept.values()} == {Delivery.SENT}
    for house in houses:
        house.close()
