"""The page for a workspace that is damaged or cannot be read: what happened, and the newest whole backup to go on with.

The damaged file is kept whatever is chosen; nobody is ever asked whether to erase it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from outreach.explain import Explanation
from outreach.language import N_, NN_
from outreach.services.rescue import WayBack
from outreach.ui.icons import pixmap
from outreach.ui.lists.flow import FlowLayout
from outreach.ui.start.pages import Card, centred
from outreach.ui.theme import GAP, MARGIN, current_theme
from outreach.ui.words import Words


@dataclass(frozen=True, slots=True)
class RescueDeeds:
    """What the page's buttons do. `restore` gets the passphrase that was typed; the last two are None where that cannot be."""

    restore: Callable[[str], None]
    other_backup: Callable[[], None]
    try_again: Callable[[], None]
    open_other: Callable[[], None]
    as_it_is: Callable[[], None] | None = None
    salvage: Callable[[], None] | None = None


class RescuePage(QWidget):
    """The page. `back` says which backup there is."""

    def __init__(self, words: Words, known: Explanation, back: WayBack, encrypted: bool, deeds: RescueDeeds) -> None:
        super().__init__()
        self._words = words
        card = Card(760)
        picture = QLabel()
        picture.setPixmap(pixmap("warning", 40, QColor(current_theme().warning), 2.0))
        card.column.addWidget(picture)
        self.title = card.say(known.title, "title")
        self.sentence = card.say(known.sentence)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.way = card.say(self._way(back), "subheading")
        since = self._since(back)
        if since:
            card.say(since, "muted")
        card.say(words(N_("The damaged file is kept beside it under another name. Nothing is erased.")), "muted")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(words(N_("Passphrase or recovery code of the backup")))
        self.passphrase.setAccessibleName(words(N_("Passphrase or recovery code of the backup")))
        self.passphrase.setVisible(encrypted and back.backup is not None)
        self.passphrase.returnPressed.connect(lambda: deeds.restore(self.passphrase.text()))
        card.column.addWidget(self.passphrase)
        card.column.addSpacing(MARGIN)
        self.buttons: dict[str, QPushButton] = {}
        # Swedish has long words: what does not fit beside the others goes below them.
        first, second = FlowLayout(gap=GAP), FlowLayout(gap=GAP)
        if back.backup is not None:
            self._add(first, "restore", N_("Restore this backup"), lambda: deeds.restore(self.passphrase.text()))
        self._add(first, "other", N_("Restore another backup…"), deeds.other_backup)
        self._add(second, "again", N_("Try again"), deeds.try_again)
        if deeds.as_it_is is not None:
            self._add(second, "as_it_is", N_("Go on with the file as it is"), deeds.as_it_is)
        if deeds.salvage is not None:
            self._add(second, "salvage", N_("Read what can be read into a new file"), deeds.salvage)
        self._add(second, "open", N_("Choose another workspace…"), deeds.open_other)
        for row in (first, second):
            card.column.addLayout(row)
        self.setLayout(centred(card))

    def focus_first(self) -> None:
        """Put the cursor where the way back begins."""
        if self.passphrase.isVisible():
            self.passphrase.setFocus()
        else:
            next(iter(self.buttons.values())).setFocus()

    def _add(self, row: FlowLayout, name: str, text: str, act: Callable[[], None]) -> None:
        button = QPushButton(self._words(text))
        if not self.buttons:
            button.setProperty("role", "primary")
            button.setDefault(True)
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        self.buttons[name] = button

    def _way(self, back: WayBack) -> str:
        words, language = self._words, self._words.language
        if back.backup is None or back.made is None:
            return words(
                N_("There is no whole backup beside it. Look on the stick or the share where a second one may lie.")
            )
        return words(
            N_("The newest whole backup is from {when}: {people}, {companies}."),
            when=language.moment(back.made),
            people=language.count(NN_("{n} person", "{n} people"), back.people),
            companies=language.count(NN_("{n} company", "{n} companies"), back.companies),
        )

    def _since(self, back: WayBack) -> str:
        if back.made is None or back.touched is None or back.touched <= back.made:
            return ""
        language = self._words.language
        return self._words(
            N_("What was saved between then and {when} is not in it; write down what you remember of that time."),
            when=language.moment(back.touched),
        )
