"""The fields of a handout beside its tenders and guests: a row each, shown when the kind of handout has use for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from outreach.domain.handout import BLEED, CODE_LABELS, PAPER_LABELS, THEME_LABELS, CodeKind, HandoutKind, Paper, Theme
from outreach.domain.question_status import ABOUT_LABELS
from outreach.language import N_, Language
from outreach.services.handout_kinds.contact_cards import EVERY_OFFICER
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.sign_in import MOST_EMPTY_LINES
from outreach.services.handout_kinds.trade import Setting
from outreach.ui.context import Context
from outreach.ui.handouts.choice import Choice
from outreach.ui.handouts.offer import Offer
from outreach.ui.handouts.radio_row import RadioRow
from outreach.ui.network.text_use import take_text_button
from outreach.ui.plain.meter import PlainMeter
from outreach.ui.theme import GAP, MARGIN, set_role

#: Not "Swedish" and "English": a language is known by its own name, which no catalogue has.
_LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
_BOTH = N_("Both")
_ALL_TAGS = {"": N_("All tags")}
_ABOUT = {"": N_("Tenders and general ones"), **{one.value: text for one, text in ABOUT_LABELS.items()}}
_CLOCK = r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?"
_TEXT_LINES = 3
_NO_YEAR = 1999
#: These say "Coming tenders" while nobody has written another heading.
_COMING = (HandoutKind.FLYER, HandoutKind.POSTER, HandoutKind.LEAFLET)


class Fields(QWidget):
    """The editors by their setting. `changed` tells that `values()` answers something else."""

    changed = Signal()
    event_chosen = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kind = HandoutKind.FLYER
        self._offer = Offer((), (), (), (), "", "")
        self._labels: dict[QWidget, QLabel] = {}
        self._make()
        self._lay_out()
        self._wire()
        self.show_kind(self._kind)

    # What others ask -------------------------------------------------------------------------------------------------

    def show_kind(self, kind: HandoutKind) -> None:
        """Show the rows that a kind has use for, and offer what it can be."""
        self._kind = kind
        trade = TRADES[kind]
        self.paper.offer({paper.value: PAPER_LABELS[paper] for paper in trade.papers})
        self.code.offer({code.value: CODE_LABELS[code] for code in trade.codes})
        self.labels.offer(trade.label_sheets)
        self.language.allow("both", Setting.BOTH in trade.uses)
        self._show(self.paper, len(trade.papers) > 1)
        for setting, editors in self._editors.items():
            for editor in editors:
                self._show(editor, setting in trade.uses)
        self._link_error.setVisible(self.link.isVisibleTo(self) and bool(self._link_error.text()))
        self._fill_events(self.event_id())
        self._fill_officers(str(self.officer_box.currentData() or ""))
        self._say_placeholder()
        self._say_year()

    def values(self) -> dict[str, Any]:
        """Return the fields of the order that the kind has use for."""
        uses = TRADES[self._kind].uses
        read: dict[Setting, Callable[[], dict[str, Any]]] = {
            Setting.EVENT: lambda: {"event": self.event_id()},
            Setting.OFFICER: lambda: {"officer": str(self.officer_box.currentData() or "")},
            Setting.HEADING: lambda: {"heading": self.heading.text().strip()},
            Setting.TEXT: lambda: {"text": self.text.toPlainText().strip()},
            Setting.LINK: lambda: {"link": self.link.text().strip()},
            Setting.CODE: lambda: {"code": CodeKind(self.code.value())},
            Setting.LABELS: lambda: {"labels": self.labels.value()},
            Setting.FIRST_LABEL: lambda: {"first_label": self.first_label.value()},
            Setting.UNTIL: lambda: {"until": _clock(self.until.text())},
            Setting.YEAR: lambda: {"year": self.year.value() if self.year.value() > _NO_YEAR else 0},
            Setting.EMPTY_LINES: lambda: {"empty_lines": self.empty_lines.value()},
            Setting.TAG: lambda: {"tag": self.tag.value()},
            Setting.ABOUT: lambda: {"about": self.about.value()},
            Setting.ANSWERED: lambda: {"answered": self.answered.isChecked()},
            Setting.PROGRAMME: lambda: {"programme": self.programme.text().strip()},
            Setting.THEME: lambda: {"theme": Theme(self.theme.value())},
            Setting.LIGHT: lambda: {"light": self.light.isChecked()},
            Setting.BLEED: lambda: {
                "bleed": BLEED if self.bleed.isChecked() else 0.0,
                "crop_marks": self.crop_marks.isChecked(),
            },
        }
        made: dict[str, Any] = {"language": self.language.value(), "paper": Paper(self.paper.value())}
        for setting, reading in read.items():
            if setting in uses:
                made |= reading()
        return made

    def remembered(self) -> dict[str, Any]:
        """Return what is kept for the next time, as JSON knows it. The unit's own look is not: it may be changed in one place."""
        kept = {
            "language": self.language.value(),
            "paper": self.paper.value(),
            "heading": self.heading.text().strip(),
            "text": self.text.toPlainText().strip(),
            "link": self.link.text().strip(),
            "code": self.code.value(),
            "labels": self.labels.value(),
            "until": self.until.text(),
            "empty_lines": self.empty_lines.value(),
            "answered": self.answered.isChecked(),
            "about": self.about.value(),
            "programme": self.programme.text().strip(),
            "bleed": self.bleed.isChecked(),
            "crop_marks": self.crop_marks.isChecked(),
            "officer": str(self.officer_box.currentData() or ""),
        }
        if self.theme.value() != self._offer.theme.value:
            kept["theme"] = self.theme.value()
        if self.light.isChecked() != self._offer.light:
            kept["light"] = self.light.isChecked()
        return kept

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Show what was kept for the kind; what was not is as usual."""
        with QSignalBlocker(self):
            self.language.set_value(str(kept.get("language", "sv")))
            self.paper.set_value(str(kept.get("paper", TRADES[self._kind].papers[0].value)))
            self.heading.setText(str(kept.get("heading", "")))
            self.text.setPlainText(str(kept.get("text", "")))
            self.link.setText(str(kept.get("link", "")))
            self.code.set_value(str(kept.get("code", TRADES[self._kind].codes[0].value)))
            self.labels.set_value(str(kept.get("labels", "")))
            self.first_label.setValue(1)
            self.until.setText(str(kept.get("until", "")))
            self.empty_lines.setValue(_number(kept.get("empty_lines"), 12))
            self.tag.set_value("")
            self.about.set_value(str(kept.get("about", "")))
            self.answered.setChecked(bool(kept.get("answered", False)))
            self.programme.setText(str(kept.get("programme", "")))
            self.bleed.setChecked(bool(kept.get("bleed", False)))
            self.crop_marks.setChecked(bool(kept.get("crop_marks", False)))
            self.theme.set_value(str(kept.get("theme", self._offer.theme.value)))
            self.light.setChecked(bool(kept.get("light", self._offer.light)))
            place = self.officer_box.findData(str(kept.get("officer", "")))
            self.officer_box.setCurrentIndex(max(0, place))
        self._say_placeholder()

    def fill(self, offer: Offer, officer: str) -> None:
        """Show what there is to choose from; what was chosen stays chosen where it still exists."""
        event, before = self.event_id(), self._offer
        self._offer = offer
        with QSignalBlocker(self):
            if self.theme.value() == before.theme.value:
                self.theme.set_value(offer.theme.value)
            if self.light.isChecked() == before.light:
                self.light.setChecked(offer.light)
            self.tag.offer(_ALL_TAGS | {tag: tag for tag in offer.tags})
        self._fill_events(event)
        self._fill_officers(str(self.officer_box.currentData() or officer))
        self.link.setPlaceholderText(offer.website or "https://")

    def _said_anew(self) -> None:
        # A method, not a lambda: Qt lets go of it together with the page.
        self._fill_events(self.event_id())
        self._say_year()

    def _say_year(self) -> None:
        # A calendar shows what comes, a count what was.
        counted = self._kind is HandoutKind.TOP_QUESTIONS
        self.year.setSpecialValueText(self._context.words(N_("This year") if counted else N_("The one that is next")))

    def event_id(self) -> UUID | None:
        """Return the chosen event."""
        value = self.event_box.currentData()
        return UUID(value) if value else None

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

    # Building --------------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        context, bind = self._context, self._context.words.bind
        self.event_box, self.officer_box = Choice(context), Choice(context)
        self.paper, self.code, self.labels = Choice(context), Choice(context), Choice(context)
        self.tag, self.about, self.answered, self.programme = Choice(context), Choice(context), QCheckBox(), QLineEdit()
        self.about.offer(_ABOUT)
        self.tag.offer(_ALL_TAGS)
        bind(self.answered.setText, N_("Only questions that have an answer"))
        bind(self.programme.setPlaceholderText, N_("All programmes"))
        self.language = RadioRow(context, {**_LANGUAGE_NAMES, "both": ""}, translated=False)
        self.language.name("both", _BOTH)
        self.theme = RadioRow(context, {theme.value: text for theme, text in THEME_LABELS.items()})
        self.light, self.bleed, self.crop_marks = QCheckBox(), QCheckBox(), QCheckBox()
        bind(self.light.setText, N_("Little ink: no large areas of colour"))
        bind(self.bleed.setText, N_("Colour runs 3 mm over the edge"))
        bind(self.crop_marks.setText, N_("Crop marks"))
        self.heading, self.link, self.until = QLineEdit(), QLineEdit(), QLineEdit()
        self.heading.setMaxLength(120)
        bind(self.link.setToolTip, N_("Where the QR code leads"))
        self.until.setValidator(QRegularExpressionValidator(QRegularExpression(_CLOCK), self.until))
        self.until.setPlaceholderText("15:00")
        self.text = QPlainTextEdit()
        self.take_text = take_text_button(context, self.text.setPlainText, self)
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(_TEXT_LINES * self.text.fontMetrics().lineSpacing() + 2 * MARGIN)
        self.first_label, self.year, self.empty_lines = QSpinBox(), QSpinBox(), QSpinBox()
        self.first_label.setRange(1, 100)
        # Below the first year that can be said stands the one that the kind finds itself.
        self.year.setRange(_NO_YEAR, 2100)
        self.empty_lines.setRange(0, MOST_EMPTY_LINES)
        self.empty_lines.setValue(12)
        bind(
            self.empty_lines.setToolTip,
            N_("For those who come without an invitation; the last page is filled to its foot"),
        )
        bind(
            self.first_label.setToolTip,
            N_("On a sheet that was used before: the first free label, counted from the upper left"),
        )
        self._link_error = QLabel()
        self._link_error.setWordWrap(True)
        set_role(self._link_error, "danger")
        self._link_error.hide()
        self._editors: dict[Setting, tuple[QWidget, ...]] = {
            Setting.EVENT: (self.event_box,),
            Setting.THEME: (self.theme,),
            Setting.LIGHT: (self.light,),
            Setting.HEADING: (self.heading,),
            Setting.TEXT: (self.text, self.take_text),
            Setting.LINK: (self.link,),
            Setting.CODE: (self.code,),
            Setting.OFFICER: (self.officer_box,),
            Setting.LABELS: (self.labels,),
            Setting.FIRST_LABEL: (self.first_label,),
            Setting.UNTIL: (self.until,),
            Setting.YEAR: (self.year,),
            Setting.EMPTY_LINES: (self.empty_lines,),
            Setting.TAG: (self.tag,),
            Setting.ABOUT: (self.about,),
            Setting.ANSWERED: (self.answered,),
            Setting.PROGRAMME: (self.programme,),
            Setting.BLEED: (self.bleed, self.crop_marks),
        }

    def _lay_out(self) -> None:
        rows: tuple[tuple[str, QWidget], ...] = (
            (N_("Event"), self.event_box),
            (N_("Concerns"), self.about),
            (N_("Tag"), self.tag),
            ("", self.answered),
            (N_("Label sheet"), self.labels),
            (N_("First label"), self.first_label),
            (N_("Year"), self.year),
            (N_("Programme"), self.programme),
            (N_("Until"), self.until),
            (N_("Paper"), self.paper),
            (N_("Language"), self.language),
            (N_("Look"), self.theme),
            ("", self.light),
            (N_("Heading"), self.heading),
            (N_("Text"), self.text),
            ("", self.take_text),
            (N_("QR code"), self.code),
            (N_("Link"), self.link),
            (N_("Officer"), self.officer_box),
            (N_("Empty lines"), self.empty_lines),
            (N_("Print shop"), self.bleed),
            ("", self.crop_marks),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for text, editor in rows:
            label = QLabel()
            label.setBuddy(editor)
            self._labels[editor] = label
            if text:
                self._context.words.bind(label.setText, text)
                self._context.words.bind(editor.setAccessibleName, text)
            place = grid.rowCount()
            grid.addWidget(label, place, 0)
            grid.addWidget(editor, place, 1)
            if editor is self.link:
                grid.addWidget(self._link_error, place + 1, 1)
            elif editor is self.heading or editor is self.text:
                grid.addWidget(PlainMeter(self._context, editor), place + 1, 1)

    def _wire(self) -> None:
        self.event_box.currentIndexChanged.connect(self._event_changed)
        for choice in (self.officer_box, self.paper, self.code, self.labels, self.language, self.theme, self.tag, self.about):
            choice.changed.connect(lambda _: self._changed())
        for box in (self.light, self.bleed, self.crop_marks, self.answered):
            box.toggled.connect(lambda _: self._changed())
        for line in (self.heading, self.link, self.until, self.programme):
            line.textChanged.connect(lambda _: self._changed())
        self.text.textChanged.connect(self._changed)
        for number in (self.first_label, self.year, self.empty_lines):
            number.valueChanged.connect(lambda _: self._changed())
        self._context.words.changed.connect(self._said_anew)

    def _changed(self) -> None:
        self._say_placeholder()
        self.changed.emit()

    def _event_changed(self) -> None:
        self.event_chosen.emit()
        self.changed.emit()

    def _show(self, editor: QWidget, shown: bool) -> None:
        editor.setVisible(shown)
        self._labels[editor].setVisible(shown)

    def _say_placeholder(self) -> None:
        # What the flyer says by itself, in the flyer's language.
        language = Language("en" if self.language.value() == "en" else "sv")
        of_tenders = self._kind in _COMING
        self.heading.setPlaceholderText(language.say(N_("Coming tenders")) if of_tenders else "")

    def _fill_events(self, kept: UUID | None) -> None:
        needed = TRADES[self._kind].needs_event
        with QSignalBlocker(self.event_box):
            self.event_box.clear()
            self.event_box.addItem(
                self._context.words(N_("The next event") if needed else N_("No particular event")), ""
            )
            for event in self._offer.events:
                self.event_box.addItem(event.label, str(event.id))
            self.choose_event(kept)

    def _fill_officers(self, kept: str) -> None:
        names = list(dict.fromkeys(name for name in (self._offer.officer, *self._offer.officers) if name))
        with QSignalBlocker(self.officer_box):
            self.officer_box.clear()
            for name in names:
                self.officer_box.addItem(name, name)
            if self._kind is HandoutKind.CONTACT_CARDS and len(names) > 1:
                self.officer_box.addItem(self._context.words(N_("All officers")), EVERY_OFFICER)
            self.officer_box.setCurrentIndex(max(0, self.officer_box.findData(kept)))


def _clock(text: str) -> time | None:
    found = re.fullmatch(_CLOCK, text.strip())
    return time(int(found[1]), int(found[2] or 0)) if found else None


def _number(kept: Any, usual: int) -> int:
    return kept if isinstance(kept, int) else usual
