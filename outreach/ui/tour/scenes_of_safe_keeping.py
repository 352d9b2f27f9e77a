"""Scenes of safe keeping: the start that fails, the lock, the way back, other laptops, and what is asked about one person.

All of it is shown with invented figures: nothing is locked, restored, exchanged or kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDialog, QWidget

from outreach.domain.joining import Clash
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.errors import SameFieldChanged, WorkspaceDamaged, WorkspaceInUse, WrongPassphrase
from outreach.explain import Explanation, explain
from outreach.language import N_
from outreach.services.capturing import Capture
from outreach.services.exchange_conflicts import Conflict, Side
from outreach.services.letterbox import Post
from outreach.services.rescue import WayBack
from outreach.services.restoring import KindPreview, RestorePreview
from outreach.services.server_roles import SHARED_LOGIN
from outreach.services.soundness import Soundness
from outreach.ui.backups.check_dialog import CheckDialog
from outreach.ui.backups.rescue import RescueDeeds, RescuePage
from outreach.ui.backups.restore_dialog import RestoreDialog
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.context import Context
from outreach.ui.exchange.dialog import ExchangeDialog
from outreach.ui.forms.same_field import SameFieldDialog
from outreach.ui.imports.dialog import FIRST_SIZE, ImportDialog
from outreach.ui.locking.booth import BoothForm
from outreach.ui.locking.desk import SENTENCES, Why
from outreach.ui.locking.kept_texts import KeptTexts
from outreach.ui.main_window import MainWindow
from outreach.ui.privacy.notices_flags import ConsentDialog, ProtectDialog
from outreach.ui.privacy.rights_dialog import SecondLook
from outreach.ui.start.opening_page import OpeningPage
from outreach.ui.start.pages import TroublePage
from outreach.ui.start.unlock_page import UnlockPage
from outreach.ui.tenders.link_question import LinkQuestion
from outreach.ui.tour.typed import ENTRY, HALF_TYPED, LOOK_ALIKE, LOST_COLUMNS, MINE, SENSITIVE, THEIRS
from outreach.ui.tour.view import SIZE, View, come_to_rest, opened

_MADE = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
_LATER = _MADE + timedelta(hours=3, minutes=12)
_NOBODY = UUID(int=0)
_FILE = "register.outreach"


def scenes_of_safe_keeping(window: MainWindow) -> Iterator[View]:
    """Show every page and dialog that is about keeping the register safe; those of the keys have scenes of their own."""
    context = window.context
    if context is None:
        return
    yield from _pages(window)
    yield _menu(window)
    yield from _capture(window, context)
    yield from _restoring(window, context)
    yield from _exchange(window, context)
    yield from _of_a_person(window, context)
    yield from _refused_file(window)
    yield from _booth(window)
    yield from _check(window, context)
    for name, dialog in (
        ("half-typed", KeptTexts(context, [HALF_TYPED], window)),
        ("link-question", LinkQuestion(context.words, LOOK_ALIKE, window)),
    ):
        yield _shown(name, dialog)
        dialog.reject()


def _pages(window: MainWindow) -> Iterator[View]:
    """What stands in the window while no workspace is open."""
    words = window.parts.words
    wrong = UnlockPage(words, _FILE, SENTENCES[Why.HAND])
    wrong.refused(_known(window, WrongPassphrase(_FILE)))
    opening = OpeningPage(words, lambda: None)
    opening.begin(N_("Restoring the backup…"), stoppable=True)
    opening.report(2, 3)
    pages: tuple[tuple[str, QWidget], ...] = (
        ("unlock-wrong", wrong),
        ("start-opening", opening),
        ("start-trouble", _trouble(window)),
        ("start-rescue", _rescue(window, WayBack(Path(_FILE), _MADE, timedelta(hours=3), 412, 187, 0, _LATER))),
        ("start-rescue-alone", _rescue(window, WayBack(None, None, timedelta(0), 0, 0, 0, _LATER))),
    )
    shown = window.stack.currentWidget()
    for name, page in pages:
        window.stack.addWidget(page)
        window.stack.setCurrentWidget(page)
        yield View(name, window)
        window.stack.removeWidget(page)
        page.deleteLater()
    if shown is not None:
        window.stack.setCurrentWidget(shown)


def _trouble(window: MainWindow) -> TroublePage:
    texts = (N_("Try again"), N_("Choose another workspace…"), N_("Make a new one…"))
    known = _known(window, WorkspaceInUse(_FILE, "Erik Norling"))
    return TroublePage(window.parts.words, known, [(text, lambda: None) for text in texts])


def _rescue(window: MainWindow, back: WayBack) -> RescuePage:
    def nothing() -> None:
        """Only shown."""

    deeds = RescueDeeds(lambda _: None, nothing, nothing, nothing, nothing, nothing)
    known = _known(window, WorkspaceDamaged(_FILE, "page 212"))
    return RescuePage(window.parts.words, known, back, back.backup is not None, deeds)


def _known(window: MainWindow, error: Exception) -> Explanation:
    known = explain(error, window.parts.words.language)
    assert known is not None
    return known


def _menu(window: MainWindow) -> View:
    """The menu *Safe keeping*, as it falls from the bar."""
    title = window.parts.words(N_("Safe keeping"))
    menu = next(one.menu() for one in window.menuBar().actions() if one.text().replace("&", "") == title)
    assert isinstance(menu, QWidget)
    menu.adjustSize()
    return View("menu-safe-keeping", menu)


def _capture(window: MainWindow, context: Context) -> Iterator[View]:
    """A note with a sensitive word, and what a visitor is shown who asks."""
    capture = CaptureWindow(context, window)
    capture.open(None)
    with QSignalBlocker(capture.form):
        capture.form.show_entry(SENSITIVE)
    capture.form.note_hint.look()
    capture.notice.head.setChecked(True)
    yield View("capture-note-hint", capture, lambda: capture.form.note_hint.isVisible() and bool(capture.notice.text.text()))
    with QSignalBlocker(capture.form):
        capture.form.show_entry(Entry())
    capture.hide()
    capture.deleteLater()


def _restoring(window: MainWindow, context: Context) -> Iterator[View]:
    kinds = (
        KindPreview(Kind.PERSON, 412, 31, 4, 0, ("Åsa Öberg", "Lars Norell", "Vera Ljung", "Bertil Hult", "Pernilla Karlsson")),
        KindPreview(Kind.COMPANY, 187, 2, 0, 1, ("Norell & Söner Vinterservice HB", "Bergs Bygg AB")),
    )
    counts = {"person": 381, "company": 186}
    dialog = RestoreDialog(context, Path(_FILE), lambda _: None, window)
    dialog.open()
    come_to_rest(window.parts)
    dialog.show_preview(
        RestorePreview(Path(_FILE), _MADE, timedelta(hours=3), "day", counts, False, True, kinds, actions=57, last=_LATER)
    )
    yield View("restore-preview", dialog)
    dialog.reject()
    dialog = RestoreDialog(context, Path(_FILE), lambda _: None, window)
    dialog.open()
    come_to_rest(window.parts)
    dialog.ask_passphrase(True)
    yield View("restore-passphrase", dialog)
    dialog.reject()


def _exchange(window: MainWindow, context: Context) -> Iterator[View]:
    """Two values for one telephone number, and a record that one deleted and the other edited."""

    def side(value: str, who: str, *, gone: bool = False) -> Side:
        return Side(None if gone else value, gone, who, who.partition(" ")[0].lower(), _MADE if who else None)

    mine, theirs, before = side(MINE, "Maria Lindqvist"), side(THEIRS, "Erik Norling"), side("", "")
    job = Conflict(_NOBODY, Kind.PERSON, _NOBODY, "Åsa Öberg", "notes", "", mine, (theirs,), before)
    gone = Conflict(
        _NOBODY, Kind.COMPANY, _NOBODY, "Bergs Bygg AB", "", "", mine, (side("", "Erik Norling", gone=True),), before
    )
    dialog = ExchangeDialog(context, window.parts.choices, window)
    dialog.open()
    come_to_rest(window.parts, lambda: dialog.settled)
    dialog.show_state(replace(context.house.exchange.status(), code="3F2A", conflicts=2), [job, gone])
    yield View("exchange-conflicts", dialog)
    dialog.reject()


def _of_a_person(window: MainWindow, context: Context) -> Iterator[View]:
    words = context.words
    people = context.house.people.listed(Listing(Kind.PERSON))
    if not people:
        return
    person = context.house.people.get(people[0].id)
    for name, dialog in (
        ("person-consent", ConsentDialog(context, person, window)),
        ("person-protect", ProtectDialog(context, person, window)),
        ("rights-second-look", _second_look(window, context, person.name)),
    ):
        yield _shown(name, dialog)
        dialog.reject()
    clashes = (
        Clash("notes", "", MINE, THEIRS, "Erik Norling", _LATER),
        Clash("phones", (), person.phones, (), "Erik Norling", _LATER),
    )
    both = SameFieldDialog(context, SameFieldChanged(Kind.PERSON, person.id, person, clashes), window)
    both.setWindowTitle(words(N_("You both changed the same")))
    both.open()
    yield View("same-field", both, lambda: bool(both.mine))
    both.reject()


def _second_look(window: MainWindow, context: Context, name: str) -> SecondLook:
    words = context.words
    sentence = words(N_("{name} goes for good, history included."), name=name)
    return SecondLook(context, sentence, words(N_("Erase for good")), lambda: None, window)


def _refused_file(window: MainWindow) -> Iterator[View]:
    """A file that is not what its name says, and a table with lines that cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "utställare.xlsx"
        broken.write_bytes(b"PK\x03\x04" + bytes(64))
        window.import_files([broken])
        dialog = opened(window, ImportDialog)
        dialog.resize(FIRST_SIZE)
        yield View("import-refused", dialog)
        lost = Path(folder) / "visitkort.vcf"
        lost.write_text(LOST_COLUMNS, encoding="utf-8", newline="\r\n")
        dialog.take([lost])
        yield View("import-lines", dialog)
        dialog.reject()


