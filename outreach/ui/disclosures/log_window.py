"""The log of one tender: what must reach everyone, who met, when, where, what was said and how it was shared; and the paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.dialogue import DialogueMade
from outreach.services.disclosures import OpenItem
from outreach.services.invitation_files import file_words
from outreach.services.tender_log import TenderLog
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.disclosures.item_words import item_line, talk_line
from outreach.ui.disclosures.talk_dialog import TalkDialog
from outreach.ui.disclosures.window import DisclosureWindow
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Log of the dialogue")
HINT = N_("Enter on a conversation opens it; what was said of an advertised tender is added to, never changed.")
TALKS, ITEMS = NN_("{n} conversation", "{n} conversations"), NN_("{n} to be told to everyone", "{n} to be told to everyone")
SAVED = N_("Saved: {file}")
_FOLDER = "dialogue.folder"


class TenderLogWindow(QDialog):
    """The log. Enter opens an item or a conversation."""

    def __init__(self, context: Context, tender: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self._tender = context, tender
        self.log: TenderLog | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.heading, self.about, self.status = text_label("", "title"), text_label("", "muted"), text_label("", "success")
        self.list = LineList(tall=True)
        self._items: list[OpenItem] = []
        self._build()
        self.list.chosen.connect(self._open)
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self.read)
        take_size(self, 980, 640)
        self.read()

    def read(self) -> None:
        """Read the log anew."""
        house, tender = self.context.house, self._tender
        self.context.read(
            lambda: (house.disclosures.log_of(tender), house.disclosures.of_tender(tender)), lambda found: self._show(*found), self
        )

    def show_items(self) -> None:
        """Open what must reach everyone about this tender."""
        DisclosureWindow(self.context, self, self._tender).open()

    def save_paper(self, *, redacted: bool) -> None:
        """Ask for a file and write the paper into it."""
        words, log = self.context.words, self.log
        if log is None:
            return
        dialog = QFileDialog(self, words(N_("Save the log as a PDF")))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(str(self.context.memory.get(_FOLDER, str(Path.home()))))
        kind = N_("information from the dialogue") if redacted else N_("log of the dialogue")
        dialog.selectFile(paper_name(log, words(kind), redacted=redacted))
        dialog.fileSelected.connect(lambda path: self.write_paper(Path(path), redacted=redacted))
        dialog.open()

    def write_paper(self, path: Path, *, redacted: bool) -> None:
        """Write the paper; long logs show how far they have come."""
        self.context.memory.keep(_FOLDER, str(path.parent))
        house, tender, language = self.context.house, self._tender, self.context.words.language.code

        def work(report: Callable[[int, int], None]) -> DialogueMade:
            def page(done: int) -> bool:
                report(done, 0)
                return True

            return house.dialogue.save(tender, path, language, redacted=redacted, progress=page)

        LongWork(self.context, N_("Writing the log"), self).run(work, self._wrote)

    def _wrote(self, made: DialogueMade) -> None:
        self.status.setText(self.context.words(SAVED, file=str(made.file)))
        self.status.show()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, log: TenderLog, items: list[OpenItem]) -> None:
        words = self.context.words
        self.log, self._items = log, items
        waiting = [one for one in items if one.disclosure.published is None]
        self.heading.setText(log.tender.title)
        counted = [words.count(TALKS, len(log.talks))] + ([words.count(ITEMS, len(waiting))] if waiting else [])
        self.about.setText(" · ".join(counted))
        lines: list[Line] = []
        if items:
            lines.append(Line(words(N_("To everyone")), heading=True))
            lines += [item_line(one, words) for one in items]
        lines.append(Line(words(N_("Conversations")), heading=True))
        lines += [talk_line(one, words) for one in reversed(log.talks)]
        if not log.talks:
            nobody = words(N_("No conversation is tied to this tender."))
            lines.append(Line(nobody, words(N_("Write @ and its name when you log one."))))
        self.list.show_lines(lines, first=True)

    def _open(self, data: object) -> None:
        if any(one.disclosure.id == data for one in self._items):
            self.show_items()
        elif isinstance(data, UUID):
            TalkDialog.open_for(self.context, data, self)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.DISCLOSURE, Kind.TENDER, Kind.MEETING, Kind.PERSON, Kind.COMPANY):
            self.read()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.list.setAccessibleName, TITLE)
        card = QFrame()
        set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(GAP, GAP, GAP, GAP)
        inside.addWidget(self.list, 1)
        hint = text_label("", "caption")
        words.bind(hint.setText, HINT)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        self.items_button = self._button("check", N_("To be told to everyone…"), self.show_items)
        self.masked_button = self._button("export", N_("PDF with names masked…"), lambda: self.save_paper(redacted=True))
        self.paper_button = self._button("export", N_("PDF for the diary…"), lambda: self.save_paper(redacted=False))
        self.close_button = self._button("", N_("Close"), self.accept)
        for button in (self.items_button, self.masked_button, self.paper_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.status.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        for part in (self.heading, self.about):
            column.addWidget(part)
        column.addWidget(card, 1)
        column.addWidget(self.status)
        column.addWidget(hint)
        column.addLayout(foot)
        self.setMinimumSize(720, 460)

    def _button(self, name: str, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        if name:
            put_icon(button, name)
        self.context.words.bind(button.setText, text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        return button


def paper_name(log: TenderLog, kind: str, *, redacted: bool) -> str:
    """Return a name for the file; a title may name a supplier, and a file's name goes along with it."""
    about = log.tender.reference if redacted else log.tender.title
    return f"{' – '.join(filter(None, (file_words(about) if about else '', kind)))}.pdf"
