"""Deeds in the register: conversations, imports, taking back, half-typed forms, and an old workspace brought up to date."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.faults.deeds import ENDLESS, Deed, Say, backups_of, batches, count, create, notes, numbers, opened

SAMPLES = Path(__file__).parents[1] / "samples" / "workspaces"
#: How many cards an import has.
CARDS = 500


class Save(Deed):
    """One conversation after the other, each with a new person, every fourth with a promise."""

    name, span, stays = "save", 0.3, 12

    def prepare(self, folder: Path) -> None:
        self.masters.copy("empty", folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        number = max(notes(house), default=0) + 1
        self.capture(house, number, say)

    def capture(self, house: Any, number: int, say: Say) -> None:
        house.meetings.capture(conversation(number))
        say(f"saved {number}")

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        there = notes(house)
        acknowledged = numbers(said, "saved")
        faults = [f"conversation {one} was acknowledged and is lost" for one in sorted(acknowledged - set(there))]
        if len(there) != len(set(there)):
            faults.append("a conversation is there twice")
        return faults + _halves(house, len(there))


def _halves(house: Any, conversations: int) -> list[str]:
    """Each conversation has its person and its line in the list of actions; nobody has one without the others."""
    from sqlalchemy import text

    with house.database.read() as view:
        asked = view.connection.execute(text("SELECT count(*) FROM person")).scalar_one()
        titles = [one.title for one in view.actions(100_000)]
    actions = sum(title.startswith("Met") or "onversation" in title or "{name}" in title for title in titles)
    faults = [] if asked == conversations else [f"{conversations} conversations and {asked} people: half of one was kept"]
    return faults + ([] if actions >= conversations else [f"{conversations} conversations and {actions} actions"])


def conversation(number: int) -> Any:
    """Return what is captured of visitor `number`."""
    from outreach.services.meetings import Capture

    promise = " !fre" if number % 4 == 0 else ""
    return Capture(
        company=f"Bolag {number % 40} AB",
        person=f"Anna {in_letters(number)}",
        phones=(f"070-{number:07}",),
        note=f"v{number:06} frågade om snöröjning #mässa{promise}",
    )


class SaveThroughTheDoor(Save):
    """The same through the command line, each conversation a command of its own; its answer is the acknowledgement."""

    name, span, turns = "capture command", 0.6, ENDLESS

    def begin(self, folder: Path) -> Any:
        return None

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        import io

        from outreach.app import main

        place = folder / "fair.outreach"
        reading = opened(place, writing=False)
        number = max(notes(reading), default=0) + 1
        reading.close()
        found = conversation(number)
        line = f"{found.person}, {found.company}: {found.note}"
        with contextlib.redirect_stdout(io.StringIO()) as answer:
            code = main(["--workspace", str(place), "capture", line, "--json"])
        if code != 0 or not answer.getvalue().rstrip().endswith("}"):
            raise RuntimeError(f"the command ended with {code}: {answer.getvalue()}")
        say(f"saved {number}")


class Import(Deed):
    """Imports of five hundred visiting cards each: whole or not at all."""

    name, span, stays, signal = "import", 1.2, 3, "read"
    many = CARDS

    def prepare(self, folder: Path) -> None:
        self.masters.copy("empty", folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        batch = max(batches(house, "person"), default=0) + 1
        preview = house.imports.preview([self.masters.cards(batch, self.many)])
        say("read")
        self.bring_in(house, preview)
        say(f"imported {batch}")

    def bring_in(self, house: Any, preview: Any) -> None:
        house.imports.run(preview)

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        people, companies = batches(house, "person"), batches(house, "company")
        faults = [f"import {one} was acknowledged and is lost" for one in sorted(numbers(said, "imported") - set(people))]
        faults += [f"import {one}: {count} of {self.many} people" for one, count in people.items() if count != self.many]
        faults += [f"import {one}: {count} companies" for one, count in companies.items() if count != self.many // 10]
        if set(people) != set(companies):
            faults.append("an import has people without companies")
        undoable = sum(1 for one in house.history.actions(1000) if "mport" in one.title)
        return faults + ([] if undoable == len(people) else [f"{len(people)} imports and {undoable} actions"])


class SmallImport(Import):
    """The same with sixty cards, where each write of it is made to fail."""

    name, many, span = "small import", 60, 0.4


class TakeBack(Deed):
    """An import of three hundred is taken back and done again, over and over: all of it is there, or nothing."""

    name, span = "undo, redo", 1.5

    def prepare(self, folder: Path) -> None:
        self.masters.copy("known", folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        if batches(house, "person"):
            done = [one.id for one in house.history.actions(1000) if "mport" in one.title and not one.is_undo]
            turns = [one.id for one in house.history.actions(1000) if one.is_undo]
            house.history.undo(None if turns else done[0])
        else:
            house.history.redo()
        say(f"turn {count(house, 'action')}")

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        people, actions = sum(batches(house, "person").values()), count(house, "action")
        faults = [] if people in (0, 300) else [f"{people} of 300 people are there"]
        last = max(numbers(said, "turn"), default=0)
        return faults + ([f"turn {last} was acknowledged and is lost"] if actions < last else [])


class KeepDraft(Deed):
    """A half-typed form is kept, in the workspace and beside it, and comes back."""

    name, span, stays = "draft", 0.08, 12

    def prepare(self, folder: Path) -> None:
        self.masters.copy("empty", folder)

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        drafts = house.drafts.all()
        number = draft_number(drafts.get("capture")) + 1
        aside = draft_number(house.drafts.aside.left().get("fair") or drafts.get("fair")) + 1
        house.drafts.keep("capture", {"note": f"{number} halvskriven " * 20})
        say(f"kept {number}")
        # The window logs what fails beside its worker, and tries again at the next letter.
        with contextlib.suppress(OSError):
            house.drafts.keep_aside("fair", {"note": f"{aside} vid sidan " * 20})
            say(f"aside {aside}")

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        house.drafts.take_in()
        drafts, faults = house.drafts.all(), []
        for key, word in (("capture", "kept"), ("fair", "aside")):
            last, there = max(numbers(said, word), default=0), draft_number(drafts.get(key))
            if there < last:
                faults.append(f"draft {last} ({word}) was acknowledged, {there} came back")
        return faults


def in_letters(number: int) -> str:
    """Return a surname that no other number has."""
    return "".join("abdefgiklm"[int(digit)] for digit in f"{number:06}").capitalize()


def draft_number(draft: dict[str, Any] | None) -> int:
    """Return which draft it is, 0 for none."""
    return int(draft["note"].split()[0]) if draft else 0


class Create(Deed):
    """A workspace is made: afterwards there is none, or an empty one that is whole, and the program begins without a question."""

    name, span, turns = "create", 0.3, 1

    def prepare(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "home").mkdir(parents=True)

    def begin(self, folder: Path) -> Any:
        return None

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        place = folder / "fair.outreach"
        if not place.exists():
            create(place, encrypted=self.masters.encrypted).close()
        say("created 1")

    def half_written(self, folder: Path) -> bool:
        return (folder / ".fair.outreach.half").exists()

    def start(self, folder: Path) -> tuple[Any, float]:
        place = folder / "fair.outreach"
        self.was_there = place.exists()
        if not self.was_there:
            create(place, encrypted=self.masters.encrypted).close()
        return super().start(folder)

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        return ["the new workspace was acknowledged and is not there"] if said and not self.was_there else []


class Migrate(Deed):
    """A workspace of an earlier version is opened: brought up to date, or as it was. What looks like a backup is one."""

    name, span, turns = "migration", 0.35, 1
    rounds = 0

    def prepare(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        for part in ("in", "out", "home"):
            (folder / part).mkdir(parents=True)
        samples = sorted(SAMPLES.glob("*.gz"))
        sample = samples[self.rounds % len(samples)]
        self.rounds += 1
        place = folder / "fair.outreach"
        place.write_bytes(gzip.decompress(sample.read_bytes()))
        self.counted = counts(place)

    def begin(self, folder: Path) -> Any:
        return None

    def turn(self, house: Any, folder: Path, say: Say) -> None:
        opened(folder / "fair.outreach").close()
        say("opened 1")

    def is_behind(self, folder: Path) -> bool:
        from sqlcipher3 import dbapi2

        from outreach.storage.migrate import REVISIONS

        connection = dbapi2.connect(f"{(folder / 'fair.outreach').as_uri()}?mode=ro", uri=True)
        try:
            (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
        return bool(found != REVISIONS[-1])

    def judge(self, folder: Path, said: list[str], house: Any) -> list[str]:
        now = counts(folder / "fair.outreach")
        faults = [f"{table}: {many} before, {now[table]} now" for table, many in self.counted.items() if now[table] != many]
        copies = [one for one in backups_of(house).listed() if not one.verified or one.people != self.counted["person"]]
        return faults + [f"the backup {one.path.name} is not whole" for one in copies]


def counts(place: Path) -> dict[str, int]:
    """Return how many rows the tables have that every version knows."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"{place.as_uri()}?mode=ro", uri=True)
    try:
        tables = ("company", "person", "event", "tender", "meeting", "follow_up", "action", "journal")
        return {one: connection.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables}
    except dbapi2.DatabaseError:
        return {}
    finally:
        connection.close()


