"""How findings are marked in a text: each kind has its own line beneath, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from outreach.domain.plain.finding import Finding, FindingKind
from outreach.ui.plain.text_box import units
from outreach.ui.theme import current_theme

_Line = QTextCharFormat.UnderlineStyle
#: The line beneath and its colour by the theme's name.
LINES = {
    FindingKind.JARGON: (_Line.WaveUnderline, "warning"),
    FindingKind.STATUTE: (_Line.DashUnderline, "danger"),
    FindingKind.SENTENCE: (_Line.DotLine, "muted"),
    FindingKind.PASSIVE: (_Line.DashDotLine, "accent"),
    FindingKind.NOUN: (_Line.DashDotDotLine, "accent"),
    FindingKind.COMPOUND: (_Line.SingleUnderline, "success"),
    FindingKind.WORD: (_Line.SingleUnderline, "success"),
    FindingKind.MUSTS: (_Line.DashUnderline, "warning"),
}
#: Long stretches first: what stands in them is drawn over them.
_ORDER = (FindingKind.SENTENCE, FindingKind.MUSTS)
#: More marks than anybody looks at would slow the typing.
_MOST = 2_000


def mark(box: QPlainTextEdit, text: str, findings: Sequence[Finding], current: Finding | None) -> None:
    """Show the findings of a text, which stands in the box, with the current one on a ground."""
    shown = sorted(findings[:_MOST], key=lambda one: (one.kind not in _ORDER, one.start))
    marks = [_mark(box, text, one) for one in shown]
    if current is not None:
        ground = _selection(box, text, current)
        ground.format.setBackground(QColor(current_theme().warning_fill if not current_theme().dark else current_theme().selection))
        marks.append(ground)
    box.setExtraSelections(marks)


def _mark(box: QPlainTextEdit, text: str, finding: Finding) -> QTextEdit.ExtraSelection:
    style, tone = LINES[finding.kind]
    made = _selection(box, text, finding)
    made.format.setUnderlineStyle(style)
    made.format.setUnderlineColor(QColor(getattr(current_theme(), tone)))
    return made


def _selection(box: QPlainTextEdit, text: str, finding: Finding) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor_at(box, text, finding)
    made.format = QTextCharFormat()
    return made


def cursor_at(box: QPlainTextEdit, text: str, finding: Finding) -> QTextCursor:
    """Return a cursor that has the finding's text chosen."""
    cursor = QTextCursor(box.document())
    cursor.setPosition(units(text, finding.start))
    cursor.setPosition(units(text, finding.end), QTextCursor.MoveMode.KeepAnchor)
    return cursor
