"""The ways out of a letter; the one used last is proposed. What each one needs stands under the choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.accounts import MailServer
from outreach.domain.event import Event
from outreach.domain.invitation import Way
from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.handouts.radio_row import RadioRow
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, TIGHT, set_role

_WAY, _FOLDER = "invitations.way", "invitations.folder"
TEXTS = {
    Way.DRAFTS.value: N_("Drafts (.eml)"),
    Way.SMTP.value: N_("Send by e-mail"),
    Way.FOLDER.value: N_("Calendar files (.ics)"),
    Way.MAILTO.value: N_("Mail program"),
}
ABOUT = {
    Way.DRAFTS: N_("One draft for each guest. Open them in Outlook or Thunderbird, look at them, and send."),
    Way.SMTP: N_("Through {server}, at most {pace} a minute. What is cut off goes on later, and nobody gets a letter twice."),
    Way.FOLDER: N_("One calendar file for each guest, to be attached to a letter of your own."),
    Way.MAILTO: N_("Your mail program opens one letter after another, without the calendar part."),
}
SMTP_FREE = N_("Through {server}. What is cut off goes on later, and nobody gets a letter twice.")
NO_SERVER = N_("No mail server is set up yet.")


class Ways(QWidget):
    """The choice. `changed` tells of another way or folder; `preferences_wished` asks for the page of the mail server."""

    changed = Signal()
    preferences_wished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._server: MailServer | None = None
        self.row = RadioRow(context, TEXTS)
        self.about, self.folder, self.choose = QLabel(), QLineEdit(), QPushButton()
        self.preferences = QPushButton()
        self.more = QStackedWidget()
        self._build()
        self.row.set_value(remembered_way(context).value)
        self._show()
        self.row.changed.connect(self._chosen)
        self.folder.textChanged.connect(lambda _: self.changed.emit())
        self.choose.clicked.connect(self._ask_folder)
        self.preferences.clicked.connect(self.preferences_wished)
        context.words.changed.connect(self._show)

    @property
    def way(self) -> Way:
        """The way that is chosen."""
        return Way(self.row.value())

    @property
    def path(self) -> Path:
        """The folder that is named."""
        return Path(self.folder.text().strip()).expanduser()

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is missing for this way."""
        if self.way is Way.SMTP:
            return self._server is not None
        return self.way is Way.MAILTO or bool(self.folder.text().strip())

    def show_server(self, server: MailServer | None) -> None:
        """Say through which server letters would go; None: none is set up."""
        self._server = server
        self._show()

    def name_folder(self, name: str) -> None:
        """Propose a folder of the event's own, beside the one used last, so that letters of two events never mix."""
        if self.folder.text():
            return
        self.folder.setText(str(remembered_folder(self._context) / name))

    def remember(self) -> None:
        """Propose this way, and a folder beside this one, the next time."""
        self._context.memory.keep(_WAY, self.way.value)
        if self.way in (Way.DRAFTS, Way.FOLDER):
            self._context.memory.keep(_FOLDER, str(self.path.parent))

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        words, way = self._context.words, self.way
        self.more.setCurrentIndex(0 if way in (Way.DRAFTS, Way.FOLDER) else 1 if way is Way.SMTP and not self._server else 2)
        if way is Way.SMTP and self._server is None:
            set_role(self.about, "warning")
            self.about.setText(words(NO_SERVER))
            return
        set_role(self.about, "muted")
        server, pace = (self._server.host, self._server.pace) if self._server is not None else ("", 0)
        text = ABOUT[way] if way is not Way.SMTP or pace else SMTP_FREE
        self.about.setText(words(text, server=server, pace=pace))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._context.words(N_("Folder for the letters")))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        near = next((one for one in (self.path, *self.path.parents) if one.is_dir()), Path.home())
        dialog.setDirectory(str(near))
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _build(self) -> None:
        words = self._context.words
        self.about.setWordWrap(True)
        words.bind(self.folder.setAccessibleName, N_("Folder for the letters"))
        words.bind(self.choose.setText, N_("Folder…"))
        words.bind(self.preferences.setText, N_("Set up a mail server…"))
        put_icon(self.choose, "folder")
        put_icon(self.preferences, "settings")
        for button in (self.choose, self.preferences):
            button.setAutoDefault(False)
        in_folder, no_server = QWidget(), QWidget()
        for page, widgets in ((in_folder, (self.folder, self.choose)), (no_server, (self.preferences,))):
            row = QHBoxLayout(page)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GAP)
            for number, widget in enumerate(widgets):
                row.addWidget(widget, 1 if widget is self.folder and not number else 0)
            if page is no_server:
                row.addStretch(1)
        for page in (in_folder, no_server, QWidget()):
            self.more.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for widget in (self.row, self.about, self.more):
            column.addWidget(widget)
        self.setFocusProxy(self.row)


def remembered_way(context: Context) -> Way:
    """Return the way that letters went last."""
    kept = context.memory.get(_WAY, "")
    return Way(kept) if kept in TEXTS else Way.DRAFTS


def remembered_folder(context: Context) -> Path:
    """Return the folder beside which the next letters are proposed to lie."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(context.memory.get(_FOLDER, "") or Path(documents) / context.words(N_("Invitations")))


def folder_name(event: Event) -> str:
    """Return an event's title and day as the name of a folder, without what some system refuses there."""
    kept = "".join(sign for sign in event.title if sign.isalnum() or sign in " -_,.()").strip(" .")
    return f"{kept[:60].strip(' .')} {event.when.first_day.isoformat()}".strip()
