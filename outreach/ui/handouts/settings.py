"""The left side of the page: which handout; for a flyer which tenders, for which event, on which paper, in whose name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.handout import MOST_TENDERS, PAPER_LABELS, HandoutKind, Paper
from outreach.language import N_, Language
from outreach.services.handout_kinds.sign_in import MOST_EMPTY_LINES
from outreach.ui.context import Context
from outreach.ui.forms.elided import ElidedBox
from outreach.ui.handouts.radio_row import RadioRow
from outreach.ui.handouts.tender_choice import TenderChoice
from outreach.ui.handouts.wish import USUAL_EMPTY_LINES, FlyerWish, Offer
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role

_NARROWEST = 380
#: Six lines: enough to see that there are more.
_LEAST_LIST = 6 * 44
_MEMORY = "handouts.flyer"
#: Not "Swedish" and "English": a language is known by its own name.
_LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


#: Short, as they stand side by side.
_KINDS = {
    HandoutKind.FLYER.value: N_("Flyer"),
    HandoutKind.MEETING_SHEET.value: N_("Meeting sheet"),
    HandoutKind.SIGN_IN.value: N_("Sign-in list"),
}


class FlyerSettings(QScrollArea):
    """Everything that a handout can be told; what its kind has no use for is not shown.

    `changed` tells that `wish()` answers something else.
    """

    changed = Signal()
    event_chosen = Signal(object)
    """The tenders featured at the event that was chosen, when it has any."""
    add_tender = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._offer = Offer((), (), (), (), "", "")
        self._rows_of: dict[QWidget, QLabel] = {}
        self._make_parts()
        self._lay_out()
        self._recall()
        self._wire()
        self._say()
        self._show_kind()

    # What others ask -------------------------------------------------------------------------------------------------

    def wish(self) -> FlyerWish:
        """Return what stands here as a value."""
        kind = self.handout_kind()
        if kind is not HandoutKind.FLYER:
            lines = self.empty_lines.value() if kind is HandoutKind.SIGN_IN else USUAL_EMPTY_LINES
            return FlyerWish(event=self.event_id(), language=self.language.value(), kind=kind, empty_lines=lines)
        return FlyerWish(
            tenders=self.tenders.chosen(),
            event=self.event_id(),
            language=self.language.value(),
            paper=Paper(self.paper.value()),
            officer=str(self.officer_box.currentData() or ""),
            heading=self.heading.text().strip(),
            link=self.link.text().strip(),
        )

    def handout_kind(self) -> HandoutKind:
        """Return the chosen kind of handout."""
        return HandoutKind(self.kind.value())

    def choose_kind(self, kind: HandoutKind) -> None:
        """Choose a kind of handout from outside, as if the officer had."""
        self.kind.set_value(kind.value)

    def focus_first(self) -> None:
        """Take the focus to where choosing begins: the tenders of a flyer, else the event."""
        first: QWidget = self.tenders if self.handout_kind() is HandoutKind.FLYER else self.event_box
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def event_id(self) -> UUID | None:
        """Return the chosen event."""
        value = self.event_box.currentData()
        return UUID(value) if value else None

    def fill(self, offer: Offer) -> None:
        """Show what there is to choose from; what was chosen stays chosen where it still exists."""
        self._offer = offer
        event, officer = self.event_id(), str(self.officer_box.currentData() or self._remembered("officer"))
        self.tenders.fill(offer.tenders, offer.chosen)
        self._fill_events(event)
        self._fill_officers(officer)
        self.link.setPlaceholderText(offer.website or "https://")
        self._empty.setVisible(not offer.tenders)
        self.tenders.setVisible(bool(offer.tenders))
        self._moves.setVisible(len(offer.tenders) > 1)
        self._say_count()

    def choose_event(self, event: UUID | None) -> None:
        """Choose an event from outside, as if the officer had."""
        self.event_box.setCurrentIndex(max(0, self.event_box.findData(str(event) if event else "")))

    def show_link_error(self, sentence: str) -> None:
        """Say at the field what is wrong with the link; an empty text says that nothing is."""
        self._link_error.setText(sentence)
        self._link_error.setVisible(bool(sentence))
        self.link.setAccessibleDescription(sentence)
        self.link.setProperty("invalid", bool(sentence))
        self.link.style().unpolish(self.link)
        self.link.style().polish(self.link)

    def say_full(self) -> None:
        """Say that a ninth tender finds no room."""
        self._count.setText(self._context.words(N_("A flyer has room for eight. Take one away first.")))
        set_role(self._count, "warning")

    # Parts -----------------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        bind = self._context.words.bind
        self.kind = RadioRow(self._context, _KINDS)
        bind(self.kind.setAccessibleName, N_("Kind of handout"))
        self.empty_lines = QSpinBox()
        self.empty_lines.setRange(0, MOST_EMPTY_LINES)
        self.empty_lines.setValue(USUAL_EMPTY_LINES)
        bind(self.empty_lines.setToolTip, N_("For those who come without an invitation; the last page is filled to its foot"))
        self.tenders = TenderChoice()
        bind(self.tenders.setAccessibleName, N_("Tenders on the flyer"))
        bind(self.tenders.setToolTip, N_("Tick a tender with Space. Move it by dragging, or with Alt+Up and Alt+Down."))
        self._count = QLabel()
        self._moves = self._make_moves()
        self._empty = self._make_empty()
        self.event_box = _box()
        self.officer_box = _box()
        self.heading = QLineEdit()
        self.heading.setMaxLength(120)
        self.link = QLineEdit()
        bind(self.link.setToolTip, N_("Where the QR code leads"))
        self._link_error = QLabel()
        self._link_error.setWordWrap(True)
        set_role(self._link_error, "danger")
        self._link_error.hide()
        self.language = RadioRow(self._context, _LANGUAGE_NAMES, translated=False)
        self.paper = RadioRow(self._context, {paper.value: text for paper, text in PAPER_LABELS.items()})

    def _lay_out(self) -> None:
        inner = QWidget()
        set_role(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(WIDE, GAP, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        self._flyer_part = QWidget()
        self._flyer_part.setLayout(self._tender_part())
        column.addWidget(self.kind)
        column.addWidget(self._flyer_part, 1)
        column.addLayout(self._rows())
        # What takes the room when there are no tenders to choose.
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_NARROWEST)

    def _rows(self) -> QGridLayout:
        """The other settings, each in one row so that the list above has room for eight."""
        rows: tuple[tuple[str, QWidget], ...] = (
            (N_("Event"), self.event_box),
            (N_("Paper"), self.paper),
            (N_("Language"), self.language),
            (N_("Heading"), self.heading),
            (N_("Link"), self.link),
            (N_("Officer"), self.officer_box),
            (N_("Empty lines"), self.empty_lines),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for text, editor in rows:
            label = QLabel()
            label.setBuddy(editor)
            self._rows_of[editor] = label
            self._context.words.bind(label.setText, text)
            self._context.words.bind(editor.setAccessibleName, text)
            grid.addWidget(label, grid.rowCount(), 0)
            grid.addWidget(editor, grid.rowCount() - 1, 1)
            if editor is self.link:
                grid.addWidget(self._link_error, grid.rowCount(), 1)
        return grid

    def _tender_part(self) -> QVBoxLayout:
        title = QLabel()
        set_role(title, "subheading")
        title.setBuddy(self.tenders)
        self._context.words.bind(title.setText, N_("Tenders on the flyer"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(title, 1)
        head.addWidget(self._moves)
        part = QVBoxLayout()
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(TIGHT)
        part.addLayout(head)
        part.addWidget(self._empty)
        part.addWidget(self.tenders, 1)
        part.addWidget(self._count)
        self.tenders.setMinimumHeight(_LEAST_LIST)
        self._count.setWordWrap(True)
        return part

    def _make_moves(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for name, by, text in (
            ("chevron-up", -1, N_("Move up (Alt+Up)")),
            ("chevron-down", 1, N_("Move down (Alt+Down)")),
        ):
            button = QToolButton()
            put_icon(button, name, "muted")
            self._context.words.bind(button.setToolTip, text)
            self._context.words.bind(button.setAccessibleName, text)
            button.clicked.connect(lambda _=False, by=by: self.tenders.move_current(by))
            layout.addWidget(button)
        return row

    def _make_empty(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        text = QLabel()
        text.setWordWrap(True)
        set_role(text, "muted")
        self._context.words.bind(
            text.setText,
            N_("No tender is coming yet, so the flyer says how to reach you. Add a tender and it will stand here."),
        )
        button = QPushButton()
        put_icon(button, "add")
        self._context.words.bind(button.setText, N_("Add a tender"))
        button.clicked.connect(self.add_tender.emit)
        layout.addWidget(text)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.hide()
        return card

    # Life ------------------------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        self.kind.changed.connect(self._kind_changed)
        self.empty_lines.valueChanged.connect(self._changed)
        self.tenders.changed.connect(self._changed)
        self.tenders.full.connect(self.say_full)
        self.event_box.currentIndexChanged.connect(self._event_changed)
        self.officer_box.currentIndexChanged.connect(self._changed)
        self.heading.textChanged.connect(self._changed)
        self.link.textChanged.connect(self._changed)
        self.language.changed.connect(self._changed)
        self.paper.changed.connect(self._changed)
        self._context.words.changed.connect(self._say)

    def _changed(self) -> None:
        self._say_count()
        self._say_placeholder()
        self._keep()
        self.changed.emit()

    def _kind_changed(self) -> None:
        self._show_kind()
        self._fill_events(self.event_id())
        self._changed()

    def _show_kind(self) -> None:
        """Show what the kind of handout can be told."""
        kind = self.handout_kind()
        flyer = kind is HandoutKind.FLYER
        self._flyer_part.setVisible(flyer)
        self._rest.setVisible(not flyer)
        for editor in (self.paper, self.heading, self.link, self.officer_box):
            self._show_row(editor, flyer)
        self._link_error.setVisible(flyer and bool(self._link_error.text()))
        self._show_row(self.empty_lines, kind is HandoutKind.SIGN_IN)

    def _show_row(self, editor: QWidget, shown: bool) -> None:
        editor.setVisible(shown)
        self._rows_of[editor].setVisible(shown)

    def _event_changed(self) -> None:
        featured = next((one.tenders for one in self._offer.events if one.id == self.event_id()), ())
        if featured and self.handout_kind() is HandoutKind.FLYER:
            self.event_chosen.emit(featured)
        self._changed()

    def _say(self) -> None:
        self._say_count()
        self._say_placeholder()
        self._fill_events(self.event_id())

    def _say_count(self) -> None:
        chosen = len(self.tenders.chosen())
        self._count.setVisible(self.tenders.count() > 0)
        self._count.setText(self._context.words(N_("{chosen} of at most {most} chosen"), chosen=chosen, most=MOST_TENDERS))
        set_role(self._count, "caption")

    def _say_placeholder(self) -> None:
        # What the flyer says by itself, in the flyer's language.
        language = Language(self.language.value())
        self.heading.setPlaceholderText(language.say(N_("Coming tenders")))

    def _fill_events(self, kept: UUID | None) -> None:
        with QSignalBlocker(self.event_box):
            self.event_box.clear()
            flyer = self.handout_kind() is HandoutKind.FLYER
            self.event_box.addItem(self._context.words(N_("No particular event") if flyer else N_("The next event")), "")
            for event in self._offer.events:
                self.event_box.addItem(event.label, str(event.id))
            self.choose_event(kept)

    def _fill_officers(self, kept: str) -> None:
        names = list(dict.fromkeys(name for name in (self._offer.officer, *self._offer.officers) if name))
        with QSignalBlocker(self.officer_box):
            self.officer_box.clear()
            for name in names:
                self.officer_box.addItem(name, name)
            self.officer_box.setCurrentIndex(max(0, self.officer_box.findData(kept)))

    # Memory ----------------------------------------------------------------------------------------------------------

    def _remembered(self, name: str) -> str:
        kept: Any = self._context.memory.get(_MEMORY, {})
        return str(kept.get(name, "")) if isinstance(kept, dict) else ""

    def _recall(self) -> None:
        self.kind.set_value(self._remembered("kind"))
        self.heading.setText(self._remembered("heading"))
        self.link.setText(self._remembered("link"))
        self.language.set_value(self._remembered("language"))
        self.paper.set_value(self._remembered("paper"))

    def _keep(self) -> None:
        kept = {
            "kind": self.kind.value(),
            "language": self.language.value(),
            "paper": self.paper.value(),
            "heading": self.heading.text().strip(),
            "link": self.link.text().strip(),
            "officer": str(self.officer_box.currentData() or ""),
        }
        self._context.memory.keep(_MEMORY, kept)


def _box() -> QComboBox:
    box = ElidedBox()
    # A long title must not widen the page.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)
    return box
