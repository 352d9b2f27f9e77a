"""The command line on a temporary home, with a clock that stands still: Tuesday 24 November 2026, 10:00 in Stockholm."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach.cli.door import MakeTour, OpenWindow
from outreach.cli.main import run
from outreach.domain.secret import Secret
from outreach.services.house import House
from outreach.settings import Settings
from outreach.storage.database import Signature, create_workspace, open_workspace
from outreach.storage.sealing import Cost
from tests.ready import fresh_workspace

#: A try of a passphrase that takes no time: its strength has tests of its own.
CHEAP = Cost(64, 1, 1)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> dict[str, Any]:
        """The one JSON object on standard output; more than one, or anything else beside it, fails here."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Outreach = Callable[..., Said]


@pytest.fixture
def outreach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Outreach:
    """Run one command in a home of its own: `outreach("find", "anna")`. English, unless a test says otherwise."""
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "home"))

    def command(
        *words: object,
        make_tour: MakeTour | None = None,
        open_window: OpenWindow | None = None,
        language: str = "en",
        who: str = "Anna Ek",
    ) -> Said:
        signature = Signature(who, "laptop", lambda: NOW)

        def open_house(place: str, writing: bool, secret: Secret | None = None) -> House:
            return House(open_workspace(place, signature, writing=writing, patience=0, secret=secret))

        def create_house(place: str, secret: Secret | None = None, reason: str = "") -> House:
            if secret is not None or reason:
                return House(create_workspace(Path(place), signature, secret, reason, cost=CHEAP))
            return House(fresh_workspace(Path(place), signature))

        capsys.readouterr()
        code = run(
            [str(word) for word in words],
            open_house,
            create_house,
            Settings(language=language),
            make_tour=make_tour,
            open_window=open_window,
        )
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command
