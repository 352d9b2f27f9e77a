"""The dialog *Is the register sound?*: what `outreach check` says, in the window; and the line of *Today* that leads to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from outreach.language import N_, NN_
from outreach.services.soundness import SOUND, WARNINGS, Soundness, look_through, server_warnings
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.keeping_dialog import KeepingDialog, in_row
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import current_theme, set_role, take_size

TITLE = N_("Is the register sound?")
LOOKING = N_("Pages, links and search are being looked through…")
DAMAGED = NN_("{n} thing is damaged.", "{n} things are damaged.")
ALL_WELL = N_("Pages, links and search were looked through, and nothing is wrong with them.")
WAY_BACK = N_("Write nothing more, and restore the newest whole backup: Safe keeping, Backups. The damaged file is kept.")


class CheckDialog(KeepingDialog):
    """Looks the workspace through as it opens. `found` is what came of it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, TITLE, parent)
        self.found: Soundness | None = None
        #: Whole sentences: they break their lines, where those of `list` would be shortened.
        self.told = QListWidget()
        self.told.setWordWrap(True)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setResizeMode(QListWidget.ResizeMode.Adjust)
        context.words.bind(self.told.setAccessibleName, N_("What was found"))
        self.again_button = self.button(N_("Look again"), "check", self.look)
        column = self.column()
        column.addWidget(self.summary)
        column.addWidget(self.told, 1)
        column.addWidget(self.place_line)
        column.addLayout(in_row((self.again_button,), (self.close_button,)))
        take_size(self, 640, 420)
        context.words.changed.connect(self._fill)
        self.look()

    def look(self) -> None:
        """Look it through; large registers take a while."""
        house = self._context.house
        # A file is read beside the worker, so that nobody waits for it; a server has one line.
        LongWork(self._context, LOOKING, self).run(lambda _: look_through(house), self.show_found, far=not house.is_shared)

    def show_found(self, found: Soundness) -> None:
        """Say what was found."""
        self.found, self.settled = found, True
        self._fill()

    def _fill(self) -> None:
        found, words = self.found, self._context.words
        if found is None:
            return
        name = found.place.rpartition("/")[2] or found.place
        problems = len(found.problems)
        set_role(self.summary, "danger" if problems else "subheading")
        self.summary.setText(words.count(DAMAGED, problems) if problems else words(SOUND, place=name))
        self.told.clear()
        for text in found.problems:
            self._tell(words(text), "warning", "danger")
        if not problems:
            self._tell(words(ALL_WELL), "check", "success")
        for text in found.guarded:
            self._tell(words(text), "lock", "muted")
        for text in found.warnings:
            self._tell(words(text), "warning", "warning")
        self.told.setCurrentRow(0)
        self.place_line.setText(words(WAY_BACK) if problems and not found.shared else "")

    def _tell(self, sentence: str, name: str, tone: str) -> None:
        self.told.addItem(QListWidgetItem(icon(name, QColor(getattr(current_theme(), tone))), sentence))


class ServerWarnings(QPushButton):
    """The link of *Today*; there only while something is unsound with the login or the server of a shared workspace."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._count = 0
        set_role(self, "link")
        self.clicked.connect(lambda: CheckDialog(context, self.window()).open())
        context.words.changed.connect(self._speak)
        self.hide()
        house = context.house
        if house.is_shared:
            # Asked once a start: what an administrator changes is seen with the next.
            context.read(lambda: len(server_warnings(house)), self._show, self)

    def _show(self, count: int) -> None:
        self._count = count
        self._speak()

    def _speak(self) -> None:
        self.setText(self._context.words.count(WARNINGS, self._count) if self._count else "")
        self.setVisible(bool(self._count))
