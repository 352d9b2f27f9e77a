"""Light and dark: readable for everybody, the same sizes everywhere, and following the desktop."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTimeEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.event import EventKind
from outreach.ui import theme as themes
from outreach.ui.theme import DARK, LIGHT, Look, Scheme, apply_theme, current_theme

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "surface", "raised")


@pytest.fixture
def light(qapp):
    apply_theme(qapp, dark=False)
    yield qapp
    qapp.styleHints().unsetColorScheme()
    apply_theme(qapp, dark=False)


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (part / 255 for part in (QColor(colour).red(), QColor(colour).green(), QColor(colour).blue()))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour):
    """CIE 1976 L*a*b*, D65."""
    parts = [part / 255 for part in (QColor(colour).red(), QColor(colour).green(), QColor(colour).blue())]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_the_measure_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@BOTH
def test_text_reaches_aa_wherever_it_stands(theme):
    pairs = [("text", ground) for ground in (*GROUNDS, "selection", "hover", "pressed")]
    pairs += [("text", f"{kind}_fill") for kind in ("info", "danger", "warning", "success")]
    pairs += [(ink, ground) for ink in ("muted", "accent", "danger", "warning", "success") for ground in GROUNDS]
    pairs += [(ink, f"{ink}_fill") for ink in ("danger", "warning", "success")]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("window", "text"), ("window", "muted")]
    weak = {pair: contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@BOTH
@pytest.mark.parametrize("token", ["outline", "focus"])
def test_edges_of_controls_and_the_focus_ring_can_be_seen(theme, token):
    assert min(contrast(getattr(theme, token), getattr(theme, ground)) for ground in GROUNDS) >= 3


@BOTH
def test_kinds_of_events_are_readable_and_differ(theme):
    assert set(theme.kinds) == set(EventKind)
    for colours in theme.kinds.values():
        assert contrast(colours.ink, colours.fill) >= 4.5
        assert contrast(colours.ink, theme.surface) >= 4.5
    for one, other in combinations(theme.kinds.values(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(lab(one.ink), lab(other.ink), strict=True)) ** 0.5
        assert distance > 18, (one, other, distance)


def test_controls_are_32_pixels_high_and_rows_36(light, qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    rows = QVBoxLayout(form)
    controls = (QPushButton("Spara"), QLineEdit(), QComboBox(), QSpinBox(), QDateEdit(), QTimeEdit(), QToolButton())
    for control in controls:
        rows.addWidget(control)
    form.show()
    assert {type(control).__name__: control.height() for control in controls} == {
        type(control).__name__: themes.CONTROL_HEIGHT for control in controls
    }
    table = QTableWidget(3, 2)
    qtbot.addWidget(table)
    themes.calm_table(table)
    assert table.rowHeight(0) == themes.ROW_HEIGHT


def test_focus_moves_nothing(light, qtbot):
    for control in (QPushButton("Spara"), QLineEdit(), QComboBox(), QSpinBox(), QDateEdit(), QTimeEdit()):
        qtbot.addWidget(control)
        control.show()
        before = control.sizeHint()
        control.setFocus()
        qtbot.waitUntil(control.hasFocus)
        assert control.sizeHint() == before, type(control).__name__


def test_the_embedded_typeface_is_used(light):
    assert light.font().family() == "Source Sans Pro"
    assert light.font().pointSizeF() == themes.BASE_POINTS


def test_dark_reaches_the_palette_and_every_widget(light, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    apply_theme(light, dark=True)
    field.show()
    assert current_theme() is DARK
    assert field.palette().color(QPalette.ColorRole.Text) == QColor(DARK.text)
    assert field.grab().toImage().pixelColor(40, 16) == QColor(DARK.surface)


def test_a_role_can_be_given_after_the_first_showing(light, qtbot):
    label = QLabel("Företag")
    qtbot.addWidget(label)
    label.show()
    small = label.sizeHint().height()
    themes.set_role(label, "title")
    assert label.sizeHint().height() > small * 1.4


@pytest.fixture
def look(light):
    made = Look(light, Scheme.LIGHT)
    yield made
    made.setParent(None)
    made.deleteLater()


def test_the_officers_choice_is_taken_at_once(look, qtbot):
    with qtbot.waitSignal(look.changed) as told:
        look.choose(Scheme.DARK)
    assert told.args == [DARK]
    assert look.theme is current_theme() is DARK


def test_the_desktops_wish_counts_only_when_it_was_chosen(look, light, qtbot):
    # Qt's platform without a screen has no wishes, so the desktop's message is sent by hand.
    desktop = light.styleHints().colorSchemeChanged
    desktop.emit(Qt.ColorScheme.Dark)
    assert current_theme() is LIGHT
    look.choose(Scheme.SYSTEM)
    with qtbot.waitSignal(look.changed):
        desktop.emit(Qt.ColorScheme.Dark)
    assert look.theme is current_theme() is DARK
    with qtbot.waitSignal(look.changed):
        desktop.emit(Qt.ColorScheme.Light)
    assert look.theme is current_theme() is LIGHT
