"""Taking back: the undo of an action that added many people; the floor deletes and inserts the same rows on the bare driver."""

from __future__ import annotations

import random
from collections.abc import Callable

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import open_workspace
from tests.bench.pairs import Case, Result, measure
from tests.bench.raw import Raw, Statement, recording
from tests.bench.saving import new_person
from tests.bench.setting import SIGNATURE, Setting

#: People of one action: a long exhibitors' list.
MANY = 2_000


def taking_back(setting: Setting) -> list[Result]:
    """Add many people in one action, and take it back."""
    house = House(open_workspace(setting.copied("taken"), SIGNATURE))
    twin = Raw(setting.copied("taken-twin"))
    chance = random.Random(5)
    companies = house.companies.ids(Listing(Kind.COMPANY))
    many = MANY // 10 if setting.small else MANY
    written: list[Statement] = []

    def writes(work: Callable[[], object]) -> list[Statement]:
        with recording(house.database) as sent:
            work()
        return [one for one in sent if not one.reads]

    def add() -> None:
        people = [new_person(chance, companies) for _ in range(many)]
        with house.database.work("Added many") as work:
            work.add_many(Kind.PERSON, people)

    def ready() -> None:
        twin.write(writes(add))

    def undo() -> None:
        written[:] = writes(house.history.undo)

    def write() -> None:
        twin.write(written)

    meaning = (
        f"{many:,} people of one action are taken back: read, compared with the journal, deleted with terms, ties and search "
        "words, entered in the journal, committed (WAL, FULL); floor: the same rows deleted and written raw."
    )
    try:
        return [measure("undo of many", meaning, [Case("undo", undo, write, ready)], setting.rounds)]
    finally:
        house.close()
        twin.close()
