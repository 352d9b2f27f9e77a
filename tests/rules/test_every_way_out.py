"""Every place that lets something out of the program, and whether people leave by it: a new one must say so here.

What holds people passes the one gate (`services/leaving.py`); the behaviour of each is in `tests/services/test_leaving.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "outreach"
#: What writes a file, fills the clipboard, opens a mail or sends it, or prints.
OUT = {
    "write_file", "write_atomically", "write_bytes", "copy_text", "copy_table", "mailto_link", "PrintRun", "setMimeData",
    "sendmail", "send_message", "Run",
}  # fmt: skip
GATES = {"leaving_by", "letters_leaving", "drafts_leaving", "_leaving", "let_out", "copied", "addresses"}
#: People leave by these, and the gate stands in the function itself.
GATED = {
    "services/dialogue.py:save", "services/exports.py:write", "services/handouts.py:save", "services/invitations.py:mailto",
    "services/invitations.py:write_files", "services/lists.py:save_print", "services/lists.py:write",
    "services/mailings.py:write_drafts", "services/mailings.py:write_labels", "services/mailings.py:write_letters",
    "services/outbox.py:send", "services/printings.py:write",
}  # fmt: skip
#: People leave by these, and the gate stands with those who call them.
GATED_BEFORE = {
    "services/tender_letters.py:write_drafts": (
        "services/tender_matches.py:drafts", "services/disclosures.py:drafts", "services/question_letters.py:tell",
    ),
    "services/informing_letters.py:write_informing": ("services/registered.py:drafts",),
    "ui/handouts/leaving.py:_run_to": ("ui/handouts/leaving.py:print_to",),
    "ui/lists/hand_over.py:_copy": ("ui/lists/hand_over.py:copy_table",),
    "ui/lists/hand_over.py:_copied_addresses": ("ui/lists/hand_over.py:copy_addresses",),
}  # fmt: skip
#: Nobody, one person, or what the law has its own rule for.
OTHERS = {
    "services/exports.py:write_file": "the writer itself",
    "settings.py:save_settings": "settings", "settings.py:save_memory": "settings",
    "services/drafts_aside.py:_write": "what is half typed, sealed, on this computer",
    "services/open_window.py:tell_address": "the address of the window",
    "services/exchange.py:_write": "our own other laptop, sealed",
    "services/extracts.py:save_all": "one person, at the person's own wish (article 15)",
    "services/releases.py:save": "public documents: weighed record by record, and no reason may be asked for (TF 2 kap. 18 §)",
    "services/erasures.py:refuse": "one person", "services/disposals.py:save": "counts", "services/lost_devices.py:save": "counts",
    "services/single_answers.py:write": "one person", "services/contract_letters.py:write": "one supplier",
    "cli/registered.py:proof": "one person", "cli/cards.py:show": "one picture",
    "services/own_card.py:write": "the officer's own card", "services/inquiries.py:ask": "colleagues of other municipalities",
    "services/packages.py:export": "no people: a whitelist of fields", "services/published.py:write": "events for everybody",
    "services/invitations.py:publish": "an event for everybody, without guests",
    "services/calendar_prints.py:save": "events", "services/coverage.py:write": "companies, counted",
    "services/effect_files.py:write": "figures", "services/processing_record.py:write": "the record of article 30",
    "services/requirement_cards.py:print_cards": "requirements", "services/watches.py:fetch": "a public notice",
    "services/imports.py:save_problem_rows": "rows of the officer's own file that were not taken in",
    "cli/keys.py:recovery": "the recovery code", "ui/start/recovery_page.py:save_to": "the recovery code",
    "ui/start/recovery_page.py:write": "the recovery code", "ui/dress.py:_shape_urls": "drawings of the theme",
    "formats/email_draft.py:mailto_fits": "measures a link",
    "ui/copying.py:put": "the clipboard itself",
    "ui/coverage/deeds.py:copy": "companies, counted", "ui/disclosures/window.py:copy": "what everybody is told",
    "ui/effect/pieces.py:keyPressEvent": "figures", "ui/errors_dialog.py:_buttons": "the log, without values",
    "ui/lists/detail_parts.py:copy": "one record", "ui/lists/detail_parts.py:_copy_button": "one record",
    "ui/lists/list_page.py:_wire": "a wish, which `HandOver.copy_table` asks about",
    "ui/locking/kept_texts.py:__init__": "the officer's own half typed words", "ui/network/flyer_view.py:copy": "a flyer's words",
    "ui/plans/year_window.py:keyPressEvent": "figures", "ui/scan/dialog.py:import_event": "a calendar entry, into the program",
}  # fmt: skip


def ways_out(source: str) -> Iterator[str]:
    """Yield the names of the functions in which something is let out."""
    for made in ast.walk(ast.parse(source)) if any(f"{name}(" in source for name in OUT) else ():
        if isinstance(made, ast.FunctionDef) and called_in(made) & OUT:
            yield made.name


def called_in(made: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(made) if isinstance(node, ast.Call))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


def function_of(place: str) -> ast.FunctionDef:
    name, _, wanted = place.partition(":")
    tree = ast.parse((PACKAGE / name).read_text("utf-8"))
    return next(one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == wanted)


def all_ways() -> set[str]:
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(("ui/tour/", "services/demo/", "storage/")):
            found |= {f"{name}:{one}" for one in ways_out(path.read_text("utf-8"))}
    return found


def test_every_way_out_is_known() -> None:
    known, there = GATED | set(GATED_BEFORE) | set(OTHERS), all_ways()
    assert there - known == set(), "does it hold people? let it pass `leaving_by`, or say here why not"
    assert known - there == set()


def test_the_gate_stands_where_it_is_said_to_stand() -> None:
    places = [*GATED, *(one for callers in GATED_BEFORE.values() for one in callers)]
    assert [one for one in places if not called_in(function_of(one)) & GATES] == []


def test_control_a_new_way_and_one_without_its_gate_are_seen() -> None:
    new = "class Guests:\n    def save(self, path):\n        write_file(path, self.names())\n"
    assert list(ways_out(new)) == ["save"]
    assert not called_in(ast.parse(new)) & GATES
