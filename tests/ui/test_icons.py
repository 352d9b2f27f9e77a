"""The program's own icons: whole, alike in style, sharp on every screen, and in the theme's colours."""

import re

import pytest
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtWidgets import QPushButton, QWidget

from outreach.domain.event import EventKind
from outreach.paths import resource
from outreach.ui import icons
from outreach.ui.theme import DARK, LIGHT, apply_theme

# The theme is set anew where colours are looked at; doing it for each drawing would dress every window of earlier tests again.
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def light(qapp):
    apply_theme(qapp, dark=False)
    yield qapp
    apply_theme(qapp, dark=False)


def pixels(picture):
    """Return the rows of a picture, each pixel its four bytes: blue, green, red, alpha."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    rows = [bytes(image.constScanLine(y))[: 4 * image.width()] for y in range(image.height())]
    return [[row[at : at + 4] for at in range(0, len(row), 4)] for row in rows]


def inks(picture):
    """Return the colours of all fully opaque pixels."""
    found = {pixel for row in pixels(picture) for pixel in row}
    return {QColor(red, green, blue).name() for blue, green, red, alpha in found if alpha == 255}


@pytest.mark.parametrize("name", icons.icon_names())
def test_every_drawing_keeps_to_the_house_style(name):
    drawing = resource("icons", f"{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="1.75"' in drawing
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing)) <= {"none", "currentColor"}
    wanted = QColor("#aa1122")
    drawn = [QColor(ink) for ink in inks(icons.pixmap(name, 48, wanted))]
    assert drawn
    # Where two strokes meet, rounding may move a channel by one.
    assert all(abs(ink.red() - 0xAA) + abs(ink.green() - 0x11) + abs(ink.blue() - 0x22) <= 3 for ink in drawn)


@pytest.mark.parametrize("name", icons.icon_names())
def test_no_drawing_is_cut_off_at_the_edge(name):
    rows = pixels(icons.pixmap(name, 24, ratio=4))
    edge = [*rows[0], *rows[-1], *(row[at] for row in rows for at in (0, -1))]
    assert len(rows) == 96
    assert not any(alpha for *_, alpha in edge)


def test_no_two_icons_look_the_same():
    pictures = {}
    for name in icons.icon_names():
        image = icons.pixmap(name, 32).toImage()
        pictures.setdefault(bytes(image.constBits()), []).append(name)
    assert all(len(names) == 1 for names in pictures.values()), pictures.values()


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_has_an_icon(kind):
    assert not icons.icon(icons.event_icon_name(kind)).isNull()


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError):
        icons.icon("no-such-thing")
    with pytest.raises(KeyError):
        icons.pixmap("../icons/add", 16)


def test_the_same_icon_is_made_once(light):
    assert icons.icon("add") is icons.icon("add")
    assert icons.icon("add") is not icons.icon("add", QColor("red"))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_pixmap_is_sharp_on_every_screen(ratio):
    picture = icons.pixmap("calendar", 20, ratio=ratio)
    assert picture.width() == picture.height() == round(20 * ratio)
    assert picture.devicePixelRatio() == ratio
    assert picture.deviceIndependentSize().width() == pytest.approx(20)


def test_icons_carry_every_usual_size_so_that_none_is_scaled(light):
    for size in icons.SIZES:
        assert _square(size) in icons.icon("today").availableSizes()


def test_a_chosen_row_keeps_the_colour_and_a_disabled_button_fades(light):
    made = icons.icon("check", QColor("#0b5d77"))
    assert inks(made.pixmap(32, QIcon.Mode.Selected)) == {"#0b5d77"}
    faded = made.pixmap(32, QIcon.Mode.Disabled).toImage()
    strongest = max(faded.pixelColor(x, y).alpha() for x in range(32) for y in range(32))
    assert 90 <= strongest <= 115


def test_icons_take_the_colour_of_text_unless_told(light):
    assert inks(icons.icon("add").pixmap(32)) == {LIGHT.text}
    apply_theme(light, dark=True)
    assert inks(icons.icon("add").pixmap(32)) == {DARK.text}


def test_given_icons_follow_the_theme(light, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    button, action = QPushButton(page), QAction(page)
    page.addAction(action)
    icons.put_icon(button, "delete", "danger")
    icons.put_icon(action, "add")
    assert inks(button.icon().pixmap(32)) == {LIGHT.danger}
    apply_theme(light, dark=True)
    icons.renew_icons(light)
    assert inks(button.icon().pixmap(32)) == {DARK.danger}
    assert inks(action.icon().pixmap(32)) == {DARK.text}


def test_the_programs_own_picture_is_there_from_16_to_256_pixels():
    made = icons.application_icon()
    sizes = {size.width() for size in made.availableSizes()}
    assert {16, 32, 64, 256} <= sizes
    assert {"#0b5d77", "#f6a63c"} <= inks(made.pixmap(64))


def _square(size):
    from PySide6.QtCore import QSize

    return QSize(size, size)
