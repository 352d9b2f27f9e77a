"""One line or many: reading a text box, and putting a changed text back so that the box itself can undo it."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

TextBox = QLineEdit | QPlainTextEdit


def text_in(box: TextBox) -> str:
    """Return what stands in a text box."""
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def put_text(box: TextBox, text: str) -> None:
    """Change a text box where the texts differ, as one step that it can undo."""
    before = text_in(box)
    if before == text:
        return
    start, end_before, end = _difference(before, text)
    if isinstance(box, QLineEdit):
        box.setSelection(units(before, start), units(before[start:end_before], end_before - start))
        if start == end_before:
            box.setCursorPosition(units(before, start))
        box.insert(text[start:end]) if text[start:end] else box.del_()
        return
    cursor = QTextCursor(box.document())
    cursor.setPosition(units(before, start))
    cursor.setPosition(units(before, end_before), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text[start:end])


def units(text: str, offset: int) -> int:
    """Return where an offset in code points lies for Qt, which counts UTF-16 units."""
    return offset + sum(char > "\uffff" for char in text[:offset])


def _difference(before: str, after: str) -> tuple[int, int, int]:
    """Return where the texts part, and where what differs ends in each."""
    start = 0
    shortest = min(len(before), len(after))
    while start < shortest and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < shortest - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return start, len(before) - tail, len(after) - tail
