"""What others follow: which events, the file on a share, the calendar on a server, and what waits for an officer there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.errors import CannotWrite, InvalidInput, NotSetUp, OutreachError
from outreach.language import N_, NN_
from outreach.services.accounts import Accounts, has_password, try_calendar
from outreach.services.agreed_entries import Conflict, Pushed
from outreach.services.published import PublishedFile
from outreach.settings import Settings
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.icons import put_icon
from outreach.ui.parts import Parts
from outreach.ui.preferences.account_fields import TOP, AccountFields, Trial, keep_or_forget, say_error, typed_or_known
from outreach.ui.preferences.computer_page import OWN_NAMES
from outreach.ui.preferences.conflict_lines import ConflictLines
from outreach.ui.publishing import calendar_language, pushed_sentence
from outreach.ui.theme import GAP, MARGIN, set_role

LEAD = N_(
    "Others can follow your events in their own calendar. They see title, time, place, description and link; never notes, "
    "staff or guests."
)
FILE_LEAD = N_("A file in a folder or on a share. It is written anew after every change; others subscribe to it by its address.")
SERVER_LEAD = N_("A calendar on a server (CalDAV). What somebody changes there comes back here; nothing is overwritten unseen.")
ALL_CONFIRMED = N_("All confirmed events")
WINDOWS_LANGUAGE = N_("That of the window")
IN_STEP = N_("Bringing both sides into step…")
ENTRIES_THERE = NN_("It works: {n} entry lies there.", "It works: {n} entries lie there.")
FILE_WRITTEN = NN_("The file has {n} event.", "The file has {n} events.")
_SETTINGS = ("calendar_file", "calendar_view", "calendar_language", "calendar_url", "calendar_user")


class SharedCalendarPage(QWidget):
    """The page. *Save* keeps the settings, and the password in the key ring."""

    name = "shared-calendar"

    def __init__(self, context: Context, parts: Parts) -> None:
        super().__init__()
        self._context = context
        self._parts = parts
        self.of = AccountFields(context, self)
        self.view, self.language = QComboBox(), QComboBox()
        self.choose_button, self.write_button, self.push_button = QPushButton(), QPushButton(), QPushButton()
        self.trial, self.file_said, self.status, self.save_button = Trial(context), QLabel(), QLabel(), QPushButton()
        self.conflicts = ConflictLines(context, self)
        self._build()
        self._fill(parts.choices.settings)
        self._wire()

    def edited(self) -> Settings:
        """Return the settings as they stand in the form."""
        values = {name: self.of.value(name) for name in ("calendar_file", "calendar_url", "calendar_user")}
        values |= {"calendar_view": str(self.view.currentData() or ""), "calendar_language": str(self.language.currentData() or "")}
        return replace(self._parts.choices.settings, **values)

    def save(self) -> None:
        """Keep everything; what is wrong is said at its field, and then nothing is kept."""
        if not self._keep():
            return
        account, typed = self._account(self.edited()), self.of.value("password")
        self._context.tasks.run_far(
            lambda _: keep_or_forget(account, typed), self._kept, lambda *_: None, owner=self, failed=self._refused
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves; it would press the dialog's *Close* otherwise."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def test(self) -> None:
        """Look at the calendar as the form says."""
        self._clear()
        try:
            server = Accounts(self.edited()).calendar_server
        except (InvalidInput, NotSetUp) as error:
            self._wrong(error)
            return
        typed, words = self.of.value("password"), self._context.words

        def work() -> str:
            return words.language.count(ENTRIES_THERE, try_calendar(server, typed_or_known(server.account, typed)))

        self.trial.run(work)

    def write_now(self) -> None:
        """Write the file."""
        if not self._keep():
            return
        settings, house = self.edited(), self._context.house
        if not settings.calendar_file:
            self.of.fields["calendar_file"].show_error(self._context.words(N_("Choose a file first.")))
            return
        language = calendar_language(settings, self._context.words.language)

        def work() -> PublishedFile:
            return house.published.write(Path(settings.calendar_file), language, settings.calendar_view)

        def failed(error: Exception) -> None:
            say_error(self._context, self.file_said, error)

        self._context.tasks.run_far(lambda _: work(), self._written, lambda *_: None, owner=self, failed=failed)

    def push_now(self) -> None:
        """Bring the server's calendar and the events into step."""
        if not self._keep():
            return
        settings, house = self.edited(), self._context.house
        try:
            server = Accounts(settings).calendar_server
        except (InvalidInput, NotSetUp) as error:
            self._wrong(error)
            return
        typed, language = self.of.value("password"), calendar_language(settings, self._context.words.language)
        words = self._context.words
        told: list[Pushed] = []

        def work() -> str:
            secret = typed_or_known(server.account, typed)
            told.append(house.shared_calendar.push(server, secret, language, settings.calendar_view))
            return pushed_sentence(told[0], words.language)

        self.trial.run(work, lambda: self._pushed(told[0]), IN_STEP)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _keep(self) -> bool:
        """Put the settings in force; False when something is wrong with them."""
        self._clear()
        settings = self.edited()
        try:
            self._account(settings)
            if settings.calendar_file and not settings.calendar_file.casefold().endswith(".ics"):
                raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".ics")
            self._parts.choices.change(**{name: getattr(settings, name) for name in _SETTINGS})
        except (InvalidInput, CannotWrite) as error:
            self._wrong(error)
            return False
        return True

    def _account(self, settings: Settings) -> str:
        try:
            return Accounts(settings).calendar_server.account
        except NotSetUp:
            return ""

    def _choose(self) -> None:
        words = self._context.words
        dialog = QFileDialog(self, words(N_("Where the calendar file lies")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{words(N_('Calendar'))} (*.ics)")
        dialog.setDefaultSuffix("ics")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.of.put("calendar_file", name))
        dialog.open()

    def _written(self, told: PublishedFile) -> None:
        set_role(self.file_said, "success")
        self.file_said.setText(self._context.words.language.count(FILE_WRITTEN, told.events))

    def _pushed(self, told: Pushed) -> None:
        self._context.changes.publish(told.changes, self)
        self._show_conflicts(list(told.conflicts))

    def _show_conflicts(self, found: list[Conflict]) -> None:
        self.conflicts.show_conflicts(found)

    def _kept(self, known: bool | None) -> None:
        self.of.put("password", "")
        self.of.show_known("password", known)
        set_role(self.status, "success")
        self.status.setText(self._context.words(N_("Saved")))

    def _refused(self, error: Exception) -> None:
        say_error(self._context, self.status, error)

    def _wrong(self, error: OutreachError) -> None:
        if not (isinstance(error, InvalidInput) and self.of.refuse(error)):
            say_error(self._context, self.status, error)

    def _clear(self) -> None:
        self.of.clear_errors()
        self.trial.say("", "muted")
        self.file_said.clear()
        self.status.clear()

    def _fill(self, settings: Settings) -> None:
        for name in ("calendar_file", "calendar_url", "calendar_user"):
            self.of.put(name, getattr(settings, name))
        self.language.setCurrentIndex(max(0, self.language.findData(settings.calendar_language)))
        house = self._context.house
        self._context.read(lambda: house.views.of(Kind.EVENT), self._fill_views, self)
        account = ""
        try:
            server = Accounts(settings).calendar_server
            account = server.account
            self._context.read(lambda: house.shared_calendar.conflicts(server), self._show_conflicts, self)
        except (NotSetUp, InvalidInput):
            pass
        self._context.tasks.run_far(
            lambda _: has_password(account) if account else False,
            lambda known: self.of.show_known("password", known),
            lambda *_: None,
            owner=self,
        )

    def _fill_views(self, views: list[SavedView]) -> None:
        chosen = self._parts.choices.settings.calendar_view
        names = [view.name for view in views]
        # A view that was named and is gone stays chosen, so that nobody publishes everything by mistake.
        for name in dict.fromkeys([*names, *((chosen,) if chosen else ())]):
            self.view.addItem(name, name)
        self.view.setCurrentIndex(max(0, self.view.findData(chosen)))

    def _wire(self) -> None:
        self.choose_button.clicked.connect(self._choose)
        self.write_button.clicked.connect(self.write_now)
        self.push_button.clicked.connect(self.push_now)
        self.trial.button.clicked.connect(self.test)
        self.save_button.clicked.connect(self.save)
        self.conflicts.decided.connect(self._decide)
        self._context.words.changed.connect(self._speak)

    def _decide(self, uid: str, ours: bool) -> None:
        settings, house = self._parts.choices.settings, self._context.house
        try:
            server = Accounts(settings).calendar_server
        except (InvalidInput, NotSetUp) as error:
            self._wrong(error)
            return
        typed, language = self.of.value("password"), calendar_language(settings, self._context.words.language)
        words = self._context.words
        told: list[Pushed] = []

        def work() -> str:
            secret = typed_or_known(server.account, typed)
            told.append(
                house.shared_calendar.decide(server, secret, language, uid, ours=ours, view=settings.calendar_view)
            )
            return pushed_sentence(told[0], words.language)

        self.trial.run(work, lambda: self._pushed(told[0]), IN_STEP)

    def _build(self) -> None:
        words = self._context.words
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, MARGIN, 0)
        column.setSpacing(GAP)
        self._say(column, LEAD)
        column.addLayout(self._which())
        column.addSpacing(MARGIN)
        self._head(column, N_("As a file"), FILE_LEAD)
        column.addLayout(self._file())
        column.addSpacing(MARGIN)
        self._head(column, N_("On a server"), SERVER_LEAD)
        column.addLayout(self._server())
        column.addWidget(self.conflicts)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        words.bind(self.save_button.setText, N_("Save"))
        self.status.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, MARGIN, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _speak(self) -> None:
        self.view.setItemText(0, self._context.words(ALL_CONFIRMED))
        self.language.setItemText(0, self._context.words(WINDOWS_LANGUAGE))

    def _which(self) -> QHBoxLayout:
        for box in (self.view, self.language):
            box.addItem("", "")
        self._speak()
        for code, name in OWN_NAMES.items():
            self.language.addItem(name, code)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(Field(self._context, N_("Which events"), self.view), 1)
        row.addWidget(Field(self._context, N_("Language"), self.language), 1)
        return row

    def _file(self) -> QVBoxLayout:
        words = self._context.words
        words.bind(self.choose_button.setText, N_("Choose…"))
        words.bind(self.write_button.setText, N_("Write now"))
        self.file_said.setWordWrap(True)
        field = self.of.line("calendar_file", N_("File"), hint="kalender.ics")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.choose_button)
        row.addWidget(self.write_button)
        row.addWidget(self.file_said, 1)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(field)
        column.addLayout(row)
        return column

    def _server(self) -> QVBoxLayout:
        words = self._context.words
        words.bind(self.push_button.setText, N_("Bring into step now"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.addWidget(self.of.line("calendar_url", N_("Address"), hint="https://example.se/dav/kalender/"), 0, 0, 1, 2, TOP)
        grid.addWidget(self.of.line("calendar_user", N_("User")), 0, 2, TOP)
        grid.addWidget(self.of.password("password"), 0, 3, TOP)
        for number in range(4):
            grid.setColumnStretch(number, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.push_button)
        row.addWidget(self.trial, 1)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addLayout(grid)
        column.addLayout(row)
        return column

    def _head(self, column: QVBoxLayout, title: str, lead: str) -> None:
        heading = QLabel()
        set_role(heading, "heading")
        self._context.words.bind(heading.setText, title)
        column.addWidget(heading)
        self._say(column, lead)

    def _say(self, column: QVBoxLayout, text: str) -> None:
        said = QLabel()
        said.setWordWrap(True)
        set_role(said, "muted")
        self._context.words.bind(said.setText, text)
        column.addWidget(said)


