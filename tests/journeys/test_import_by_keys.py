"""An organiser's list comes into the register with real keys in a real window: choose, look, explain one column, import."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from .conftest import Program  # type: ignore[import-not-found, unused-ignore]
from .test_real_keys import Officer, results, screen, wait_until, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.screen

LIST = (
    "Utställare\nFöretag;Kontakt;E-post;Monter\nÅkes Bygg AB;Åke Öberg;ake@akesbygg.example;A1\n"
    "Östlunds Måleri HB;Örjan Östlund;orjan@ostlunds.example;B2\n"
)


def test_an_organisers_list_is_in_the_register_after_a_few_keys(
    program: Program,
    window: Officer,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = tmp_path / "lista.csv"
    path.write_bytes(LIST.encode("cp1252"))
    window.press("ctrl+i")
    window.wait_for_window("Import")
    window.press("Return")
    window.wait_for_window("Choose files")
    window.type(str(path))
    window.press("Return")
    window.wait_for_window("Import")
    time.sleep(2)
    window.press("Return")  # the table is right as it was guessed
    time.sleep(2)
    window.press("End", "Delete")  # the booth is left out
    time.sleep(2)
    assert not results(program, "Bygg")  # nothing is kept before the last step

    def go_on() -> str:
        # Enter goes on from step to step; while a busy machine still reads, it waits to be pressed again.
        window.press("Return")
        time.sleep(2)
        return "there" if "Åke Öberg" in results(program, "Öberg") else ""

    wait_until(go_on, 60)
    assert "Östlunds Måleri HB" in results(program, "Östlunds")
    assert not results(program, "Monter")
