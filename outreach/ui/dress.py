"""How Qt takes a theme on: typeface, palette, style sheet. All that the first picture needs of it, and no more.

Qt for Python makes a class of Qt's when it is first named, with all its enumerations. `Qt` itself takes as long as a sixth of an
empty window, `QStyle` half of that: neither may be named here (`tests/ui/test_first_picture.py` holds that).
"""

from __future__ import annotations

import contextlib
import zlib

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from outreach.paths import cache_folder, font_files, resource
from outreach.settings import write_atomically
from outreach.ui.style_sheet import style_sheet
from outreach.ui.tokens import BASE_POINTS, DARK, FONT_FAMILY, LIGHT, Theme

_DARK = "outreachDark"
_LOADED = "outreachFonts"
#: The name under which Qt finds their folder.
_SHAPES_AT = "shapes"
_SHAPES = {"chevron-down": "muted", "chevron-up": "muted", "chevron-left": "muted", "chevron-right": "muted"}
_SHAPES |= {"check": "on_accent", "dot": "on_accent", "dash": "on_accent"}
#: Shapes of controls that are no icons of the program.
_DRAWN = {
    "dot": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="5.5" fill="{}"/></svg>',
    "dash": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 10.5h14v3H5z" fill="{}"/></svg>',
}
#: The style of type in which the first picture stands; the others come behind it.
_FIRST_STYLE = "Regular"
_OTHER_STYLES = ("It", "Semibold", "Bold", "BoldIt")


def current_theme() -> Theme:
    """Return the theme that is worn, the light one before any is."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_DARK) else LIGHT


def looks_dark(app: QApplication) -> bool:
    """Say whether the desktop's own palette is dark: what can be known of its wish before the first picture."""
    return app.palette().window().color().lightness() < 128


def put_on(app: QApplication, theme: Theme) -> None:
    """Dress the program in a theme, of whose typeface the first style suffices. Fusion is put on before (`main.application`)."""
    app.setProperty(_DARK, theme.dark)
    sheet = style_sheet(theme, BASE_POINTS, _shape_urls(theme))
    app.setPalette(palette(theme))
    if app.styleSheet() == sheet:
        # It is worn already: put on again, every widget would be polished anew.
        return
    font = QFont(_family(app))
    font.setPointSizeF(BASE_POINTS)
    app.setFont(font)
    app.setStyleSheet(sheet)


def load_fonts(app: QApplication) -> str:
    """Load the embedded typeface into Qt, once, and return its family; the system's own family where it is absent."""
    family = _family(app)
    if app.property(_LOADED) == "first":
        for style in _OTHER_STYLES:
            _load(style)
        app.setProperty(_LOADED, "all")
    return family


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme; what the style sheet does not name (native popups, delegates) uses it."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.outline,
        role.Shadow: "#000000",
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    return made


def _family(app: QApplication) -> str:
    if not app.property(_LOADED):
        app.setProperty(_LOADED, "first" if _load(_FIRST_STYLE) else "none")
    return FONT_FAMILY if app.property(_LOADED) != "none" else QFont().family()


def _load(style: str) -> bool:
    file = font_files().get(style)
    return file is not None and QFontDatabase.addApplicationFont(str(file)) >= 0


def _shape_urls(theme: Theme) -> dict[str, str]:
    """Write the small shapes of controls in the theme's colours, and return shape → address for the style sheet.

    A style sheet can only name files, and an SVG file has one fixed colour. They stay in the user's cache under names that say
    what is in them, so that no start writes them again and none is left behind by a program that was killed.
    """
    folder = cache_folder() / "shapes"
    QDir.setSearchPaths(_SHAPES_AT, [str(folder)])
    urls = {}
    for shape, token in _SHAPES.items():
        colour = str(getattr(theme, token))
        drawing = _shape(shape, colour).encode()
        name = f"{shape}-{colour[1:]}-{zlib.crc32(drawing):08x}.svg"
        if not (folder / name).exists():
            # Without them the arrows are missing, which is no reason not to start.
            with contextlib.suppress(OSError):
                write_atomically(folder / name, drawing)
        urls[shape] = f"{_SHAPES_AT}:{name}"
    return urls


def _shape(shape: str, colour: str) -> str:
    if shape in _DRAWN:
        return _DRAWN[shape].format(colour)
    # Bolder than the icons, because they are shown at half their size.
    drawing = resource("icons", f"{shape}.svg").read_text("utf-8").replace('stroke-width="1.75"', 'stroke-width="2.5"')
    return drawing.replace("currentColor", colour)
