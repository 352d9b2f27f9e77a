"""Pictures of every page and the main dialogs, both languages, light and dark: for the manual, a look back, `outreach tour`.

Here is only what the window shows; one of each export is written by the command itself (`cli/demo.py`). Nothing is seen on
a screen when the program was started without a window: Qt then draws into memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import (
    QDeadlineTimer,
    QEventLoop,
    QMessageLogContext,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from outreach.domain.handout import Paper
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.errors import CannotWrite
from outreach.language import LANGUAGES
from outreach.services.exports import write_file
from outreach.settings import Settings
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.question_panel import QuestionPanel, counted_at
from outreach.ui.capture.quick_line_box import QuickLineBox
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.cards.window import CardsWindow
from outreach.ui.checkin.self_service import SelfService
from outreach.ui.checkin.window import CheckInWindow
from outreach.ui.doubles.window import DoublesWindow
from outreach.ui.events.page import EventsPage
from outreach.ui.fair.window import FairWindow
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.handouts.page import HandoutsPage
from outreach.ui.imports.dialog import FIRST_SIZE, ImportDialog
from outreach.ui.imports.step_trail import Step
from outreach.ui.lists.bulk_edit import BulkEdit
from outreach.ui.lists.list_page import ListPage
from outreach.ui.lists.views_menu import ViewsMenu
from outreach.ui.main_window import MainWindow
from outreach.ui.parts import Parts
from outreach.ui.preferences.dialog import PreferencesDialog
from outreach.ui.registry import PAGES
from outreach.ui.scan.dialog import ScanDialog
from outreach.ui.scan.dialog_parts import DETAIL
from outreach.ui.scan.own_card import OwnCardScreen
from outreach.ui.start.first_start import FirstStart
from outreach.ui.theme import Scheme

if TYPE_CHECKING:
    from outreach.services.house import House

_Dialog = TypeVar("_Dialog", bound=QDialog)

#: The smallest screen that many officers still have, in pixels.
SIZE = QSize(1366, 768)
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
#: Screens whose pixels the system enlarges, by how much per cent, and the pages that are drawn on them: in light Swedish,
#: whose words are the longer ones.
SCALED = ((QSize(1366, 768), 125), (QSize(1920, 1080), 150))
SCALED_PAGES = ("companies", "handouts")
SCALED_AS = (Scheme.LIGHT, "sv")
FLYER_DPI = 110
#: A view that has not come to rest by then is drawn as it stands, in milliseconds.
_PATIENCE = 10_000
#: Twice this long must the worker have had nothing to do: longer than the pauses after typing and choosing.
_REST = 55

_ENTRY = Entry(
    company="Bergs Bygg AB",
    person="Anna Berg",
    contact="070-123 45 67, anna@bergsbygg.example",
    note="Frågade om snöröjningen och när den annonseras nästa gång. #bygg !fre",
)
_LINE = "Anna Berg Bergs Bygg AB 070-123 45 67, anna at bergsbygg punkt se: vill räkna på snöröjning #vinter !14"
_SIGNATURE = """Örjan Åkerström
Projektledare
Åkerströms Entreprenad AB
Verkstadsgatan 27 B, 799 10 Älvbro
070-174 06 11
orjan.akerstrom@akerstroms.example
www.akerstroms.example"""
_QUESTION = "När kommer snöröjningen?"
#: Three cards to import; the last one names nobody, so that the preview shows a problem too.
_CARDS = """BEGIN:VCARD
VERSION:3.0
N:Berg;Anna;;;
FN:Anna Berg
ORG:Bergs Bygg AB
TEL;TYPE=CELL:070-174 06 11
EMAIL:anna@bergsbygg.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Öst;Åke;;;
FN:Åke Öst
ORG:Östs Plåtslageri
EMAIL:ake@ostsplat.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
TEL:070-174 06 22
END:VCARD
"""


#: A list as organisers send it: a title above the headings, a column that nobody knows, a row without a name.
_EXHIBITORS = """Utställare på Företagsmässan
Företag;Org.nr;Kontaktperson;E-post;Telefon;Bransch;Ort;Monter
Åkes Bygg AB;556677-8899;Åke Öberg;ake@akesbygg.example;0240-174 06 05;Bygg;Ludvika;A12
Östlunds Måleri HB;;Örjan Östlund;orjan@ostlunds.example;070-174 06 11;Måleri;Borlänge;B3
Bergslagens El;;Maria Lind;maria@blel.example;;El;Smedjebacken;C1
;;;;0240-174 06 22;Städ;Fagersta;C2
"""


@dataclass(frozen=True, slots=True)
class View:
    """One picture to take: `ready` says that what the view draws by itself is drawn."""

    name: str
    widget: QWidget
    ready: Callable[[], bool] = lambda: True


def make_tour(
    house: House, folder: Path, schemes: Sequence[Scheme] = SCHEMES, languages: Sequence[str] = LANGUAGES
) -> list[Path]:
    """Draw every page and dialog on an open workspace into `folder`, which exists; return the files.

    The house stays open and unchanged, and nothing is remembered. Raises CannotWrite.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from outreach.ui.main import application

    app = application()
    files = _draw_flyers(house, folder, languages)
    with _quiet_platform():
        files += _draw_windows(app, house, folder, schemes, languages)
    return files


