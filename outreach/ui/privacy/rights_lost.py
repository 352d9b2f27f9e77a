"""The window *A computer is lost*: what lay on it, by when IMY is told, and the draft of that (GDPR art. 33)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, Qt, QTimeZone
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from outreach.domain.when import HOME_ZONE
from outreach.language import N_
from outreach.services.lost_devices import CATEGORIES, CODE, EXCHANGED, RECORDS, SQL, Loss, ShutOut, risk_of
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.privacy.rights_dialog import RightsDialog, SecondLook, Tell
from outreach.ui.theme import take_size

TITLE = N_("A computer is lost")


class LostDialog(RightsDialog):
    """One lost computer."""

    def __init__(self, context: Context, parent: QWidget, tell: Tell) -> None:
        super().__init__(context, parent, TITLE, tell)
        words = self.words
        self._backup: Path | None = None
        self.loss: Loss | None = None
        words.bind(self.heading.setText, N_("A lost computer: what lay on it, and a draft for the authority"))
        self.device = QLineEdit()
        words.bind(self.device.setPlaceholderText, N_("Which computer: its name or number"))
        self.noticed = QDateTimeEdit()
        self.noticed.setCalendarPopup(True)
        self.noticed.setDisplayFormat("yyyy-MM-dd HH:mm")
        # The clock on the wall in Sweden, which the deadline below is told by too, whatever the computer is set to.
        self.noticed.setTimeZone(QTimeZone(HOME_ZONE.encode()))
        self.noticed.setDateTime(QDateTime.fromSecsSinceEpoch(int(context.house.now().timestamp())))
        self.encrypted = QComboBox()
        for text, value in (
            (N_("not known, or as the backup says"), None),
            (N_("yes"), True),
            (N_("no"), False),
        ):
            self.encrypted.addItem(words(text), value)
        self.source = QLabel()
        self.source_button = self.button(N_("Figures from a backup of it…"), self.choose_backup, "folder")
        form = QFormLayout()
        source = QHBoxLayout()
        source.addWidget(self.source, 1)
        source.addWidget(self.source_button)
        for text, field in (
            (N_("Computer"), self.device),
            (N_("Noticed"), self.noticed),
            (N_("Encrypted"), self.encrypted),
        ):
            label = QLabel()
            words.bind(label.setText, text)
            words.bind(field.setAccessibleName, text)
            label.setBuddy(field)
            form.addRow(label, field)
        label = QLabel()
        words.bind(label.setText, N_("Figures"))
        form.addRow(label, source)
        self.list = LineList()
        words.bind(self.list.setAccessibleName, N_("What lay on it"))
        self.clock = self.text(role="subheading")
        self.column.addLayout(form)
        self.column.addWidget(self.clock)
        self.column.addWidget(self.list, 1)
        self.write_button = self.button(N_("Write the draft for IMY…"), self.write, "export", "primary")
        self.shut_button = self.button(N_("Shut it out…"), self.ask_shut_out, "lock")
        self.shut_button.setEnabled(context.house.can_write)
        self.login = QLineEdit()
        words.bind(self.login.setPlaceholderText, N_("Its login on the server"))
        words.bind(self.login.setAccessibleName, N_("Its login on the server"))
        self.login.setVisible(context.house.is_shared)
        self.column.addWidget(self.login)
        self.outcome = self.text(role="subheading")
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.hide()
        self.column.addWidget(self.outcome)
        self.finish(self.shut_button, right=(self.write_button,))
        self.noticed.dateTimeChanged.connect(lambda _: self.look())
        self.encrypted.currentIndexChanged.connect(lambda _: self.look())
        self.device.textChanged.connect(lambda _: self._say_enabled())
        take_size(self, 640, 600)
        self._say_enabled()
        self.look()
        self.device.setFocus()

    def look(self) -> None:
        """Read what lay on it."""
        house, encrypted, backup = self.context.house, self.encrypted.currentData(), self._backup
        at = datetime.fromtimestamp(self.noticed.dateTime().toSecsSinceEpoch()).astimezone()
        self.read(lambda: house.lost_devices.look("", at, encrypted=encrypted, backup=backup), self._show)

    def choose_backup(self) -> None:
        """Take the figures from a backup instead of from this workspace."""
        dialog = QFileDialog(self, self.words(N_("A backup of that computer")))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self.words(N_('Backups'))} (*.outreach-backup)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.take_backup(Path(name)))
        dialog.open()

    def take_backup(self, path: Path) -> None:
        """Read the figures of a backup."""
        self._backup = path
        self.look()

    def write(self) -> None:
        """Ask where, and write the draft."""
        name = self.words(N_("draft notification {device}"), device=self.device.text().strip())
        self.ask_file(TITLE, name, ("pdf", "txt"), self.write_to)

    def write_to(self, path: Path) -> None:
        """Write the draft; the audit log holds the incident from then on."""
        house, language, device = self.context.house, self.words.language, self.device.text().strip()
        encrypted, backup = self.encrypted.currentData(), self._backup
        at = datetime.fromtimestamp(self.noticed.dateTime().toSecsSinceEpoch()).astimezone()

        def work() -> Path:
            return house.lost_devices.save(house.lost_devices.look(device, at, encrypted=encrypted, backup=backup), path, language)

        self.read(work, self._wrote)

    def ask_shut_out(self) -> None:
        """Ask once more: every other laptop has to be given the new code."""
        if self.context.house.is_shared:
            self.shut_out()
            return
        sentence = self.words(N_("The code for the exchange becomes another one. Each laptop that goes on has to be given it."))
        SecondLook(self.context, sentence, self.words(N_("Make a new code")), self.shut_out, self).open()

    def shut_out(self) -> None:
        """Do it, and show the new code, or the SQL for the database administrator."""
        house, login = self.context.house, self.login.text().strip()
        self.read(lambda: house.lost_devices.shut_out(login), self._shut)

    def _shut(self, done: ShutOut) -> None:
        self.complain()
        say = self.words
        text = say(CODE, code=done.code) if done.code else say(SQL, sql=done.sql)
        self.outcome.setText(text)
        self.outcome.show()

    def _wrote(self, path: Path) -> None:
        self.wrote(path)
        self.accept()

    def _show(self, loss: Loss) -> None:
        words, language = self.words, self.words.language
        self.complain()
        self.loss, self.settled = loss, True
        self.clock.setText(words(N_("Tell IMY by {when}, 72 hours after it was noticed."), when=language.moment(loss.due)))
        if loss.source == "backup":
            text = words(N_("the backup of {when}"), when=language.moment(loss.as_of) if loss.as_of else "–")
        else:
            text = words(N_("this workspace, now"))
        if loss.exchanged is not None:
            when = words(EXCHANGED, when=language.moment(loss.exchanged))
            text = f"{text} · {words(N_('Last exchange'))}: {when}"
        self.source.setText(text)
        lines = [Line(words(N_("People")), heading=True)]
        lines += [Line(words(CATEGORIES.get(name, name)), note=language.number(n)) for name, n in loss.people.items() if n]
        lines.append(Line(words(N_("Records")), heading=True))
        lines += [Line(words(RECORDS[name]), note=language.number(n)) for name, n in loss.records.items() if name in RECORDS]
        secret = loss.encrypted
        lines.append(Line(words(N_("Risk")), heading=True))
        lines.append(Line(words(risk_of(loss)), icon="check" if secret else "warning", tone="" if secret else "warning"))
        self.list.show_lines(lines)

    def _say_enabled(self) -> None:
        named = bool(self.device.text().strip())
        self.write_button.setEnabled(named)
        self.say_first("" if named else N_("First: which computer?"))
