"""What many people leave for, from the command line: by an option, or typed at a terminal; a script goes on without."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.services import leaving
from tests.cli.conftest import Outreach


def test_the_reason_comes_by_option_or_at_a_terminal_and_is_in_the_log(
    outreach: Outreach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "MANY", 1)
    for name in ("Anna Berg, anna@berg.example", "Bo Ek, bo@ek.example"):
        assert outreach("capture", f"{name}: snö", "--told").code == 0
    assert outreach("informing", "due", "--json").plain["due"] == []
    path = tmp_path / "people.csv"

    def ground() -> object:
        return outreach("audit", "list", "--json").plain["lines"][0]["detail"]["ground"]

    assert outreach("export", "people", "--to", path).code == 0
    assert ground() == ""
    assert outreach("export", "people", "--to", path, "--reason", "Mässa i mars", "--delete-by", "2027-03-31").code == 0
    assert ground() == "Mässa i mars"
    assert "2027-03-31" in path.read_text("utf-8-sig")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    asked: list[str] = []

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return "Frukostmöte"

    monkeypatch.setattr("click.prompt", prompt)
    assert outreach("export", "people", "--to", path).code == 0
    assert ground() == "Frukostmöte"
    assert asked == ["2 people leave the program. What for?"]
    assert "Frukostmöte" in path.read_text("utf-8-sig")


def test_every_command_by_which_people_leave_takes_a_reason(outreach: Outreach) -> None:
    leaving_by = (
        "export", "view export", "view addresses", "view print", "mailing drafts", "mailing letters", "mailing labels", "invite",
        "mail send", "tender notify", "question tell", "disclosure drafts", "informing drafts", "dialogue", "handout badges",
        "handout sign-in", "handout meeting-sheet", "handout batch",
    )  # fmt: skip
    assert [one for one in leaving_by if "--reason" not in outreach(*one.split(), "--help").out] == []
    assert "--reason" not in outreach("handout", "flyer", "--help").out
