"""What safe keeping costs: an encrypted workspace against a plain one, the reader's process, backup and restore, an extract."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.language import Language
from outreach.services.house import House
from outreach.services.restoring import Restoring
from outreach.storage.database import open_workspace
from tests.bench.files import CARDS, cards
from tests.bench.lists import shown
from tests.bench.pairs import Case, Figure, Result, measure
from tests.bench.register import TYPED
from tests.bench.saving import new_person
from tests.bench.setting import SIGNATURE, Setting

_PASSPHRASE = "kantarell spade november lyktstolpe"
_MEGABYTE = 1_000_000


def encrypted(setting: Setting) -> list[Result]:
    """The same work in an encrypted workspace and in a plain one; the plain one is the floor."""
    path, plain_path = setting.copied("sealed"), setting.copied("plain")
    with_key = House(open_workspace(path, SIGNATURE))
    with_key.protection.protect(Secret(_PASSPHRASE))
    plain = House(open_workspace(plain_path, SIGNATURE))
    companies, chance = plain.companies.ids(Listing(Kind.COMPANY)), random.Random(4)

    def compared(name: str, work: Callable[[House], object]) -> Case:
        return Case(name, lambda: work(with_key), lambda: work(plain))

    texts = [word[:length] for word in TYPED[:4] for length in (1, 3, 6)]
    lists = [compared("list", lambda house: (house.database.orders.written(), shown(house.people, Listing(Kind.PERSON))()))]
    searches = [
        compared(text, lambda house, text=text: shown(house.people, Listing(Kind.PERSON, text))()) for text in texts
    ]
    saves = [compared("new person", lambda house: house.people.save(new_person(chance, companies)))]
    floor = "floor: the same in a plain workspace."
    try:
        results: list[Result] = [
            measure("encrypted: list opens", f"Every row key and 64 rows; {floor}", lists, setting.rounds, thread_time),
            measure("encrypted: search", f"Four words of 1, 3 and 6 letters; {floor}", searches, setting.rounds, thread_time),
            measure("encrypted: save one person", f"Committed (WAL, FULL); {floor}", saves, 2 * setting.rounds),
        ]
    finally:
        with_key.close()
        plain.close()

    def opened(place: Path, secret: Secret | None) -> None:
        open_workspace(place, SIGNATURE, secret=secret).close()

    case = Case("open", lambda: opened(path, Secret(_PASSPHRASE)), lambda: opened(plain_path, None))
    meaning = f"Opened with its passphrase (Argon2id, 64 MiB, 3 passes: meant to be slow) and closed; {floor}"
    return [*results, measure("encrypted: open", meaning, [case], setting.rounds)]


def reader_process(setting: Setting) -> list[Result]:
    """Cards read in the process that may be ended, against the same reader in this one."""
    from outreach.formats import vcard
    from outreach.services import readers

    data = cards(CARDS // 50 if setting.small else CARDS)
    case = Case("cards", lambda: readers.read_cards(data), lambda: vcard.read_cards(data))
    meaning = f"{CARDS:,} cards read in a process of its own, with limits; floor: the same reader in this process. On the wall."
    return [measure("vCard: read apart", meaning, [case], setting.rounds)]


def backups(setting: Setting) -> list[Result]:
    """A verified backup and its restore, against a copy of the file that is flushed."""
    path = setting.copied("kept")
    folder = setting.folder / "backups"
    house = House(open_workspace(path, SIGNATURE))
    size = path.stat().st_size / _MEGABYTE

    def copied() -> None:
        copy = setting.folder / "flat.copy"
        shutil.copyfile(path, copy)
        handle = os.open(copy, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    meaning = "Copied by SQLite, opened again, every page and every count compared; floor: the file copied and flushed, unread."
    rounds = max(1, setting.rounds // 3)
    row = measure("backup", meaning, [Case("backup", lambda: house.backups.make(folder=folder), copied)], rounds)
    newest = max(folder.glob("*.outreach-backup"), key=lambda one: one.stat().st_mtime)
    house.close()
    begun = perf_counter()
    Restoring(path, "Anna Ek").restore(newest, accept=True)
    restored = perf_counter() - begun
    shutil.rmtree(folder)
    return [
        row,
        Figure("backup, speed", f"A workspace of {size:,.0f} MB, verified.", size / row.product * 1000, "MB/s"),
        Figure("restore, speed", "The same put back, verified before and after.", size / restored, "MB/s"),
    ]


def extract(setting: Setting) -> list[Result]:
    """Everything about one person, gathered from every table."""
    house = House(open_workspace(setting.copied("extract"), SIGNATURE))
    people = house.people.ids(Listing(Kind.PERSON))
    chance, language = random.Random(6), Language("sv")
    tables = [name for (name,) in setting.raw.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    walked = [name for name in tables if not name.startswith(("sqlite_", "person_search", "company_search"))]

    def walk() -> None:
        # Whoever must find a person's name in every text has to read every row once.
        for name in walked:
            for _ in setting.raw.connection.execute(f'SELECT * FROM "{name}"'):
                pass

    case = Case("person", lambda: house.extracts.make(chance.choice(people), language), walk)
    meaning = "Every table searched for one person, third parties masked; floor: every row of every table read once, and dropped."
    try:
        return [measure("extract of one person", meaning, [case], max(1, setting.rounds // 3), thread_time)]
    finally:
        house.close()
