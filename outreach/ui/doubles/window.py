"""The duplicate inbox: pairs that may be one record, the surest first; merge, tell apart or skip, and the next one is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes, Reversal
from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from outreach.errors import NotFound, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.duplicates import KINDS, Compared
from outreach.services.scanning import DoublePair
from outreach.ui.context import Context
from outreach.ui.doubles.compare_view import CompareView
from outreach.ui.doubles.desk import DoublesDesk
from outreach.ui.doubles.pair_list import MOST_SHOWN, PairList
from outreach.ui.doubles.searching import SearchingPage
from outreach.ui.doubles.switches import Switches
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size
from outreach.ui.undoing import KEPT
from outreach.ui.words import Words

_GEOMETRY = "doubles.geometry"
PAIRS, SEARCHING, NONE, UNKNOWN = range(4)
MERGE = NN_("Merge (M)", "Merge {n} pairs (M)")
APART = NN_("Not the same (N)", "{n} pairs are not the same (N)")
HINT = N_(
    "M or Enter – merge, N – not the same, S – skip, X – keep the other, Space – tick, Ctrl+A – tick all sure ones, "
    "Ctrl+Z takes it back."
)
MORE = NN_("The first {shown} of {n} pair are shown.", "The first {shown} of {n} pairs are shown.")


class DoublesWindow(QWidget):
    """Deals with the pairs of people and of companies, one after the other or many at a time."""

    def __init__(self, context: Context, desk: DoublesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._desk = desk
        self.kind = Kind.PERSON
        self.band = Band.SURE
        self._ticked: set[tuple[UUID, UUID]] = set()
        self._skipped: set[tuple[UUID, UUID]] = set()
        self._pending: set[tuple[UUID, UUID]] = set()
        """Dealt with, and on the way to the worker: gone from the list at once."""
        self._swapped: set[tuple[UUID, UUID]] = set()
        self._done: list[tuple[UUID, frozenset[tuple[UUID, UUID]]]] = []
        self.pairs = PairList()
        self.compare = CompareView(context)
        self.searching = SearchingPage(context.words)
        self.stack = QStackedWidget()
        self.switches = Switches(context.words)
        self._build()
        self._wire()
        self._restore()

    def open(self, kind: Kind) -> None:
        """Show the window on a kind; it looks for pairs when nobody has looked yet."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.show_kind(kind)

    def show_kind(self, kind: Kind) -> None:
        """Show the pairs of people or of companies, of the surest band that has any."""
        self.kind = kind
        self.switches.show_kind(kind)
        self._ticked.clear()
        if self._desk.pairs(kind) is None:
            self._desk.search(kind)
        self.show_band(next((band for band in Band if self._of_band(band)), Band.SURE))

    def show_band(self, band: Band) -> None:
        """Show the pairs of one band."""
        self.band = band
        self._ticked.clear()
        self.switches.show_band(band)
        self._fill()
        self.pairs.setFocus()

    @property
    def settled(self) -> bool:
        """Say whether the search is over and the pair that is looked at stands there."""
        one = self.pairs.current_pair() if self._page() == PAIRS else None
        return self._desk.searching is None and (one is None or self._shows(one))

    # What can be done ------------------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Merge the ticked pairs, or the one that is looked at with the chosen values."""
        house, kind = self._context.house, self.kind
        if self._ticked:
            chosen = self._chosen()
            self._do(lambda: house.duplicates.merge_pairs(kind, [self._sides(one) for one in chosen]), chosen)
            return
        one = self.pairs.current_pair()
        if one is not None and self._shows(one):
            (keep, other), choices = self._sides(one), self.compare.choices()
            self._do(lambda: house.duplicates.merge(kind, keep, [other], choices), [one])

    def tell_apart(self) -> None:
        """Remember that the ticked pairs, or the one that is looked at, are not the same."""
        chosen, house, kind = self._chosen(), self._context.house, self.kind
        if chosen:
            self._do(lambda: house.duplicates.keep_apart(kind, [one.id for one in chosen]), chosen)

    def skip(self) -> None:
        """Put the pair aside until the next search."""
        one = self.pairs.current_pair()
        if one is not None:
            self._skipped.add(one.id)
            self._ticked.discard(one.id)
            self._fill()

    def swap(self) -> None:
        """Keep the other one of the pair."""
        one = self.pairs.current_pair()
        if one is not None:
            self._swapped ^= {one.id}
            self._look()

    def tick(self) -> None:
        """Tick the pair, or take the tick off, and go on to the next."""
        one = self.pairs.current_pair()
        if one is not None:
            self._ticked ^= {one.id}
            self._fill()
            self.pairs.step(1)

    def tick_all(self) -> None:
        """Tick every sure pair, or take all ticks off."""
        if self.band is not Band.SURE:
            self._say(self._words(N_("Only sure pairs are ticked all at once; tick others one by one with Space.")), "muted")
            return
        every = {one.id for one in self._of_band(self.band)}
        self._ticked = set() if self._ticked == every else every
        self._fill()

    def take_back(self) -> None:
        """Undo what was done last in this window; the pairs come back."""
        if not self._done:
            self._say(self._words(N_("Nothing was done here yet that could be taken back.")), "muted")
            return
        (action, back), house = self._done.pop(), self._context.house
        self._pending -= back
        self._context.tasks.run(lambda: house.history.undo(action), self._taken_back, owner=self, failed=self._failed)

    def search_again(self) -> None:
        """Look through all records once more; what was skipped comes back."""
        self._skipped.clear()
        self._ticked.clear()
        self._desk.search(self.kind)
        self._fill()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _of_band(self, band: Band) -> list[DoublePair]:
        hidden = self._skipped | self._pending
        return [one for one in self._desk.pairs(self.kind) or () if one.band is band and one.id not in hidden]

    def _chosen(self) -> list[DoublePair]:
        current = self.pairs.current_pair()
        found = [one for one in self._of_band(self.band) if one.id in self._ticked]
        return found or ([current] if current is not None else [])

    def _sides(self, one: DoublePair) -> tuple[UUID, UUID]:
        """Return the one to keep and the other."""
        return (one.other, one.one) if one.id in self._swapped else (one.one, one.other)

    def _shows(self, one: DoublePair) -> bool:
        found = self.compare.found
        return found is not None and (found.one.id, found.other.id) == self._sides(one)

    def _fill(self) -> None:
        pairs = self._of_band(self.band)
        self._ticked &= {one.id for one in pairs}
        self.pairs.show_pairs(pairs, self._ticked, self._words)
        self._say_counts(len(pairs))
        self.stack.setCurrentIndex(self._page())
        self._look()

    def _go_on(self) -> None:
        """When a band is dealt with, go on with the next one that has pairs."""
        if not self._of_band(self.band):
            band = next((one for one in Band if self._of_band(one)), None)
            if band is not None:
                self.show_band(band)

    def _page(self) -> int:
        if self._desk.searching is self.kind and not self._desk.pairs(self.kind):
            return SEARCHING
        if self._desk.pairs(self.kind) is None:
            return UNKNOWN
        return PAIRS if self._of_band(self.band) else NONE

    def _say_counts(self, shown: int) -> None:
        words = self._words
        self.switches.show_counts({band: len(self._of_band(band)) for band in Band})
        ticked = max(1, len(self._ticked))
        self.merge_button.setText(words.count(MERGE, ticked))
        self.apart_button.setText(words.count(APART, ticked))
        self.more.setText(words.count(MORE, shown, shown=words.language.number(MOST_SHOWN)))
        self.more.setVisible(shown > MOST_SHOWN)
        for button in (self.merge_button, self.apart_button, self.skip_button):
            button.setEnabled(shown > 0)

    def _look(self) -> None:
        """Read both sides of the pair that is looked at."""
        one = self.pairs.current_pair() if self._page() == PAIRS else None
        if one is None:
            self.compare.show_pair(None)
            return
        if self._shows(one):
            return
        house, kind, (keep, other) = self._context.house, self.kind, self._sides(one)
        self._context.tasks.run(
            lambda: house.duplicates.compare(kind, keep, other),
            lambda found: self._show(one, found),
            owner=self,
            failed=self._passed,
        )

    def _show(self, one: DoublePair, found: Compared) -> None:
        current = self.pairs.current_pair()
        if current is not None and current.id == one.id and self._sides(one) == (found.one.id, found.other.id):
            self.compare.show_pair(found)

    def _passed(self, error: Exception) -> None:
        """One of the two has just been deleted: the list will follow by itself."""
        if isinstance(error, NotFound):
            self.compare.show_pair(None)
        else:
            self._failed(error)

    # Doing -----------------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Changes], pairs: Sequence[DoublePair]) -> None:
        ids = frozenset(one.id for one in pairs)
        self._pending |= ids
        self._ticked -= ids

        def did(changes: Changes) -> None:
            if changes.action is not None:
                self._done.append((changes.action, ids))
            self._say(self._words(changes.title, **changes.values), "success")

        def failed(error: Exception) -> None:
            self._pending.difference_update(ids)
            self._failed(error)
            self._fill()

        self._context.write(work, self, did, failed)
        self._fill()
        self._go_on()

    def _taken_back(self, reversal: Reversal) -> None:
        self._context.changes.publish(reversal.changes, self)
        said = self._words(N_("Undone: {what}"), what=self._words(reversal.title, **reversal.values))
        self._say(f"{said}. {self._words.count(KEPT, len(reversal.kept))}" if reversal.kept else said, "muted")

    def _failed(self, error: Exception) -> None:
        known = explain(error, self._words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self._say(known.whole, "danger")

    def _renewed(self) -> None:
        """Other pairs are known now. What somebody edited may stand in the pair that is shown."""
        self.compare.found = None
        self._pending &= {one.id for kind in KINDS for one in self._desk.pairs(kind) or ()}
        self._fill()
        self._go_on()

    def _progressed(self, kind: Kind, done: int, total: int) -> None:
        if kind is self.kind:
            self.searching.show_progress(done, total)

    @property
    def _words(self) -> Words:
        return self._context.words

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setMinimumSize(860, 520)
        self._words.bind(self.setWindowTitle, N_("Duplicates"))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.switches)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        self.stack.addWidget(self._pairs_page())
        self.stack.addWidget(self.searching)
        none = EmptyState(
            self._context, "check", N_("No pairs here"), N_("Nothing of this kind looks like standing twice.")
        )
        unknown = EmptyState(
            self._context, "search", N_("Nobody has looked yet"), N_("A look through the register takes a moment.")
        )
        unknown.add_button(N_("Look for duplicates"), self.search_again, primary=True)
        self.stack.addWidget(none)
        self.stack.addWidget(unknown)

    def _pairs_page(self) -> QWidget:
        self.more = QLabel()
        set_role(self.more, "caption")
        self._words.bind(self.pairs.setAccessibleName, N_("Pairs that may be one"))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        column.addWidget(self.pairs, 1)
        column.addWidget(self.more)
        page = QSplitter(Qt.Orientation.Horizontal)
        page.setChildrenCollapsible(False)
        page.addWidget(left)
        page.addWidget(self.compare)
        page.setStretchFactor(1, 1)
        page.setSizes([380, 700])
        return page

    def _foot(self) -> QVBoxLayout:
        self.status, hint = QLabel(), QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        hint.setWordWrap(True)
        set_role(hint, "caption")
        self._words.bind(hint.setText, HINT)
        self.skip_button = self._button(N_("Skip (S)"), self.skip)
        self.apart_button = self._button(APART[0], self.tell_apart)
        self.merge_button = self._button(MERGE[0], self.merge)
        set_role(self.merge_button, "primary")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.status, 1)
        for button in (self.skip_button, self.apart_button, self.merge_button):
            row.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(hint)
        return column

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        self._words.bind(button.setText, text)
        button.clicked.connect(lambda: act())
        return button

    def _wire(self) -> None:
        pairs = self.pairs
        pairs.merge.connect(self.merge)
        pairs.tell_apart.connect(self.tell_apart)
        pairs.skip.connect(self.skip)
        pairs.swap.connect(self.swap)
        pairs.tick.connect(self.tick)
        pairs.tick_all.connect(self.tick_all)
        pairs.moved.connect(lambda _: self._look())
        self.compare.swapped.connect(self.swap)
        self.switches.kind_chosen.connect(self.show_kind)
        self.switches.band_chosen.connect(self.show_band)
        self.switches.look_again.connect(self.search_again)
        self._desk.changed.connect(self._renewed)
        self._desk.progressed.connect(self._progressed)
        self.searching.cancelled.connect(self._desk.cancel)
        self._desk.stopped.connect(self._fill)
        self._words.changed.connect(self._renewed)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.take_back)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)

    def _restore(self) -> None:
        take_size(self, 1180, 720)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letters work wherever the cursor is, on a value that is being chosen too."""
        if not self.pairs.take_letter(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place; a search goes on in the background."""
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)
