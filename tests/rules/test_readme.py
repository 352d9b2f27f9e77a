"""The README names rooms and commands that are there, each once."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import click
import pytest

from outreach.cli.main import command_line
from outreach.cli.town import WORDS, Town

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text("utf-8")
CODES = sorted(set(re.findall(r"`([^`\n]+)`", TEXT.replace("\\|", "|"))))
#: What can stand behind the program's name.
COMMANDS = WORDS
PLACES = [code for code in CODES if re.match(r"(domain|storage|services|ui|cli|formats|print|network|tests|resources)/", code)]


def test_each_room_of_the_street_map_is_there() -> None:
    missing = [place for place in PLACES if not any(list(top.glob(place.rstrip("/"))) for top in (ROOT, ROOT / "outreach"))]
    assert missing == []


def test_no_row_of_a_table_stands_twice() -> None:
    first = Counter(line.split(" | ")[0] for line in TEXT.splitlines() if line.startswith("| ") and "---" not in line)
    assert [row for row, times in first.items() if times > 1 and row != "|"] == []


@cache
def _whole() -> Town:
    town = command_line()
    town.load_all()
    return town


@pytest.mark.parametrize("code", [code for code in CODES if code.split()[0].split("|")[0] in COMMANDS])
def test_each_command_that_is_named_is_there_with_its_options(code: str) -> None:
    group: click.Command = _whole()
    for words in code.split():
        if not isinstance(group, click.Group) or not re.fullmatch(r"[a-z|-]+", words) or words.startswith("-"):
            break
        commands = group.commands
        assert [word for word in words.split("|") if word not in commands] == []
        group = commands[words.split("|")[0]]
    known = {name for option in group.params for name in option.opts}
    if isinstance(group, click.Group):
        known |= {name for one in group.commands.values() for option in one.params for name in option.opts}
    assert set(re.findall(r"(?<=[\s\[])--[a-z-]+", code)) <= known
