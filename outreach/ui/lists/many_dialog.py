"""The second look before many records go: their names in a list, and *keep them* as the easy way out (reliability.md, R14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.errors import TooMuchRemoved
from outreach.language import N_, NN_
from outreach.services.records import Records
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

#: So many names are listed; the rest is counted.
MOST = 500


def delete_with_brake(context: Context, records: Records[Any], ids: Sequence[UUID], owner: QWidget) -> None:
    """Delete records at once; where the brake stops, show their names and ask. The shell offers to undo it."""

    def failed(error: Exception) -> None:
        if isinstance(error, TooMuchRemoved):
            ask(int(str(error.facts["count"])), int(str(error.facts["known"])))
        else:
            context.tasks.failed.emit(error)

    def ask(count: int, known: int) -> None:
        def show(titles: list[str]) -> None:
            ManyDialog(context, titles, count, known, lambda: delete(many=True), owner).open()

        context.read(lambda: records.titles(ids, MOST), show, owner)

    def delete(*, many: bool = False) -> None:
        origin: QObject = owner
        context.write(lambda: records.delete(ids, many=many), origin, failed=failed)

    delete()


class ManyDialog(QDialog):
    """Names what would go. `then` is done when the officer says so; Enter and Esc keep everything."""

    def __init__(
        self, context: Context, titles: Sequence[str], count: int, known: int, then: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        words = context.words
        self._then = then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words.bind(self.setWindowTitle, N_("That would remove a lot"))
        number = words.language.number
        sentence = QLabel(
            words(
                N_("{count} of {known} would go. Look at the list once more."), count=number(count), known=number(known)
            )
        )
        sentence.setWordWrap(True)
        set_role(sentence, "subheading")
        self.list = LineList()
        words.bind(self.list.setAccessibleName, N_("What would be removed"))
        lines = [Line(title) for title in titles]
        left = count - len(titles)
        if left > 0:
            lines.append(Line(words.language.count(NN_("and {n} more", "and {n} more"), left), heading=True))
        self.list.show_lines(lines, first=True)
        calm = QLabel(words(N_("It can be undone afterwards, under Latest actions.")))
        set_role(calm, "muted")
        self.remove_button = QPushButton(words.language.count(NN_("Remove {n}", "Remove {n}"), count))
        set_role(self.remove_button, "danger")
        self.remove_button.setAutoDefault(False)
        self.keep_button = QPushButton(words(N_("Keep everything")))
        set_role(self.keep_button, "primary")
        self.keep_button.setDefault(True)
        self.remove_button.clicked.connect(self._remove)
        self.keep_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        for widget in (sentence, self.list, calm):
            column.addWidget(widget)
        column.addLayout(foot)
        take_size(self, 520, 480)
        self.keep_button.setFocus()

    def _remove(self) -> None:
        self.accept()
        self._then()
