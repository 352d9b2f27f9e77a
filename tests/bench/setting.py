"""What every bench is given: a folder to work in, how many people, how many rounds, and the register, made when first asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.bench.pairs import LEAST_ROUNDS, Figure, milliseconds
from tests.bench.raw import Raw
from tests.bench.register import NOW, make_register

SIGNATURE = Signature("Anna Ek", "bench", lambda: NOW)


@dataclass
class Setting:
    """One run. `small` makes the benches of files ten times smaller, for the test that they run at all."""

    folder: Path
    people: int = 50_000
    rounds: int = LEAST_ROUNDS
    small: bool = False
    tell: Callable[[str], None] = lambda _: None
    filled: list[Figure] = field(default_factory=list)

    @cached_property
    def register(self) -> Path:
        """The workspace file with all the people; kept in the folder, so that a second run finds it."""
        path = self.folder / f"people-{self.people}.outreach"
        if not path.exists():
            self.tell(f"making a register with {self.people:,} people …")
            half = path.with_name(f"half-{path.name}")
            took = milliseconds(lambda: make_register(half, self.people).close())
            half.replace(path)
            meaning = (
                "The register of this run, filled through the stores in one transaction, with search words and terms."
            )
            self.filled.append(Figure("register filled", meaning, self.people / took * 1000, "people/s"))
        return path

    @cached_property
    def house(self) -> House:
        """The product, open on the register."""
        return House(open_workspace(self.register, SIGNATURE))

    @cached_property
    def raw(self) -> Raw:
        """The bare driver on the same register."""
        return Raw(self.register)

    def copied(self, name: str) -> Path:
        """Return a copy of the register that may be written to."""
        self.raw.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy = self.folder / f"{name}.outreach"
        # The lock file of an earlier copy tells how that one was left.
        for suffix in ("-wal", "-shm", ".lock", ".keys"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.register, copy)
        return copy

    def close(self) -> None:
        """Close what was opened."""
        if "raw" in self.__dict__:
            self.raw.close()
        if "house" in self.__dict__:
            self.house.close()
