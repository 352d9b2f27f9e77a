"""Lists: opening, searching as one types, sorting, scrolling; the floor is the same SQL on the bare driver."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import thread_time

from outreach.domain.listing import COLUMNS, Listing
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.services.people import People
from tests.bench.pairs import Case, Result, measure
from tests.bench.raw import Statement, recorded
from tests.bench.register import TYPED
from tests.bench.setting import Setting

#: What a screen asks for: the model's own chunk.
SCREEN = 64
LONGEST_TYPED = 8


def opening(setting: Setting) -> list[Result]:
    """All keys of the list of people, and the first rows."""
    cases = [_case(setting, "people", shown(setting.house.people, Listing(Kind.PERSON)), anew=True)]
    meaning = (
        "The list of all people is opened: every row key in Swedish order and the first 64 rows; floor: the same SQL."
    )
    return [_measured(setting, "list opens", meaning, cases)]


def searching(setting: Setting) -> list[Result]:
    """Twelve words typed letter by letter."""
    typed = TYPED[:2] if setting.small else TYPED
    texts = sorted({word[:length] for word in typed for length in range(1, LONGEST_TYPED + 1)})
    people = setting.house.people
    by_hand, house = setting.raw, setting.house
    people.keys(Listing(Kind.PERSON))

    def against_sql(text: str, *, rows: bool) -> Case:
        listing = Listing(Kind.PERSON, text)
        statements = recorded(house.database, by_sql(house, listing))
        if rows:
            statements += recorded(house.database, lambda: people.rows(people.keys(listing)[:SCREEN]))
            statements = [one for one in statements if "json_group_array" not in one.sql]
        product = shown(people, listing) if rows else _keys(people, listing)
        return Case(text, product, lambda: by_hand.read(statements))

    whole = [against_sql(text, rows=True) for text in texts]
    keys = [against_sql(text, rows=False) for text in texts]
    bare = [Case(one.name, one.product, _unordered(setting, one.product)) for one in keys]
    return [
        _measured(
            setting,
            "search as you type",
            f"{len(TYPED)} words typed from 1 to {LONGEST_TYPED} letters in an open list, whose order is remembered: all keys, "
            "the first 64 rows; floor: the SQL that finds and orders them.",
            whole,
        ),
        _measured(setting, "search, keys alone", "The same without the rows; floor: the SQL that finds and orders them.", keys),
        _measured(
            setting,
            "search against the bare index",
            "All keys in Swedish order; floor: the FTS5 index alone, in its own order: this is what order and layers cost.",
            bare,
        ),
    ]


def sorting(setting: Setting) -> list[Result]:
    """Each column that can be sorted by, upwards and downwards."""
    people = setting.house.people
    cases = [
        _case(
            setting,
            f"{column.name}{' ↓' if descending else ''}",
            shown(people, Listing(Kind.PERSON, sort=column.name, descending=descending)),
            anew=True,
        )
        for column in COLUMNS[Kind.PERSON]
        if column.sortable
        for descending in (False, True)
    ]
    meaning = "All people by each sortable column, both ways: all keys and the first 64 rows; floor: the same SQL."
    return [_measured(setting, "sort", meaning, cases)]


def scrolling(setting: Setting) -> list[Result]:
    """Screens of rows at random places."""
    people = setting.house.people
    keys = people.keys(Listing(Kind.PERSON))
    chance = random.Random(5)
    places = [chance.randrange(max(1, len(keys) - SCREEN)) for _ in range(20)]

    def at(place: int) -> Callable[[], object]:
        part = keys[place : place + SCREEN]
        return lambda: people.rows(part)

    cases = [_case(setting, f"row {place}", at(place)) for place in places]
    meaning = "64 rows at 20 random places of the list, with companies, last talk and next step; floor: the same SQL."
    return [_measured(setting, "scroll", meaning, cases)]


def _measured(setting: Setting, name: str, meaning: str, cases: list[Case]) -> Result:
    return measure(name, meaning, cases, setting.rounds, clock=thread_time)


def _keys(people: People, listing: Listing) -> Callable[[], object]:
    return lambda: people.keys(listing)


def shown(people: People, listing: Listing) -> Callable[[], object]:
    def show() -> object:
        keys = people.keys(listing)
        return people.rows(keys[:SCREEN])

    return show


def by_sql(house: House, listing: Listing) -> Callable[[], object]:
    """Return what reads the keys of a listing as who remembers no order does."""

    def read() -> object:
        with house.database.read() as view:
            store = view.store(listing.kind)
            store.glance = None
            return store.keys(listing)

    return read


def _case(setting: Setting, name: str, product: Callable[[], object], *, anew: bool = False) -> Case:
    """Return a product and the SQL that it sends. `anew`: each time as after a write, when no order is remembered."""
    forget = setting.house.database.orders.written
    if anew:
        forget()
    statements = recorded(setting.house.database, product)
    raw = setting.raw
    return Case(name, product, lambda: raw.read(statements), forget if anew else None)


def _unordered(setting: Setting, product: Callable[[], object]) -> Callable[[], object]:
    asked = next(one for one in recorded(setting.house.database, product) if "MATCH" in one.sql)
    words = next(value for value in asked.parameters if isinstance(value, str))
    bare = [Statement("SELECT rowid FROM person_search WHERE person_search MATCH ?", (words,), many=False)]
    raw = setting.raw
    return lambda: raw.read(bare)
