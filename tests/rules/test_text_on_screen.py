"""Text is text on the screen (R47): one gate for labels and tooltips, one module past it, and nobody else tries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from outreach.ui.dress import _SHAPES
from outreach.ui.style_sheet import style_sheet
from outreach.ui.theme import DARK, LIGHT

UI = Path(__file__).parents[2] / "outreach" / "ui"
#: Names that make Qt read a text as HTML or Markdown, and where they may stand.
READS_MARKS = {
    "RichText": {"escaped_text.py"},
    "AutoText": set(),
    "MarkdownText": set(),
    "setHtml": {"copying.py"},
    "insertHtml": set(),
    "appendHtml": set(),
    "setMarkdown": set(),
    "mightBeRichText": set(),
    "QTextBrowser": set(),
    "QWebEngineView": set(),
    "QGraphicsTextItem": set(),
    "QStaticText": set(),
    "setWhatsThis": set(),
}
#: Ways to the clipboard past `ui/copying.py`, and to temporary folders past `ui/passing_files.py`.
ONE_DOOR = {"setMimeData": {"copying.py"}, "mkdtemp": {"passing_files.py"}, "QTemporaryDir": set()}


def wrong_names(source: str, file: str) -> list[str]:
    """Return the names that may not stand in a module; an editor that knows HTML (`QTextEdit`) must refuse it."""
    if not any(name in source for name in (*READS_MARKS, *ONE_DOOR, "QTextEdit")):
        return []
    tree = ast.parse(source)
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found = [name for name, homes in (READS_MARKS | ONE_DOOR).items() if name in names and file not in homes]
    makes_editor = any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QTextEdit" for node in ast.walk(tree))
    if makes_editor and "setAcceptRichText" not in names:
        found.append("QTextEdit")
    if makes_editor and any(_sets_text(node) for node in ast.walk(tree)):
        found.append("setText")
    return found


def _sets_text(node: ast.AST) -> bool:
    """Say whether a made-up text goes into what may be an editor: `setText` of one guesses, `setPlainText` does not."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "setText"
        and any(isinstance(one, ast.JoinedStr) for one in node.args)
    )


def test_nobody_reads_marks_in_a_text() -> None:
    wrong = {str(path.relative_to(UI)): wrong_names(path.read_text("utf-8"), path.name) for path in UI.rglob("*.py")}
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_the_gate(theme) -> None:
    sheet = style_sheet(theme, 10.5, dict.fromkeys(_SHAPES, "x"))
    assert "QLabel { background: transparent; qproperty-textFormat: PlainText; }" in sheet
    assert "QToolTip { qproperty-textFormat: PlainText; }" in sheet
    assert sheet.count("qproperty-textFormat: RichText") == 1


def test_the_control_each_way_past_the_gate_is_caught() -> None:
    for source in (
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "box.setHtml(name)",
        "view = QTextBrowser()",
        "edit = QTextEdit()",
        "edit = QTextEdit()\nedit.setAcceptRichText(False)\nedit.setText(f'{name}')",
        "QGuiApplication.clipboard().setMimeData(data)",
        "folder = tempfile.mkdtemp()",
    ):
        assert wrong_names(source, "page.py"), source
