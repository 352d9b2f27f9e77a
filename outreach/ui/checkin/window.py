"""The officer's check-in window: counts, a line to type a name in, and the list. Made for a queue at the door.

Two ways, both quick: in the search line a few letters and Enter; in the list the arrows and one letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes, Reversal
from outreach.domain.guest import ATTENDANCE_LABELS, Attendance
from outreach.domain.record import Kind
from outreach.errors import OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.services.guest_names import fitting
from outreach.services.guests import CHECK_IN, SIGN_IN, GuestLine, GuestList
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.checkin.add_guests import AddGuests
from outreach.ui.checkin.guest_model import GuestModel
from outreach.ui.checkin.guest_table import GuestTable
from outreach.ui.checkin.offers import Offer, offer_line, read_offers
from outreach.ui.checkin.search_line import CheckInSearch
from outreach.ui.checkin.self_service import SelfService
from outreach.ui.checkin.tallies import Tallies
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import LineList
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size
from outreach.ui.words import Words

_GEOMETRY = "checkin.geometry"
LIST, OFFERS, NOBODY, EMPTY = range(4)
HINT = N_(
    "Search line: Enter – came, Ctrl+Enter – walk-in, + – one more came, ↓ – to the list. "
    "List: J or Y – came, N – did not come, ? – unknown. Ctrl+Z takes it back."
)
SERIES = N_("One list for the whole series")
TOLD = N_("The guests are told what we keep, by the text at the door or on the list that they sign (Ctrl+T)")
NOBODY_SO = N_("Nobody on the list fits “{name}”. Press Enter for a walk-in.")


class CheckInWindow(QWidget):
    """Checks in the guests of one event."""

    def __init__(self, context: Context, event_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.event_id = event_id
        self._all: GuestList | None = None
        self._done: list[UUID] = []
        self._self_service: SelfService | None = None
        self.tallies = Tallies(context.words)
        self.search = CheckInSearch(context.words)
        self.guests = GuestModel(context, self)
        self.table = GuestTable(self.guests)
        self.offers = LineList(tall=True, one_click=True)
        self.told = QCheckBox(self)
        self.told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        self._build()
        self._wire()
        self._restore()

    def open(self) -> None:
        """Show the window with the cursor in the search line."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus()
        self._read()

    # What can be done ------------------------------------------------------------------------------------------------

    def mark(self, ids: Sequence[UUID], attendance: Attendance) -> None:
        """Say of guests whether they came."""
        if ids:
            house = self._context.house
            told = SIGN_IN if self.told.isChecked() else ""
            self._do(lambda: house.guests.mark(ids, attendance, told))

    def check_in_first(self) -> None:
        """Mark the guest that the search line finds first and who has not come yet, and empty the line."""
        line = self._first_hit()
        if line is None:
            return
        if line.guest.attendance is Attendance.CAME:
            self._say(self._words(N_("{name} has come already."), name=line.name), "muted")
        else:
            self.mark([line.guest.id], Attendance.CAME)
        self.search.setText("")

    def one_more(self) -> None:
        """Count one more who came and left no name."""
        house, event = self._context.house, self.event_id
        self._do(lambda: house.guests.walk_in(event))

    def offer_walk_in(self) -> None:
        """Ask whom the typed name means: somebody of the register, or a new guest."""
        typed, house = self.search.text().strip(), self._context.house
        if typed:
            listed = {line.guest.person for line in self._all.lines if line.guest.person} if self._all else set()
            self._context.read(
                lambda: read_offers(house, typed, listed), lambda found: self._show_offers(typed, found), self
            )

    def take_offer(self, offer: Offer) -> None:
        """Let the chosen one in."""
        house, event, told = self._context.house, self.event_id, offer.told
        self.search.setText("")
        self.search.setFocus()
        how = CHECK_IN if self.told.isChecked() else ""
        if offer.person is not None:
            self._do(lambda: house.guests.walk_in(event, person=offer.person, told_by=how))
        else:
            self._do(lambda: house.guests.walk_in(event, told.name, None, told.company, told.contact, told_by=how))

    def remove(self) -> None:
        """Take the chosen guests off the list."""
        ids, house = self.table.chosen(), self._context.house
        if ids:
            self._do(lambda: house.guests.delete(ids))

    def take_back(self) -> None:
        """Undo what was done last in this window."""
        if not self._done:
            self._say(self._words(N_("Nothing was done here yet that could be taken back.")), "muted")
            return
        action, house = self._done.pop(), self._context.house
        self._context.tasks.run(lambda: house.history.undo(action), self._taken_back, owner=self, failed=self._failed)

    def add_people(self) -> None:
        """Open the dialog that puts people on the list."""
        AddGuests(self._context, self.event_id, self).open()

    def show_self_service(self) -> None:
        """Show the guests' own screen, on the other screen where there is one; a second press puts it away."""
        if self._self_service is not None:
            self._self_service.end()
            return
        self._self_service = SelfService(self._context, self.event_id, self)
        self._self_service.ended.connect(self._self_service_ended)
        self._self_service.open_beside(self)
        self._context.words.bind(self.self_service_button.setText, N_("End self-service"))

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        house, event = self._context.house, self.event_id
        def read() -> GuestList:
            found = house.guests.at_event(event)
            house.audit.viewed(Kind.GUEST, len(found.lines))
            return found

        self._context.tasks.run(read, self._show, owner=self, failed=self._gone)

    def _show(self, found: GuestList) -> None:
        self._all = found
        words = self._words
        self.setWindowTitle(words(N_("Check in: {event}"), event=found.event.title))
        self.title.setText(found.event.title)
        parts = [when_words(found.event.when, words), found.event.place]
        if found.event.recurrence:
            parts.append(words(SERIES))
        self.where.setText(" · ".join(part for part in parts if part))
        self.tallies.show_tally(found.tally)
        self._filter()

    def _filter(self) -> None:
        """Show the guests who fit what is typed; the one whom Enter would mark is chosen."""
        if self._all is None:
            return
        chosen, row, typed = self.table.chosen(), self.table.currentIndex().row(), self.search.text().strip()
        self.guests.show(fitting(self._all.lines, typed, lambda one: one.name, lambda one: one.company_name))
        hit = self._first_hit() if typed else None
        self.table.choose([hit.guest.id] if hit is not None else chosen, row if self.table.hasFocus() else -1)
        self._show_page(typed)

    def _show_page(self, typed: str) -> None:
        if not self._all or not self._all.lines:
            self.stack.setCurrentIndex(NOBODY if typed else EMPTY)
        else:
            self.stack.setCurrentIndex(LIST if self.guests.lines else NOBODY)
        self.nobody.setText(self._words(NOBODY_SO, name=typed))

    def _first_hit(self) -> GuestLine | None:
        lines = self.guests.lines if self.search.text().strip() else []
        waiting = (line for line in lines if line.guest.attendance is not Attendance.CAME)
        return next(waiting, lines[0] if lines else None)

    def _show_offers(self, typed: str, found: list[Offer]) -> None:
        if typed != self.search.text().strip():
            return
        self.offers.show_lines([offer_line(offer, self._words) for offer in found])
        self.offers.setCurrentIndex(self.offers.model().index(0, 0))
        self.stack.setCurrentIndex(OFFERS)

    # Doing -----------------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Changes]) -> None:
        self._context.write(work, self, self._did, failed=self._failed)

    def _did(self, changes: Changes) -> None:
        if changes.action is None:
            self._say(self._words(N_("Nothing had to be changed.")), "muted")
            return
        self._done.append(changes.action)
        self._say(self._words(changes.title, **changes.values), "success")

    def _taken_back(self, reversal: Reversal) -> None:
        self._context.changes.publish(reversal.changes, self)
        self._say(self._words(N_("Undone: {what}"), what=self._words(reversal.title, **reversal.values)), "muted")

    def _failed(self, error: Exception) -> None:
        known = explain(error, self._words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self._say(known.whole, "danger")

    def _gone(self, error: Exception) -> None:
        """The event was deleted: there is nothing to check in to."""
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
        self.close()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.GUEST, Kind.PERSON, Kind.COMPANY, Kind.EVENT):
            self._read()

    @property
    def _words(self) -> Words:
        return self._context.words

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    # The officer's hands ---------------------------------------------------------------------------------------------

    def _entered(self) -> None:
        if self.stack.currentIndex() == OFFERS:
            self.offers.take()
        elif not self.search.text().strip():
            self._say(self._words(N_("Write a name, or + for one more who came.")), "muted")
        elif self.guests.lines:
            self.check_in_first()
        else:
            self.offer_walk_in()

    def _stepped(self, by: int) -> None:
        """Move in the offers, round and round, or go down into the list."""
        if self.stack.currentIndex() == OFFERS:
            row = (self.offers.currentIndex().row() + by) % len(self.offers.lines)
            self.offers.setCurrentIndex(self.offers.model().index(row, 0))
        elif by > 0 and self.guests.lines:
            self.table.setFocus()
            if not self.table.chosen():
                self.table.selectRow(0)

    def _left(self) -> None:
        if self.stack.currentIndex() == OFFERS:
            self._filter()
        else:
            self.search.setText("")

    def _menu(self, place: QPoint) -> None:
        if not self.table.chosen():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for attendance, keys in ((Attendance.CAME, "J"), (Attendance.ABSENT, "N"), (Attendance.UNKNOWN, "?")):
            action = menu.addAction(f"{self._words(ATTENDANCE_LABELS[attendance])}\t{keys}")
            action.triggered.connect(lambda _=False, one=attendance: self.mark(self.table.chosen(), one))
        menu.addSeparator()
        menu.addAction(self._words(N_("Take off the list"))).triggered.connect(self.remove)
        menu.popup(self.table.viewport().mapToGlobal(place))

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setMinimumSize(640, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        column.addWidget(self.tallies)
        column.addWidget(self.search)
        column.addWidget(self.told)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        self._pages()
        self._words.bind(self.told.setText, TOLD)
        self._words.bind(self.table.setAccessibleName, N_("Guests"))
        self._words.bind(self.offers.setAccessibleName, N_("Who walked in?"))

    def _head(self) -> QHBoxLayout:
        self.title, self.where = QLabel(), QLabel()
        for label, role in ((self.title, "title"), (self.where, "muted")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, role)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.where)
        add = self._button("add", N_("Put people on the list…"), self.add_people)
        self.self_service_button = self._button("people", N_("Self-service screen"), self.show_self_service)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(names, 1)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.self_service_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _pages(self) -> None:
        self.nobody = QLabel()
        self.nobody.setTextFormat(Qt.TextFormat.PlainText)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nobody.setWordWrap(True)
        self.nobody.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        set_role(self.nobody, "muted")
        text = N_("Put people of the register on it, or paste a list. Walk-ins can be counted without one.")
        empty = EmptyState(self._context, "people", N_("Nobody is on the list yet"), text)
        empty.add_button(N_("Put people on the list…"), self.add_people, primary=True)
        for page in (self.table, self.offers, self.nobody, empty):
            self.stack.addWidget(page)

    def _foot(self) -> QVBoxLayout:
        self.status, hint = QLabel(), QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        set_role(hint, "caption")
        self._words.bind(hint.setText, HINT)
        self.more_button = self._button("add", N_("One more came"), self.one_more)
        row = QHBoxLayout()
        row.addWidget(self.status, 1)
        row.addWidget(self.more_button)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(hint)
        return column

    def _button(self, name: str, text: str, call: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        put_icon(button, name)
        self._words.bind(button.setText, text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        return button

    def _wire(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.entered.connect(self._entered)
        self.search.walk_in.connect(self.offer_walk_in)
        self.search.one_more.connect(self.one_more)
        self.search.stepped.connect(self._stepped)
        self.search.left.connect(self._left)
        self.table.marked.connect(lambda attendance: self.mark(self.table.chosen(), attendance))
        self.table.one_more.connect(self.one_more)
        self.table.removed.connect(self.remove)
        self.table.search_wished.connect(self.search.setFocus)
        self.table.customContextMenuRequested.connect(self._menu)
        self.offers.chosen.connect(self.take_offer)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._read)
        shortcuts: tuple[tuple[QKeySequence | QKeySequence.StandardKey | str, Callable[[], object]], ...] = (
            (QKeySequence.StandardKey.Undo, self.take_back),
            (QKeySequence.StandardKey.Find, self.search.setFocus),
            ("Ctrl+T", self.told.toggle),
            ("Ctrl+W", self.close),
        )
        for keys, call in shortcuts:
            QShortcut(QKeySequence(keys), self, call)

    # The window ------------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place; the guests' screen goes away too."""
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        if self._self_service is not None:
            self._self_service.end()
        super().closeEvent(event)

    def _self_service_ended(self) -> None:
        self._self_service = None
        self._words.bind(self.self_service_button.setText, N_("Self-service screen"))

    def _restore(self) -> None:
        take_size(self, 980, 680)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
