"""The window in which a package is put together: all that could go, with a tick each, and exactly what each would say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_, NN_
from outreach.services.package_scan import FOUND_LABELS, Hit
from outreach.services.packages import Offered, Packed
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.long_work import LongWork
from outreach.ui.network.item_list import ItemLine, ItemList, Name
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

TITLE = N_("Make a package for other municipalities")
PROMISE = N_(
    "No person and no conversation goes with it. Each text was compared with the names, addresses, telephones and notes of the"
    " register; what was found is shown here and stays at home."
)
GOES = NN_("{n} item goes into the package.", "{n} items go into the package.")
STAYS = NN_("{n} stays at home because of what was found in it.", "{n} stay at home because of what was found in them.")
SAVED = NN_("{file} is written, with {n} item.", "{file} is written, with {n} items.")
FOUND, TAKEN_OUT = N_("stays at home"), N_("words taken out")


class ExportWindow(QDialog):
    """Ticks, a preview, and Save; Ctrl+Enter saves."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.offered: list[Offered] = []
        self.blank: set[Name] = set()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, TITLE)
        self.items, self.said, self.take_out = ItemList(context), text_label("", "muted"), QCheckBox()
        self.save_button, self.close_button = QPushButton(), QPushButton()
        self._build()
        work = LongWork(context, N_("Looking through the texts"), self)
        work.run(lambda report: context.house.packages.offer(report=report), self.show_offered)

    def show_offered(self, offered: list[Offered]) -> None:
        """Show what could go."""
        self.offered = offered
        self._show()

    def save(self) -> None:
        """Ask for the file."""
        if not self.save_button.isEnabled():
            return
        words = self.context.words
        dialog = QFileDialog(self, words(N_("Save the package")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{words(N_('Package'))} (*.zip)"])
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(words(N_("package")) + ".zip")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the package: what is ticked, looked through once more."""
        house, language = self.context.house, self.context.words.language
        chosen, blank = self.items.chosen(), set(self.blank)
        work = LongWork(self.context, N_("Writing the package"), self)
        work.run(lambda _: house.packages.export(path, language, chosen=chosen, blank=blank), self._written)

    def _written(self, packed: Packed) -> None:
        name = packed.file.name if packed.file is not None else ""
        self.context.wishes.notify.emit(self.context.words.count(SAVED, len(packed.items), file=name))
        self.accept()

    def _show(self) -> None:
        self.items.show_lines([self._line(one) for one in self.offered])
        self.items.tree.setFocus()

    def _line(self, one: Offered) -> ItemLine:
        words = self.context.words
        if not one.hits:
            return ItemLine(one.item, ticked=one.usual)
        found = "\n".join(say_hit(hit, words) for hit in one.hits)
        if one.name in self.blank:
            shown = self.context.house.packages.blanked(one)
            return ItemLine(shown, words(TAKEN_OUT), found, warns=True)
        return ItemLine(one.item, f"⚠ {words(FOUND)}", found, ticked=False, may=False, warns=True)

    def _choice_changed(self) -> None:
        words, chosen = self.context.words, self.items.chosen()
        stays = sum(bool(one.hits) and one.name not in self.blank for one in self.offered)
        said = [words.count(GOES, len(chosen)), words.count(STAYS, stays) if stays else ""]
        self.said.setText(" ".join(part for part in said if part))
        self.save_button.setEnabled(bool(chosen))
        self._follow()

    def _follow(self) -> None:
        """Offer to take words out where something was found in the item that is shown."""
        name = self.items.current()
        one = next((one for one in self.offered if one.name == name), None)
        self.take_out.blockSignals(True)
        self.take_out.setEnabled(one is not None and bool(one.hits))
        self.take_out.setChecked(name in self.blank)
        self.take_out.blockSignals(False)

    def _take_out(self, on: bool) -> None:
        name = self.items.current()
        if name is not None:
            self.blank = self.blank | {name} if on else self.blank - {name}
            self._show()

    def _build(self) -> None:
        words = self.context.words
        title, promise = text_label("", "title"), text_label("", "muted")
        words.bind(title.setText, TITLE)
        words.bind(promise.setText, PROMISE)
        words.bind(self.take_out.setText, N_("Send the chosen one with these words taken out"))
        words.bind(self.save_button.setText, N_("Save the package…"))
        words.bind(self.close_button.setText, N_("Cancel"))
        put_icon(self.save_button, "export", "on_accent")
        set_role(self.save_button, "primary")
        self.save_button.setEnabled(False)
        self.take_out.setEnabled(False)
        self.close_button.setAutoDefault(False)
        self.save_button.clicked.connect(lambda: self.save())
        self.close_button.clicked.connect(self.reject)
        self.take_out.toggled.connect(self._take_out)
        self.items.changed.connect(self._choice_changed)
        self.items.tree.currentItemChanged.connect(lambda *_: self._follow())
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        column.addWidget(promise)
        column.addWidget(self.items, 1)
        column.addWidget(self.take_out)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(1040, room.width() - 48), min(680, room.height() - 64))


def say_hit(hit: Hit, words: Words) -> str:
    """Say what was found in a text."""
    return f"{words(FOUND_LABELS[hit.found])}: {hit.words}" if hit.words else words(FOUND_LABELS[hit.found])
