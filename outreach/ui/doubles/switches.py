"""The head of the window: people or companies, how sure, and *Look again*."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.duplicates import BANDS, KINDS
from outreach.ui.theme import GAP, MARGIN, set_role
from outreach.ui.words import Words

KIND_TEXTS = {Kind.PERSON: N_("People"), Kind.COMPANY: N_("Companies")}


class Switches(QWidget):
    """Says which kind and which band are shown."""

    kind_chosen = Signal(object)
    band_chosen = Signal(object)
    look_again = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._kinds, self._bands = QButtonGroup(self), QButtonGroup(self)
        title, again = QLabel(), QPushButton()
        set_role(title, "title")
        words.bind(title.setText, N_("Duplicates"))
        words.bind(again.setText, N_("Look again"))
        again.clicked.connect(self.look_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(title)
        row.addSpacing(MARGIN)
        for number, kind in enumerate(KINDS):
            row.addWidget(self._choice(self._kinds, number, KIND_TEXTS[kind]))
        row.addStretch(1)
        for number, band in enumerate(Band):
            row.addWidget(self._choice(self._bands, number, BANDS[band]))
        row.addSpacing(MARGIN)
        row.addWidget(again)
        self._kinds.idClicked.connect(lambda number: self.kind_chosen.emit(KINDS[number]))
        self._bands.idClicked.connect(lambda number: self.band_chosen.emit(list(Band)[number]))

    def show_kind(self, kind: Kind) -> None:
        """Mark the kind that is shown."""
        self._kinds.button(KINDS.index(kind)).setChecked(True)

    def show_band(self, band: Band) -> None:
        """Mark the band that is shown."""
        self._bands.button(list(Band).index(band)).setChecked(True)

    def show_counts(self, counts: Mapping[Band, int]) -> None:
        """Say how many pairs each band has."""
        for number, band in enumerate(Band):
            count = self._words.language.number(counts[band])
            self._bands.button(number).setText(f"{self._words(BANDS[band])} ({count})")

    def _choice(self, group: QButtonGroup, number: int, text: str) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        self._words.bind(button.setText, text)
        group.addButton(button, number)
        return button
