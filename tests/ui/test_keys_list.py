"""F1 and Ctrl+K name every command of events, plans and invitations, in both languages."""

from __future__ import annotations

import pytest

from outreach.language import Language
from outreach.ui.help_dialogs import KeysDialog
from outreach.ui.shell_commands import shell_commands
from outreach.ui.words import Words
from tests.ui.at_rest import come_to_rest

WANTED = {f"Ctrl+Alt+{letter}" for letter in "NPDISWGYR"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_list_of_keys_names_every_command_for_events_and_invitations(window, qtbot, qapp, language):
    window.show_page("events")
    come_to_rest(qtbot, window.parts.tasks)
    commands = [*shell_commands(window, window.desk), *window.shell.page.commands()]
    words = Words(Language(language), qapp)
    dialog = KeysDialog(words, commands, window)
    model = dialog.list.model()
    shown = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert {one.keys for one in commands} >= WANTED
    assert {words(one.text).rstrip(" …") for one in commands if one.keys} <= shown
    if language == "sv":
        foreign = [one.text for one in commands if one.keys in WANTED and words(one.text) == one.text]
        assert foreign == []
    dialog.deleteLater()
