"""Before a backup takes the place of the workspace: what is in it, how old it is, and what would go, change back and come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.rescue import is_encrypted_backup
from outreach.services.restoring import RestorePreview, Restoring
from outreach.ui.context import Context
from outreach.ui.kinds import KIND_TITLES
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

_NAMED = 30


class RestoreDialog(QDialog):
    """The preview. `then(passphrase)` restores; it is offered once the preview is there, and keeps everything until then."""

    def __init__(self, context: Context, path: Path, then: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._path, self._then = context, path, then
        self.preview: RestorePreview | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        take_size(self, 600, 520)
        words = context.words
        words.bind(self.setWindowTitle, N_("Restore a backup"))
        self.summary, self.foot_line = QLabel(words(N_("Looking into the backup…"))), QLabel()
        set_role(self.summary, "subheading")
        set_role(self.foot_line, "muted")
        for label in (self.summary, self.foot_line):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        words.bind(self.passphrase.setPlaceholderText, N_("Passphrase or recovery code of the backup"))
        words.bind(self.passphrase.setAccessibleName, N_("Passphrase or recovery code of the backup"))
        self.list = LineList(tall=True)
        words.bind(self.list.setAccessibleName, N_("What would change"))
        self.restore_button, self.look_button, self.keep_button = (
            QPushButton(words(N_("Restore"))),
            QPushButton(words(N_("Look into it"))),
            QPushButton(words(N_("Leave everything as it is"))),
        )
        self.keep_button.setDefault(True)
        set_role(self.keep_button, "primary")
        self.restore_button.setAutoDefault(False)
        self.restore_button.setEnabled(False)
        self.look_button.setAutoDefault(False)
        self.look_button.setEnabled(False)
        self.restore_button.clicked.connect(self._restore)
        self.look_button.clicked.connect(self.look)
        self.keep_button.clicked.connect(self.reject)
        self.passphrase.textChanged.connect(lambda typed: self.look_button.setEnabled(bool(typed)))
        self._lay_out()
        self._passphrase_row.hide()
        context.tasks.run(lambda: is_encrypted_backup(path), self.ask_passphrase, owner=self, failed=self._failed)

    def look(self) -> None:
        """Read the preview."""
        from outreach.domain.secret import Secret

        house, path, typed = self._context.house, self._path, self.passphrase.text()
        self.summary.setText(self._context.words(N_("Looking into the backup…")))
        secret = Secret(typed) if typed else None
        restoring = Restoring(house.place, house.officer, house.now, secret=secret)
        self.restore_button.setEnabled(False)
        self._context.tasks.run(
            lambda: restoring.preview(path, opened=house.database), self.show_preview, owner=self, failed=self._failed
        )

    def ask_passphrase(self, encrypted: bool) -> None:
        """Ask for what opens an encrypted backup; a plain one is looked into at once."""
        self._passphrase_row.setVisible(encrypted)
        if encrypted:
            # Enter in the field is the look, not the way out.
            self.look_button.setDefault(True)
            self.summary.setText(
                self._context.words(N_("The backup is encrypted: type what opened it when it was made."))
            )
            self.passphrase.setFocus()
        else:
            self.look()

    def show_preview(self, preview: RestorePreview) -> None:
        """Say what is in the backup and what restoring it would do."""
        self.preview = preview
        words, language = self._context.words, self._context.words.language
        made = language.moment(preview.made)
        people = language.count(NN_("{n} person", "{n} people"), preview.counts.get("person", 0))
        companies = language.count(NN_("{n} company", "{n} companies"), preview.counts.get("company", 0))
        said = words(N_("Made {when}, with {people} and {companies}."), when=made, people=people, companies=companies)
        since = language.count(NN_("{n} action was done since.", "{n} actions were done since."), preview.actions)
        self.summary.setText(f"{said} {since}")
        self.list.show_lines(self._lines(preview), first=True)
        kept = N_("The present workspace stays beside it under another name. Whoever was erased since is erased again.")
        self.foot_line.setText(words(kept))
        text = NN_("Restore; {n} record goes", "Restore; {n} records go")
        self.restore_button.setText(language.count(text, preview.gone) if preview.gone else words(N_("Restore")))
        set_role(self.restore_button, "danger" if preview.is_braked else "")
        self.restore_button.setEnabled(True)
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()

    def _lines(self, preview: RestorePreview) -> list[Line]:
        words = self._context.words
        lines: list[Line] = []
        for one in preview.kinds:
            parts = [
                words(text, n=words.language.number(count))
                for text, count in (
                    (N_("{n} go"), one.gone),
                    (N_("{n} change back"), one.changed),
                    (N_("{n} come back"), one.back),
                )
                if count
            ]
            if parts:
                names = ", ".join(one.names[:_NAMED]) + ("…" if one.gone > _NAMED and one.names else "")
                lines.append(Line(f"{words(KIND_TITLES[one.kind])}: {', '.join(parts)}", names))
        return lines or [Line(words(N_("Nothing differs: the workspace is as it was then.")), icon="check")]

    def _failed(self, error: Exception) -> None:
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
            return
        self.summary.setText(known.whole)
        self.passphrase.selectAll()

    def _restore(self) -> None:
        passphrase = self.passphrase.text()
        self.accept()
        self._then(passphrase)

    def _lay_out(self) -> None:
        self._passphrase_row = QWidget()
        row = QHBoxLayout(self._passphrase_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.look_button)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.restore_button)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.summary)
        column.addWidget(self._passphrase_row)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot_line)
        column.addLayout(foot)