def _draw_windows(
    app: QApplication, house: House, folder: Path, schemes: Sequence[Scheme], languages: Sequence[str]
) -> list[Path]:
    files: list[Path] = []
    for scheme in schemes:
        for code in languages:
            with _window(app, house, scheme, code) as window:
                ending = f"{code}-{scheme.value}"
                views = [_pages(window), _dialogs(window)]
                files += [_draw(window.parts, view, folder, ending) for part in views for view in part]
                if (scheme, code) == SCALED_AS:
                    files += list(_draw_scaled(window, folder, ending))
    return files


@contextmanager
def _quiet_platform() -> Iterator[None]:
    """Keep what the platform without a screen cannot do (raise a window, hint at sizes) off standard error."""

    def tell(kind: QtMsgType, place: QMessageLogContext, text: str) -> None:
        if text.startswith("This plugin does not support"):
            return
        if before is not None:
            before(kind, place, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


# Windows -------------------------------------------------------------------------------------------------------------


@contextmanager
def _window(app: QApplication, house: House, scheme: Scheme, code: str) -> Iterator[MainWindow]:
    """Build a window that neither remembers nor settles anything, on a house that stays open."""
    from outreach.ui.main import build_parts

    def refuse(*_: object) -> House:
        raise AssertionError("a tour opens no workspace")

    settings = Settings(language=code, scheme=scheme.value, officer=house.officer)
    parts = build_parts(app, refuse, refuse, settings)
    parts.memory.forget()
    window = MainWindow(parts)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(SIZE)
    window.show()
    try:
        window.opening.place = house.place
        window.enter(house, house.unit.unit())
        yield window
    finally:
        window.leave_open()
        window.close()
        window.deleteLater()
        parts.tongue.put_away()


# Views ---------------------------------------------------------------------------------------------------------------


def _pages(window: MainWindow) -> Iterator[View]:
    for place in PAGES:
        yield _page(window, place.name)
        page = window.shell.page if window.shell is not None else None
        if isinstance(page, EventsPage):
            page.choose_view(0 if page.shows_month else 1)
            yield View("events-month" if page.shows_month else "events-list", window)


def _page(window: MainWindow, name: str) -> View:
    window.show_page(name)
    page = window.shell.page if window.shell is not None else None
    return View(name, window, (lambda: page.live.settled) if isinstance(page, HandoutsPage) else lambda: True)


def _dialogs(window: MainWindow) -> Iterator[View]:
    yield from _capture(window)
    yield from _one_line(window)
    yield from _fair(window)
    yield from _check_in(window)
    yield from _scan(window)
    yield from _views(window)
    yield from _doubles(window)
    forms = (("companies", "company"), ("people", "person"), ("events", "event"), ("tenders", "tender"), ("questions", "question"))
    for name, form in forms:
        yield from _form(window, name, f"{form}-form")
    window.show_palette()
    window.palette_dialog.field.setText("fly")
    window.palette_dialog.field.textEdited.emit("fly")
    yield View("palette", window.palette_dialog)
    window.palette_dialog.reject()
    yield from _import(window)
    window.show_preferences()
    preferences = _opened(window, PreferencesDialog)
    yield View("preferences", preferences)
    preferences.reject()
    yield from _first_start(window.parts)


def _capture(window: MainWindow) -> Iterator[View]:
    """A window of our own: the officer's may hold a draft, which must stay as it is."""
    if window.context is None:
        return
    capture = CaptureWindow(window.context, window)
    capture.open(None)
    with QSignalBlocker(capture.form):  # what nobody typed is no draft to be kept
        capture.form.show_entry(_ENTRY)
    yield View("capture", capture, lambda: _ENTRY.person in capture.form.preview.text())
    with QSignalBlocker(capture.form):
        capture.form.show_entry(Entry())
    capture.hide()
    capture.deleteLater()


def _one_line(window: MainWindow) -> Iterator[View]:
    """The box for one line, with something to look at twice in it."""
    if window.context is None:
        return
    box = QuickLineBox(window.context, window)
    box.show()
    box.show_text(_LINE)
    yield View("one-line", box, lambda: bool(box.preview.text()))
    box.clear()
    box.hide()
    box.deleteLater()


def _fair(window: MainWindow) -> Iterator[View]:
    """Fair mode at the event with most conversations: while somebody types, while a question is asked, and covered."""
    if window.context is None or window.capture_desk is None:
        return
    events = Counter(row.event for row in window.context.house.meetings.listed(Listing(Kind.MEETING)) if row.event)
    if not events:
        return
    fair = FairWindow(window.context, window)
    fair.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    fair.open(events.most_common(1)[0][0])
    fair.showNormal()
    fair.resize(SIZE)
    with QSignalBlocker(fair.form):
        fair.form.show_entry(_ENTRY)
    yield View("fair", fair, lambda: _ENTRY.person in fair.form.preview.text() and bool(fair.latest.lines))
    with QSignalBlocker(fair.form):
        fair.form.show_entry(Entry())
    question = QuestionPanel(window.context, window)
    question.open_over(fair, counted_at(fair.event_id), fair.times)
    question.show_text(_QUESTION)
    yield View("fair-question", fair)
    question.clear()
    question.go_home()
    question.deleteLater()
    fair.cover(True)
    yield View("fair-covered", fair)
    fair.hide()
    fair.deleteLater()


def _check_in(window: MainWindow) -> Iterator[View]:
    """The check-in window of the event with a guest list, and the guests' own screen; nobody is checked in."""
    if window.context is None:
        return
    house = window.context.house
    listed = house.guests.listed(Listing(Kind.GUEST))
    if not listed:
        return
    check_in = CheckInWindow(window.context, listed[0].event, window)
    check_in.open()
    yield View("check-in", check_in, lambda: bool(check_in.guests.lines))
    screen = SelfService(window.context, listed[0].event, check_in)
    screen.resize(SIZE)
    screen.show()
    screen.start()
    yield View("self-service", screen, lambda: bool(screen.about.text()))
    screen.end()
    check_in.close()


def _scan(window: MainWindow) -> Iterator[View]:
    """The preview of a pasted signature, a card to type in, and our own card; nothing is kept."""
    if window.context is None or window.scan_desk is None:
        return
    house = window.context.house
    window.scan_desk.scan(_SIGNATURE)
    preview = _opened(window, ScanDialog)
    yield View("scan", preview, lambda: preview.parts.stack.currentIndex() == DETAIL)
    preview.close()
    cards = CardsWindow(window.context, window)
    cards.open()
    form = cards.parts.form
    yield View("cards", cards, lambda: form.entry().is_empty or form.preview.isVisible())
    cards.close()
    if house.officer:
        screen = OwnCardScreen(window.context, house.own_card.mine(), window)
        screen.resize(SIZE)
        screen.show()
        yield View("own-card", screen)
        screen.close()


def _views(window: MainWindow) -> Iterator[View]:
    """The companies as a suggested view, the window in which views are chosen, and the change of many; none is changed."""
    view = _page(window, "companies")
    _come_to_rest(window.parts, view.ready)
    page = window.shell.page if window.shell is not None else None
    if not isinstance(page, ListPage):
        return
    page.saved_views.choose(page.saved_views.suggested[0])
    yield View("view", window)
    page.open_views()
    menu = page.findChildren(ViewsMenu)[-1]
    yield View("views", menu, lambda: bool(menu.list.lines))
    menu.close()
    page.saved_views.choose(None)
    _come_to_rest(window.parts)
    page.table.selectAll()
    if not page.has_selection():
        return
    page.change_selected()
    _come_to_rest(window.parts)
    change = _opened(window, BulkEdit)
    yield View("change-many", change)
    change.reject()


def _doubles(window: MainWindow) -> Iterator[View]:
    """The pairs that may be doubles; nothing is merged."""
    window.show_doubles(Kind.PERSON)
    (doubles,) = window.findChildren(DoublesWindow)
    yield View("doubles", doubles, lambda: doubles.settled)
    doubles.close()


def _form(window: MainWindow, page_name: str, name: str) -> Iterator[View]:
    """The form of the first record of a list, or of a new one where there is none."""
    view = _page(window, page_name)
    _come_to_rest(window.parts, view.ready)
    page = window.shell.page if window.shell is not None else None
    if not isinstance(page, ListPage):
        return
    if isinstance(page, EventsPage):
        page.choose_view(0)
        _come_to_rest(window.parts)
    if page.current_id() is None:
        page.new_record()
    else:
        page.edit_current()
    _come_to_rest(window.parts)
    form = _opened(window, FormDialog)
    yield View(name, form)
    form.reject()


def _import(window: MainWindow) -> Iterator[View]:
    with tempfile.TemporaryDirectory() as folder:
        cards = Path(folder) / "visitkort.vcf"
        cards.write_text(_CARDS, encoding="utf-8", newline="\r\n")
        window.import_files([cards])
        dialog = _opened(window, ImportDialog)
        dialog.resize(FIRST_SIZE)
        yield View("import", dialog)
        exhibitors = Path(folder) / "utställare.csv"
        exhibitors.write_text(_EXHIBITORS, encoding="cp1252")
        dialog.take([exhibitors])
        for step in (Step.TABLE, Step.COLUMNS, Step.CHECK):
            if step is not Step.TABLE:
                dialog.next()
            yield View(f"import-{step}", dialog, partial(_import_shows, dialog, step))
        dialog.reject()


def _import_shows(dialog: ImportDialog, step: Step) -> bool:
    return dialog.trail.now is step and dialog.flow.settled


def _first_start(parts: Parts) -> Iterator[View]:
    first = FirstStart(parts)
    first.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    first.resize(SIZE)
    first.show()
    yield View("first-start", first)
    first.close()
    first.deleteLater()


def _opened(window: MainWindow, kind: type[_Dialog]) -> _Dialog:
    """Return the dialog of a kind that is open over the window."""
    return next(dialog for dialog in reversed(window.findChildren(kind)) if dialog.isVisible())


# Pictures ------------------------------------------------------------------------------------------------------------


def _draw(parts: Parts, view: View, folder: Path, ending: str) -> Path:
    _come_to_rest(parts, view.ready)
    return _keep(view.widget.grab(), folder / f"{view.name}-{ending}.png")


def _draw_scaled(window: MainWindow, folder: Path, ending: str) -> Iterator[Path]:
    """Draw pages as an enlarging screen shows them: fewer logical pixels, each drawn with more real ones.

    Layout, type and lines are exactly those of such a screen. Icons are not: they are made for the screen that is there.
    """
    for screen, per_cent in SCALED:
        window.resize(screen * 100 / per_cent)
        for name in SCALED_PAGES:
            view = _page(window, name)
            _come_to_rest(window.parts, view.ready)
            picture = QPixmap(window.size() * per_cent / 100)
            picture.setDevicePixelRatio(per_cent / 100)
            window.render(picture)
            yield _keep(picture, folder / f"{name}-{ending}-{per_cent}.png")
    window.resize(SIZE)


def _draw_flyers(house: House, folder: Path, languages: Sequence[str]) -> list[Path]:
    files = []
    for code in languages:
        for paper in Paper:
            pdf = house.handouts.draw(house.handouts.flyer(language=code, paper=paper))
            files += _keep_pictures(house.handouts.pictures(pdf, FLYER_DPI), folder, f"flyer-{paper.value}-{code}")
    return files


def _keep_pictures(pictures: Sequence[bytes], folder: Path, name: str) -> list[Path]:
    files = []
    for number, picture in enumerate(pictures, start=1):
        file = folder / (f"{name}.png" if len(pictures) == 1 else f"{name}-{number}.png")
        write_file(file, picture)
        files.append(file)
    return files


def _keep(picture: QPixmap, file: Path) -> Path:
    if not picture.save(str(file)):
        raise CannotWrite(file)
    return file


def _come_to_rest(parts: Parts, ready: Callable[[], bool] = lambda: True) -> None:
    """Let the event loop run until the worker has had nothing to do for a while."""
    deadline = QDeadlineTimer(_PATIENCE)
    quiet = 0
    while quiet < 2 and not deadline.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(_REST, loop.quit)
        loop.exec()
        quiet = quiet + 1 if parts.tasks.idle and ready() else 0
