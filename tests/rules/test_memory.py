"""What the window remembers is not encrypted: every place that keeps something is on this list, and none keeps typed text."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from outreach.settings import load_memory, save_memory
from outreach.ui.memory import Memory

UI = Path(__file__).parents[2] / "outreach" / "ui"

#: File → what each of its calls keeps: a name for the value, which was looked at. Add one only after asking: may a thief read it?
ALLOWED = {
    "bids/window.py": ["str(Path(file).parent)"],
    "calendar/calendar_view.py": ["shown"],
    "calendar/week_view.py": ["minute", "working", "zoom"],
    "capture/window.py": ["on"],
    "contracts/letter_window.py": ["str(done.file.parent)"],
    "disclosures/log_window.py": ["str(path.parent)"],
    "disclosures/window.py": ["folder"],
    "effect/benchmarks_window.py": ["str(path.parent)"],
    "effect/page.py": ["str(path.parent)"],
    "privacy/rights_dialog.py": ["str(path.parent)"],
    "events/calendar_export.py": ["deadlines"],
    "events/page.py": ['NAMES[view]', "{'sort': ['when', False]}"],
    "events/scope_choice.py": ["scope.value"],
    "handouts/batch_dialog.py": ["str(place.parent if each == _PAGES else place)"],
    "handouts/leaving.py": ["str(path.parent)"],
    "handouts/settings.py": ["self.kind.value()"],
    "imports/dialog.py": ["[self.width(), self.height()]"],
    "inquiries/ask_dialog.py": ["str(file.parent)"],
    "invitations/ways.py": ["self.way.value", "str(self.path.parent)"],
    "lists/columns.py": ["value"],
    "lists/list_views.py": ["''", 'str(found.id)', 'str(view.id)'],
    "locking/plain_bar.py": ["self._kept() | {_mark(self._house): until.isoformat()}"],
    "mailings/window.py": ["str(place if way is MailingWay.DRAFTS else place.parent)", "way.value"],
    "matches/window.py": ["self._chosen_digits()", "str(folder)"],
    "network/page.py": ["number"],
    "palette.py": ["names[:_MOST_RECENT]"],
    "questions/tell_dialog.py": ["str(folder)"],
    "reminders.py": ["told_mark(today, context.house.place)"],
    "shell.py": ["name"],
    "start/opening.py": ["False", "True"],
    "tenders/page.py": ["NAMES[look]"],
}


def kept_in(source: str) -> list[str]:
    """Return what the calls of `memory.keep` in a source are given as the value, as source."""
    if ".keep(" not in source:
        return []
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return sorted(
        ast.unparse(call.args[1])
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "keep"
        and ast.unparse(call.func.value).rpartition(".")[2].lstrip("_") == "memory"
    )


def test_only_what_was_looked_at_is_remembered():
    found = {str(file.relative_to(UI)): kept for file in sorted(UI.rglob("*.py")) if (kept := kept_in(file.read_text("utf-8")))}
    assert found == ALLOWED


@pytest.mark.parametrize(
    "source", ["context.memory.keep('x', self.note.text())", "memory.keep(K, name)", "self._memory.keep(K, {1: name})"]
)
def test_the_control_a_new_place_is_found(source):
    assert kept_in(source)


def test_texts_that_earlier_versions_kept_are_gone_at_the_next_start(qapp):
    save_memory({"mailings.text": "Hej Qanarie", "mailings.subject": "Qanarie", "handouts.settings": {"a": "Qanarie"}, "page": "x"})
    assert "Qanarie" in json.dumps(load_memory()), "the control"
    memory = Memory()
    memory.write()
    assert load_memory() == {"page": "x"}
