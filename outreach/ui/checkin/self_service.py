"""The screen on which guests check themselves in: the own name, or contact details. Nothing leads from here into the program.

It fills the other screen where there is one. Escape and Alt+F4 do nothing; Ctrl+Shift+Q and the officer's window end it.
After twenty seconds without a key or a touch it is as if nobody had been there.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.guest import Attendance
from outreach.domain.privacy_text import Notice
from outreach.domain.record import Kind
from outreach.errors import OutreachError
from outreach.language import LANGUAGES, N_, Language
from outreach.services.guest_names import Told
from outreach.services.guests import CHECK_IN, SELF, GuestLine, GuestList
from outreach.ui.checkin.big import larger
from outreach.ui.checkin.self_pages import DetailsPage, NamePage, ThanksPage
from outreach.ui.context import Context
from outreach.ui.theme import WIDE, set_role

#: Milliseconds without a key or a touch until the next guest finds an empty line, and that a greeting stands.
IDLE, GREETING = 20_000, 6_000
NAME, DETAILS, THANKS = range(3)
FAILED = N_("That did not work. Please speak to one of us.")


class SelfService(QWidget):
    """The guests' screen for one event. `ended` comes when it has been put away."""

    ended = Signal()

    def __init__(self, context: Context, event_id: UUID, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._context = context
        self._event = event_id
        self._notices: dict[str, Notice] = {}
        self.names, self.details, self.thanks = NamePage(context), DetailsPage(context), ThanksPage(context)
        self.stack, self.title, self.about = QStackedWidget(), QLabel(), QLabel()
        self.idle = QTimer(self, interval=IDLE, singleShot=True)
        self.greeting = QTimer(self, interval=GREETING, singleShot=True)
        self._build()
        self._wire()
        self._read()
        self._read_unit()

    def open_beside(self, window: QWidget) -> None:
        """Fill a screen on which the officer's window is not, or the only one there is."""
        screen = other_screen(window.screen(), QGuiApplication.screens())
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.start()

    def start(self) -> None:
        """Be ready for the next guest; what the last one typed is gone."""
        self.idle.stop()
        self.greeting.stop()
        self.names.clear()
        self.details.clear()
        self.stack.setCurrentIndex(NAME)
        self.names.line.setFocus()

    def end(self) -> None:
        """Put the screen away."""
        self.close()

    # The guest's wishes ----------------------------------------------------------------------------------------------

    def check_in(self, line: GuestLine) -> None:
        """Mark the guest who found the own name."""
        house, name = self._context.house, line.name
        self._do(lambda: house.guests.mark([line.guest.id], Attendance.CAME, CHECK_IN), name)

    def keep_details(self, told: Told) -> None:
        """Keep what a guest has left who stands on no list."""
        house, event = self._context.house, self._event
        self._do(
            lambda: house.guests.walk_in(event, told.name, None, told.company, told.contact, source=SELF), told.name
        )

    def _do(self, work: Callable[[], Changes], name: str) -> None:
        self._context.write(work, self, lambda _: self._greet(name), failed=self._failed)

    def _greet(self, name: str) -> None:
        self.idle.stop()
        self.thanks.greet(name)
        self.stack.setCurrentIndex(THANKS)
        self.thanks.setFocus()
        self.greeting.start()

    def _failed(self, error: Exception) -> None:
        """Tell the guest in one sentence, and the officer's window what it was."""
        page = self.details if self.stack.currentIndex() == DETAILS else self.names
        page.say(self._context.words(FAILED))
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)

    def _show_details(self) -> None:
        self.details.begin(self.names.line.text())
        self.stack.setCurrentIndex(DETAILS)
        self.details.focus_first()
        self._alive()

    def _alive(self) -> None:
        self.idle.start()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        house, event = self._context.house, self._event
        self._context.tasks.run(lambda: house.guests.at_event(event), self._show, owner=self, failed=self._gone)

    def _read_unit(self) -> None:
        privacy = self._context.house.privacy
        self._context.read(lambda: {code: privacy.notice(Language(code)) for code in LANGUAGES}, self._show_notices, self)

    def _show(self, found: GuestList) -> None:
        self.title.setText(self._context.words(N_("Welcome to {event}"), event=found.event.title))
        self.names.show_guests(found.lines)

    def _show_notices(self, notices: dict[str, Notice]) -> None:
        self._notices = notices
        self._speak()

    def _speak(self) -> None:
        notice = self._notices.get(self._context.words.language.code)
        self.about.setText(notice.stamped() if notice is not None else "")

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
        self.end()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.GUEST, Kind.PERSON, Kind.COMPANY, Kind.EVENT):
            self._read()
        if changes.concern(Kind.UNIT, Kind.PRIVACY_TEXT):
            self._read_unit()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self._context.words.bind(self.setWindowTitle, N_("Self-service screen"))
        for label in (self.title, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title.setFont(larger(self, 2.6, bold=True))
        self.about.setFont(larger(self, 1.15))
        set_role(self.about, "muted")
        for page in (self.names, self.details, self.thanks):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * WIDE, 2 * WIDE, 2 * WIDE, WIDE)
        column.setSpacing(WIDE)
        column.addWidget(self.title)
        column.addWidget(self.stack, 1)
        column.addWidget(self.about)

    def _wire(self) -> None:
        self.names.touched.connect(self._alive)
        self.names.chosen.connect(self.check_in)
        self.names.not_listed.connect(self._show_details)
        self.details.touched.connect(self._alive)
        self.details.kept.connect(self.keep_details)
        self.details.left.connect(self.start)
        self.thanks.left.connect(self.start)
        self.idle.timeout.connect(self.start)
        self.greeting.timeout.connect(self.start)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._read)
        self._context.words.changed.connect(self._speak)
        QShortcut(QKeySequence("Ctrl+Shift+Q"), self, self.end)

    # The window ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key that the pages have left over does anything."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay when the system's keys ask (Alt+F4); go when the program does."""
        if event.spontaneous():
            event.ignore()
            return
        self.idle.stop()
        self.greeting.stop()
        self.ended.emit()
        super().closeEvent(event)


def other_screen(own: QScreen, screens: list[QScreen]) -> QScreen:
    """Return a screen that is not the officer's, or the officer's where there is no other."""
    return next((screen for screen in screens if screen is not own and screen != own), own)
