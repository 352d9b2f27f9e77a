"""The question before TED is asked, the bar while it answers, and the way into the import. Nothing is asked without the click."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.notice import Watch
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.watches import Fetched, server_of
from outreach.ui.context import Context
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.long_work import LongWork, Report
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

TITLE = N_("Ask TED")
SAYS = N_(
    "TED, the European Union's tender site, is asked for notices that fit “{name}”. Only this search leaves the computer."
    " What comes home is shown to you before anything is kept."
)
NOTHING = N_("TED has no notices that fit “{name}”.")
MORE = N_("Only the latest {shown} of {total} were fetched; narrow the watch list for the others.")
_SPANS = (
    (None, N_("Since you last looked")),
    (30, N_("The last 30 days")),
    (90, N_("The last 90 days")),
    (365, N_("The last year")),
)
_WIDTH = 520


class AskTed(QDialog):
    """Asks how far back, then asks TED; what it gives goes to the import."""

    def __init__(self, context: Context, watch: Watch, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._watch = watch
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, TITLE)
        self.span = QComboBox()
        self.query = text_label("", "caption", selectable=True)
        self.ask_button, self.cancel_button = QPushButton(), QPushButton()
        self._build()
        self._show_query()

    def ask(self) -> None:
        """Ask TED beside the worker, with a bar and a way out."""
        house, watch, since = self._context.house, self._watch, self._since()
        server = server_of(self._context.settings())
        folder = tempfile.TemporaryDirectory(prefix="outreach-ted-")

        def work(report: Report) -> Fetched:
            return house.watches.fetch(watch.id, Path(folder.name), server, since=since, report=report)

        context, over = self._context, self._over

        def came(fetched: Fetched) -> None:
            take_in(context, watch, fetched, folder, over)

        LongWork(context, N_("Asking TED"), over).run(work, came, far=True)
        self.accept()

    def _since(self) -> date | None:
        days = self.span.currentData()
        return home_day(self._context.house.now()) - timedelta(days=days) if days is not None else None

    def _show_query(self) -> None:
        self.query.setText(self._context.house.watches.query(self._watch, self._since()))

    def _build(self) -> None:
        words = self._context.words
        for days, text in _SPANS:
            if days is not None or self._watch.looked is not None:
                self.span.addItem(words(text), days)
        if self._watch.looked is None:
            self.span.setCurrentIndex(1)
        words.bind(self.span.setAccessibleName, N_("How far back"))
        self.span.currentIndexChanged.connect(lambda _: self._show_query())
        words.bind(self.ask_button.setText, TITLE)
        words.bind(self.cancel_button.setText, N_("Cancel"))
        set_role(self.ask_button, "primary")
        self.ask_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        self.ask_button.clicked.connect(self.ask)
        self.cancel_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.ask_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(text_label(words(SAYS, name=self._watch.name)))
        column.addWidget(self.span)
        column.addWidget(self.query)
        column.addStretch(1)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)


def take_in(
    context: Context, watch: Watch, fetched: Fetched, folder: tempfile.TemporaryDirectory[str], over: QWidget
) -> None:
    """Hand what came to the import, or say that nothing did. The files lie there until the window over it goes."""
    words = context.words
    if not fetched.files:
        context.wishes.notify.emit(words(NOTHING, name=watch.name))
        folder.cleanup()
        return
    if fetched.total > len(fetched.files):
        numbers = {"shown": words.language.number(len(fetched.files)), "total": words.language.number(fetched.total)}
        context.wishes.notify.emit(words(MORE, **numbers))
    else:
        context.wishes.notify.emit(words.count(NN_("{n} notice fetched", "{n} notices fetched"), len(fetched.files)))
    # A lambda: Qt holds methods of other objects weakly, and the folder goes with its last holder.
    over.destroyed.connect(lambda: folder.cleanup())
    context.wishes.import_files.emit(list(fetched.files))