def _booth(window: MainWindow) -> Iterator[View]:
    """The form of a locked booth while somebody types, as large as the screen; nothing is sealed."""
    if window.context is None:
        return
    house, words = window.context.house, window.parts.words
    notice = house.privacy.notice(words.language).stamped_line()
    booth = BoothForm(words, _NoPost(), notice, house.now, window)
    booth.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    with QSignalBlocker(booth.note):
        booth.company.setText(ENTRY.company)
        booth.person.setText(ENTRY.person)
        booth.note.setPlainText(ENTRY.note)
    booth.resize(SIZE)
    booth.show()
    yield View("booth-locked", booth)
    booth.cover.cover(True)
    yield View("booth-covered", booth)
    booth.hide()
    booth.deleteLater()


class _NoPost(Post):
    """A letterbox that takes nothing in."""

    def __init__(self) -> None:
        """Without a file."""

    def _put(self, wanted: Capture, at: datetime, *, half: bool) -> None:
        """Seal nothing."""

    def close(self) -> None:
        """Close nothing."""


def _check(window: MainWindow, context: Context) -> Iterator[View]:
    """What a look through the register says: of this one, and of one on a server with something to mend."""
    dialog = CheckDialog(context, window)
    dialog.open()
    yield View("check", dialog, lambda: dialog.settled)
    dialog.show_found(Soundness("postgresql://db.alvbro.example/outreach", (), (SHARED_LOGIN,), shared=True))
    yield View("check-server", dialog)
    dialog.reject()


def _shown(name: str, dialog: QDialog) -> View:
    dialog.open()
    return View(name, dialog)
