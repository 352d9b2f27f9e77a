"""What a look at a shown window finds: controls that a screen reader cannot name, and words that are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from outreach.ui.forms.elided import ElidedLabel
from outreach.ui.main_window import MainWindow
from outreach.ui.theme import current_theme
from outreach.ui.tour.draw import Scenes
from outreach.ui.tour.view import View

_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
#: Pixels that a style may take from what a button asks for without cutting a letter.
_SLACK = 2
#: How far the lightness of thin strokes may lie from what they were drawn in, of 255.
_NEAR = 40


def faults(window: QWidget) -> list[str]:
    """Return what is wrong with the controls that are seen in a window, each in a sentence."""
    shown = [one for one in (window, *window.findChildren(QWidget)) if one.isVisible() and not one.visibleRegion().isEmpty()]
    buddies = {label.buddy() for label in window.findChildren(QLabel)}
    nameless = [one for one in shown if _is_own(one) and not one.accessibleName() and _needs_name(one, buddies)]
    cut = [one for one in shown if _is_cut(one)]
    dim = [one for one in shown if isinstance(one, QPushButton) and _is_dim(one)]
    return [
        *(f"{_called(one)} has no name" for one in nameless),
        *(f"{_called(one)} is cut" for one in cut),
        *(f"{_called(one)} has an icon that is not seen on it" for one in dim),
    ]


def looked_at(scenes: Sequence[Scenes], found: list[str]) -> tuple[Scenes, ...]:
    """Return scenes of the tour that look at each window once it was drawn, and put what is wrong into `found`."""

    def look(scene: Scenes) -> Scenes:
        def looked(window: MainWindow) -> Iterator[View]:
            for view in scene(window):
                yield view
                found.extend(f"{view.name}: {fault}" for fault in faults(view.widget))

        return looked

    return tuple(look(scene) for scene in scenes)


def _needs_name(one: QWidget, buddies: set[QWidget | None]) -> bool:
    if isinstance(one, QAbstractButton):
        return not one.text()
    return isinstance(one, _FIELDS) and not isinstance(one, QHeaderView) and one not in buddies


def _is_own(one: QWidget) -> bool:
    """Say whether a control stands for itself: not the line inside a box, not a part that Qt made."""
    parent = one.parentWidget()
    return not isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) and not one.objectName().startswith("qt_")


def _is_dim(one: QPushButton) -> bool:
    """Say whether the icon of a filled button has another colour than its words: dark on teal, or white on grey."""
    if one.icon().isNull() or one.property("role") != "primary" or not one.isEnabled():
        return False
    picture = one.icon().pixmap(one.iconSize()).toImage()
    points = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    ink = max(points, key=QColor.alpha)
    return abs(ink.lightness() - QColor(current_theme().on_accent).lightness()) > _NEAR


def _is_cut(one: QWidget) -> bool:
    if isinstance(one, QPushButton):
        picture = one.iconSize().width() if not one.icon().isNull() else 0
        return one.width() + _SLACK < one.fontMetrics().horizontalAdvance(one.text()) + picture
    if isinstance(one, QCheckBox | QRadioButton) or (isinstance(one, QToolButton) and _shows_words(one)):
        return one.width() + _SLACK < one.sizeHint().width()
    if not isinstance(one, QLabel) or isinstance(one, ElidedLabel):
        return False
    if one.wordWrap():
        return one.hasHeightForWidth() and one.height() + _SLACK < one.heightForWidth(one.width())
    return bool(one.text()) and one.width() + _SLACK < one.sizeHint().width()


def _shows_words(one: QToolButton) -> bool:
    """Say whether Qt would shorten its text in the middle where it has no room."""
    return bool(one.text()) and (one.icon().isNull() or one.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly)


def _called(one: QWidget) -> str:
    text = getattr(one, "text", lambda: "")()
    return f"{type(one).__name__} {str(text)[:40] or one.accessibleName() or one.objectName()!r}"
