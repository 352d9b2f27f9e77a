"""The table of streets: each word is where the table says, and a street is whole when it alone was loaded."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import outreach.cli
from outreach.cli.main import command_line
from outreach.cli.town import _STREETS, WORDS, _declared

ROOMS = Path(outreach.cli.__file__).parent


@pytest.mark.parametrize("words", _STREETS)
def test_a_street_holds_just_the_words_that_the_table_says(words: str) -> None:
    town = command_line()
    for word in words.split():
        assert town.get_command(click.Context(town), word) is not None
    assert sorted(town.commands) == sorted(words.split())


def test_no_word_stands_twice() -> None:
    assert len(WORDS) == sum(len(words.split()) for words in _STREETS)


def test_modules_that_add_words_to_anothers_street_are_loaded_with_it() -> None:
    added = []
    for file in ROOMS.glob("*.py"):
        text = file.read_text("utf-8")
        for module, name, other in re.findall(r"^from outreach\.cli\.(\w+) import (\w+)(?: as (\w+))?$", text, re.MULTILINE):
            adds = re.search(rf"^@command\({other or name},", text, re.MULTILINE)
            if adds and isinstance(_declared(f"{module}:{name}"), click.Group):
                added.append((f"{module}:{name}", file.stem))
    assert ("tenders:tender", "tender_matches") in added  # the search finds what is there
    behind = {place.partition(" | ")[0]: place.partition(" | ")[2].split() for place in _STREETS.values()}
    assert [one for one in added if one[1] not in behind[one[0]]] == []


def test_a_search_loads_neither_the_other_streets_nor_the_papers() -> None:
    code = "import sys\nfrom outreach.app import main\nmain(['find', 'x', '--workspace', 'nowhere.outreach'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "outreach.cli.finding" in loaded
    assert not {"outreach.cli.imports", "outreach.cli.handouts", "reportlab", "icalendar", "vobject"} & loaded
