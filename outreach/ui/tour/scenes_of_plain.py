"""Scenes of plain language: a description with its findings, the list of hard words, and the window without a text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize

from outreach.services.demo.plain_texts import HEAVY
from outreach.ui.main_window import MainWindow
from outreach.ui.plain.window import PlainWindow
from outreach.ui.plain.words_window import WordsWindow
from outreach.ui.tour.view import View, come_to_rest, opened

_DIALOG = QSize(1180, 700)


def scenes_of_plain(window: MainWindow) -> Iterator[View]:
    """Show the windows of plain language; nothing is kept."""
    if window.context is None:
        return
    plain = PlainWindow(window.context, window, text=HEAVY)
    plain.resize(_DIALOG)
    plain.open()
    come_to_rest(window.parts, lambda: plain.report is not None)
    yield View("plain-language", plain, lambda: plain.report is not None)
    plain.box.clear()
    come_to_rest(window.parts, lambda: not plain.list.lines)
    yield View("plain-language-empty", plain)
    plain.reject()
    window.context.wishes.plain_words.emit()
    words = opened(window, WordsWindow)
    words.resize(_DIALOG)
    come_to_rest(window.parts, lambda: bool(words.list.lines))
    words.list.step(1)
    yield View("hard-words", words, lambda: bool(words.list.lines))
    words.reject()
