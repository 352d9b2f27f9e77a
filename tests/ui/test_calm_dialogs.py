"""File dialogs must not open the files that they list: closing one takes SQLite's locks from the open workspace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QFileInfo
from PySide6.QtWidgets import QFileDialog

import outreach.ui
from outreach.ui.calm_dialogs import CalmIcons, look_calm

UI = Path(outreach.ui.__file__).parent
MAKING = re.compile(r"\bQFileDialog\(")


@pytest.mark.parametrize(
    "file", [f for f in UI.rglob("*.py") if MAKING.search(f.read_text("utf-8"))], ids=lambda f: f.name
)
def test_every_file_dialog_is_calm(file: Path):
    text = file.read_text("utf-8")
    assert len(MAKING.findall(text)) == text.count("look_calm(dialog)")


def test_icons_and_kinds_are_made_of_names(qapp, tmp_path):
    unknown = tmp_path / "register.outreach-shm"
    unknown.write_bytes(b"SQLite format 3\x00")
    icons = CalmIcons()
    assert not icons.icon(QFileInfo(str(unknown))).isNull()
    assert icons.type(QFileInfo(str(unknown))) == "outreach-shm"
    assert icons.type(QFileInfo(str(tmp_path))) == ""


def test_a_calm_dialog_lists_its_folder(qtbot, tmp_path):
    (tmp_path / "lista.csv").write_text("a", "utf-8")
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    look_calm(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    assert QDir(dialog.directory()).entryList(QDir.Filter.Files) == ["lista.csv"]
    qtbot.wait(300)
    dialog.hide()
