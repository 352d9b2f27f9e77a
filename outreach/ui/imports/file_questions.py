"""The import's two questions to the system's file dialog: which files, and where the rows with problems go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context


def ask_for_files(context: Context, parent: QWidget, take: Callable[[list[Path]], None]) -> None:
    """Ask which files to read, all formats together or one of them."""
    words, formats = context.words, context.house.imports.formats()
    dialog = QFileDialog(parent, words(N_("Choose files")))
    look_calm(dialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    every = sorted({suffix for one in formats for suffix in one.suffixes})
    dialog.setNameFilters(
        [_filter(words(N_("All that can be read")), every)]
        + [_filter(words(one.title), one.suffixes) for one in formats if one.suffixes]
        + [f"{words(N_('All files'))} (*)"]
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    dialog.open()


def ask_where_to(context: Context, parent: QWidget, paths: Sequence[Path], write: Callable[[Path], None]) -> None:
    """Ask for the workbook of rows with problems; it is proposed beside the file they came from."""
    words = context.words
    dialog = QFileDialog(parent, words(N_("Save rows with problems")))
    look_calm(dialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{words(N_('Excel workbook'))} (*.xlsx)"])
    dialog.setDefaultSuffix("xlsx")
    if paths:
        dialog.setDirectory(str(paths[0].parent))
        dialog.selectFile(words(N_("{name} – rows with problems"), name=paths[0].stem) + ".xlsx")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: write(Path(name)))
    dialog.open()


def _filter(title: str, suffixes: Sequence[str]) -> str:
    return f"{title} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
