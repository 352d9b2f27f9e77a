"""`outreach exchange`: what each command answers, as an object and in words, from the code to a conflict that is decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import Outreach


def test_two_workspaces_from_the_code_to_a_decision(outreach: Outreach, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def on(name: str, *words: object) -> dict[str, Any]:
        said = outreach(*words, "--json", "--workspace", tmp_path / f"{name}.outreach")
        assert (said.code, said.err) == (0, "")
        return said.plain

    for name in ("a", "b"):
        outreach("new", tmp_path / f"{name}.outreach")
    code = on("a", "exchange", "code")["code"]
    assert set(on("b", "exchange", "pair", code)) == {"paired", "key"}
    on("a", "company", "add", "Snö AB")
    counted = {"sent", "passed_on", "received", "conflicts", "made", "changed", "waiting", "held", "too_many", "unwritten", "twins"}
    shown = on("a", "exchange", stick, "--preview")
    assert set(shown) == counted | {"removed", "problems", "left", "action"}
    assert (shown["sent"] != 0, list(stick.iterdir())) == (True, [])
    on("a", "exchange", stick)
    assert on("b", "exchange", stick)["made"] == shown["sent"]
    for name in ("a", "b"):
        on(name, "company", "change", "Snö AB", "--notes", f"of {name}")
    for name in ("a", "b", "a"):
        on(name, "exchange", stick)
    status = on("a", "exchange", "status")
    assert set(status) == {"key", "device", "peers", "conflicts", "waiting", "held", "unsent"}
    assert on("a", "today")["conflicts"] == status["conflicts"] == 1
    (conflict,) = on("b", "exchange", "conflicts")["conflicts"]
    assert {"current", "others", "original"} < set(conflict)
    own = next(side["value"] for side in (conflict["current"], *conflict["others"]) if side["own"])
    assert own == "of b", "ours is ours on both laptops"
    on("b", "exchange", "settle", conflict["id"][:8], "--take", "ours")
    on("b", "exchange", stick)
    assert on("a", "exchange", stick)["conflicts"] == 0
    said = outreach("exchange", "code", "--new", "--workspace", tmp_path / "a.outreach")
    assert said.out.strip() != code
