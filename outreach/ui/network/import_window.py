"""The window in which a package is looked through: what is new, the same or changed, from whom, and which weeks clash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.explain import say_problem
from outreach.language import N_, NN_
from outreach.services.package_merge import FATE_LABELS, Arrival, Fate
from outreach.services.packages import Opened, TakenIn
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.long_work import LongWork
from outreach.ui.network.clash_words import say_clash
from outreach.ui.network.item_list import ItemLine, ItemList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

TITLE = N_("Package from {name}, {day}")
COUNTS = N_("{new} new, {updated} changed there, {same} the same, {kept} kept as ours.")
WOULD = NN_("{n} item is taken in.", "{n} items are taken in.")
#: What is said of each fate, beside the item.
_ABOUT = {
    Fate.NEW: N_("This is not here yet."),
    Fate.SAME: N_("The same is here already; nothing changes."),
    Fate.UPDATE: N_("They have changed it, and nobody has edited ours: ours follows."),
    Fate.KEPT: N_("Ours says something else and was written or edited here: it stays as it is."),
}
_MOST_CLASHES = 3


class PackageWindow(QDialog):
    """Shows a package that was opened; *Take in* keeps what is ticked, and undo takes all of it back."""

    def __init__(self, context: Context, opened: Opened, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.opened = context, opened
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.items, self.said = ItemList(context), text_label("", "muted")
        self.take_button, self.close_button = QPushButton(), QPushButton()
        self._build()
        self.items.show_lines([self._line(one) for one in opened.arrivals])
        self.items.tree.setFocus()

    def take(self) -> None:
        """Keep what is ticked, as one action."""
        packages, opened, chosen = self.context.house.packages, self.opened, self.items.chosen()
        work = LongWork(self.context, N_("Taking in the package"), self)
        work.run(lambda _: packages.take_in(opened, chosen), self._taken)

    def _taken(self, done: TakenIn) -> None:
        self.accept()
        self.context.changes.publish(done.changes, None)

    def _line(self, one: Arrival) -> ItemLine:
        words = self.context.words
        about = words(_ABOUT[one.fate]) if one.fate in _ABOUT else ""
        if one.problem is not None:
            about = say_problem(one.problem, words.language)
        moves = one.fate in (Fate.NEW, Fate.UPDATE)
        refused = one.fate is Fate.REFUSED
        return ItemLine(one.item, words(FATE_LABELS[one.fate]), about, ticked=moves, may=moves, warns=refused)

    def _choice_changed(self) -> None:
        chosen = len(self.items.chosen())
        self.said.setText(self.context.words.count(WOULD, chosen))
        self.take_button.setEnabled(bool(chosen))

    def _build(self) -> None:
        words, opened = self.context.words, self.opened
        name, day = opened.package.origin, words.language.day(opened.package.made)
        words.bind(self.setWindowTitle, TITLE, name=name, day=day)
        numbers = {"new": Fate.NEW, "updated": Fate.UPDATE, "same": Fate.SAME, "kept": Fate.KEPT}
        counts = words(COUNTS, **{word: words.language.number(opened.count(fate)) for word, fate in numbers.items()})
        words.bind(self.take_button.setText, N_("Take in"))
        words.bind(self.close_button.setText, N_("Cancel"))
        put_icon(self.take_button, "import", "on_accent")
        set_role(self.take_button, "primary")
        self.close_button.setAutoDefault(False)
        self.take_button.clicked.connect(lambda: self.take())
        self.close_button.clicked.connect(self.reject)
        self.items.changed.connect(self._choice_changed)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(text_label(words(TITLE, name=name, day=day), "title"))
        column.addWidget(text_label(counts, "muted"))
        warned = [f"⚠ {say_clash(one, words)}" for one in opened.clashes[:_MOST_CLASHES]]
        warned += [say_problem(one, words.language) for one in opened.problems[:_MOST_CLASHES]]
        if warned:
            column.addWidget(text_label("\n".join(warned), "banner-warning"))
        column.addWidget(self.items, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(1040, room.width() - 48), min(680, room.height() - 64))


def ask_for_package(context: Context, parent: QWidget) -> None:
    """Ask for a file, then show what is in it."""
    words = context.words
    dialog = QFileDialog(parent, words(N_("Open a package")))
    look_calm(dialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{words(N_('Package'))} (*.zip)", f"{words(N_('All files'))} (*)"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: show_package(context, parent, Path(path)))
    dialog.open()


def show_package(context: Context, parent: QWidget, path: Path) -> None:
    """Look through a package and show what it would bring."""
    packages = context.house.packages
    work = LongWork(context, N_("Looking through the package"), parent)
    work.run(lambda _: packages.open(path), lambda opened: PackageWindow(context, opened, parent.window()).open())
