"""What a talk gave, seen from equal treatment: a small choice once a tender is named, the new information, and the red word.

Nothing of it is there before a tender is named or a mark typed, so that a talk about nothing in particular takes no longer.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.language import N_
from outreach.services.capturing import Caution
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, set_role


class AdvertisedBanner(QFrame):
    """The red word: an icon and sentences, so that nobody has to see the colour. Hidden while there is nothing to warn of."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("role", "banner-danger")
        self.sign = QToolButton()
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sign.setAutoRaise(True)
        self.sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        put_icon(self.sign, "warning", "danger")
        context.words.bind(self.sign.setAccessibleName, N_("Warning"))
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.sentence, "danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN - 4, GAP, MARGIN - 4, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self.hide()

    def show_cautions(self, cautions: Sequence[Caution]) -> None:
        """Say these, or nothing."""
        text = "\n".join(f"{self._context.words(one.text, **one.values)}." for one in cautions)
        if text != self.sentence.text():
            self.sentence.setText(text)
            self.setAccessibleName(text)
        self.setVisible(bool(text))


class InformationRow(QWidget):
    """The choice and, for new information, its words. `edited` comes when the officer changes one of them."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._chosen = Given.UNSAID
        self.choice = QComboBox()
        self.new_text = QLineEdit()
        self.label = QLabel()
        set_role(self.label, "subheading")
        self.label.setBuddy(self.choice)
        words = context.words
        words.bind(self.label.setText, N_("Information"))
        words.bind(self.choice.setAccessibleName, N_("What the conversation gave"))
        words.bind(self.new_text.setAccessibleName, N_("The new information, as everybody shall get it"))
        words.bind(self.new_text.setPlaceholderText, N_("Empty: what was said"))
        words.bind(self.new_text.setToolTip, N_("The new information, as everybody shall get it; empty: what was said"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new_text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fill(offers_new=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.label, self.choice):
            row.addWidget(part)
        row.addWidget(self.new_text, 1)
        row.addStretch(0)
        self.choice.activated.connect(self._pick)
        self.new_text.textEdited.connect(self._typed)
        words.changed.connect(self._speak)
        self.new_text.hide()
        self.hide()

    @property
    def chosen(self) -> Given:
        """What the officer chose here; a mark in the note is another's word."""
        return self._chosen

    def show_entry(self, given: Given, text: str) -> None:
        """Show what an entry that was kept says; an empty one puts the row away."""
        self._chosen = given
        self.new_text.setText(text)
        self._select(given)
        self.new_text.setVisible(given is Given.NEW or bool(text))
        self.setVisible(given is not Given.UNSAID or bool(text))

    def show_state(self, marked: Given, *, about_tender: bool, under_advertisement: bool) -> None:
        """Follow what is typed: appear when a tender is named or a mark says something, and say what the mark says.

        Under advertisement new information is no choice here; whoever gave it nevertheless writes =ny, and it is kept.
        """
        given = marked if marked is not Given.UNSAID else self._chosen
        self._fill(offers_new=not under_advertisement or given is Given.NEW)
        self._select(given)
        self.new_text.setVisible(given is Given.NEW or bool(self.new_text.text()))
        self.setVisible(about_tender or given is not Given.UNSAID or bool(self.new_text.text()))

    def _fill(self, *, offers_new: bool) -> None:
        wanted = [given for given in Given if offers_new or given is not Given.NEW]
        if [self.choice.itemData(place) for place in range(self.choice.count())] == [one.value for one in wanted]:
            return
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for given in wanted:
                self.choice.addItem(self._context.words(GIVEN_LABELS[given]), given.value)

    def _select(self, given: Given) -> None:
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(max(self.choice.findData(given.value), 0))

    def _pick(self) -> None:
        self._chosen = Given(self.choice.currentData() or "")
        is_new = self._chosen is Given.NEW
        self.new_text.setVisible(is_new)
        if is_new:
            self.new_text.setFocus()
        else:
            self.new_text.clear()
        self.edited.emit()

    def _typed(self) -> None:
        self.edited.emit()

    def _speak(self) -> None:
        for place in range(self.choice.count()):
            given = Given(self.choice.itemData(place) or "")
            self.choice.setItemText(place, self._context.words(GIVEN_LABELS[given]))
