"""The program's own icons: one drawing each (24 × 24 grid, 1.75 strokes), coloured when asked for.

The files in `resources/icons` name their only colour `currentColor`; it is replaced by the wanted one before rendering.
Icons are made of pixmaps, one for each usual size and for the ratio of each screen, so that nothing is scaled: a
QIconEngine written in Python would be shorter, but it crashes (PySide6 6.11) when Qt copies it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from outreach.paths import resource
from outreach.ui.theme import current_theme

if TYPE_CHECKING:
    from outreach.domain.event import EventKind

#: The sizes, in logical pixels, at which the program shows icons.
SIZES = (16, 20, 24, 32, 48)
#: How much of a disabled icon's colour is left.
_DISABLED_STRENGTH = 0.4

_NAME = "iconName"
_TOKEN = "iconToken"  # noqa: S105 - a colour token
#: What the text of a button is coloured in by its role, where that is not `text` (style_sheet.py).
_USUAL, _FILLED = "text", "on_accent"
_ROLE_COLOURS = {"primary": _FILLED, "danger": "danger"}


@cache
def icon_names() -> tuple[str, ...]:
    """Return all names that `icon` knows, sorted; the application's own picture is not one of them."""
    return tuple(sorted(file.stem for file in resource("icons").glob("*.svg") if file.stem != "outreach"))


def event_icon_name(kind: EventKind) -> str:
    """Return the name of the icon of a kind of event."""
    return f"event-{kind.value}"


def icon(name: str, colour: QColor | None = None, off: QColor | None = None) -> QIcon:
    """Return the icon `name` in `colour`, by default the colour of text in the current theme; disabled it is fainter, or `off`.

    The same QIcon is returned each time. Raises KeyError for a name without a drawing.
    """
    wanted = colour or QColor(current_theme().text)
    return _icon(name, wanted.rgba(), off.rgba() if off is not None else None, _screen_ratios())


def pixmap(name: str, size: int, colour: QColor | None = None, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap of `size` logical pixels for a screen of that device pixel ratio.

    Raises KeyError for a name without a drawing.
    """
    wanted = colour or QColor(current_theme().text)
    return _render(_drawing(name), size, wanted, ratio)


def application_icon() -> QIcon:
    """Return the program's own picture, for the window, the task bar and the about page."""
    drawing = resource("icons", "outreach.svg").read_text("utf-8")
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_render(drawing, size, QColor(), 1.0))
    return made


def put_icon(target: QAction | QAbstractButton, name: str, token: str = "text") -> None:  # noqa: S107 - a colour token
    """Give an action or a button the icon `name` in the colour that the theme calls `token`, in every later theme too.

    On a button whose role has a colour of its own for its text (primary, danger), `text` is that colour: give it the role first.
    Raises KeyError for a name without a drawing, AttributeError for a token that no theme has.
    """
    if token == _USUAL:
        token = _ROLE_COLOURS.get(str(target.property("role")), token)
    theme = current_theme()
    # A button that is filled while it can be pressed is grey when it cannot: white, fainter, would not be seen on it.
    off = QColor(theme.disabled) if token == _FILLED else None
    target.setIcon(icon(name, QColor(getattr(theme, token)), off))
    target.setProperty(_NAME, name)
    target.setProperty(_TOKEN, token)


def renew_icons(app: QApplication) -> None:
    """Colour all icons anew that `put_icon` gave out; to be called when the theme has changed."""
    for widget in app.allWidgets():
        targets: list[QAction | QAbstractButton] = list(widget.actions())
        if isinstance(widget, QAbstractButton):
            targets.append(widget)
        for target in targets:
            name = target.property(_NAME)
            if name:
                put_icon(target, name, target.property(_TOKEN))


@cache
def _drawing(name: str) -> str:
    if name not in icon_names():
        raise KeyError(name)
    return resource("icons", f"{name}.svg").read_text("utf-8")


@cache
def _icon(name: str, rgba: int, off: int | None, ratios: tuple[float, ...]) -> QIcon:
    drawing = _drawing(name)
    colour = QColor.fromRgba(rgba)
    faded = QColor(colour)
    faded.setAlphaF(colour.alphaF() * _DISABLED_STRENGTH)
    if off is not None:
        faded = QColor.fromRgba(off)
    made = QIcon()
    for ratio in ratios:
        for size in SIZES:
            picture = _render(drawing, size, colour, ratio)
            # The same picture in all live modes: Fusion would tint it in a selected row.
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
                made.addPixmap(picture, mode)
            made.addPixmap(_render(drawing, size, faded, ratio), QIcon.Mode.Disabled)
    return made


def _screen_ratios() -> tuple[float, ...]:
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})) or (1.0,)


def _render(drawing: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    """Draw at the exact number of device pixels. The opacity is painted, because Qt's SVG reads no #rrggbbaa."""
    coloured = drawing.replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(coloured.encode()))
    pixels = round(size * ratio)
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