# What must be caught -------------------------------------------------------------------------------------------------


class SavedTooEarly(Save):
    """The control: says that it is saved, and commits a moment later."""

    name = "control: acknowledged before the commit"

    def capture(self, house: Any, number: int, say: Say) -> None:
        with told_before_commit(house, lambda: (say(f"saved {number}"), time.sleep(0.05))):
            house.meetings.capture(conversation(number))


@contextlib.contextmanager
def told_before_commit(house: Any, tell: Any) -> Iterator[None]:
    """Let something happen right before each commit of a house."""
    from sqlalchemy import event

    def before(_connection: Any) -> None:
        tell()

    event.listen(house.database.engine, "commit", before)
    try:
        yield
    finally:
        event.remove(house.database.engine, "commit", before)


class ImportInTwo(SmallImport):
    """The control: an import that is kept in two transactions, with a moment between."""

    name, span, stays, signal = "control: an import in two transactions", 0.4, 1, "half"

    def act(self, folder: Path, say: Say, turns: int) -> None:
        self.say = say
        super().act(folder, say, turns)

    def bring_in(self, house: Any, preview: Any) -> None:
        (one,) = preview.opened
        cards = one.reading.cards
        for part in (cards[: len(cards) // 2], cards[len(cards) // 2 :]):
            house.imports.run(replace(preview, opened=(replace(one, reading=replace(one.reading, cards=part)),)))
            self.say("half")
            time.sleep(0.3)


class SavedWithoutWaiting(Save):
    """The control for power cuts: `synchronous=NORMAL`, which does not wait for the disk at a commit."""

    name = "control: synchronous=NORMAL"

    def begin(self, folder: Path) -> Any:
        from outreach.storage import engine

        engine._PRAGMAS = tuple(one.replace("synchronous=FULL", "synchronous=NORMAL") for one in engine._PRAGMAS)
        return super().begin(folder)
