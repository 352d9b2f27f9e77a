"""The step before the import: what it would do, in sentences and record by record, and what holds for all of it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.import_words import say_account, say_alarm, say_facts
from outreach.services.imports import ImportPreview
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.icons import put_icon
from outreach.ui.imports.alarm import Alarm
from outreach.ui.imports.flow import Shared
from outreach.ui.imports.records_view import RecordsView, has_problem_rows
from outreach.ui.theme import GAP, MARGIN, set_role

_MOST_EVENTS = 200
_BOX_WIDTH = 200


class CheckPage(QWidget):
    """Sentences, alarm, choices and records. `changed` carries another `Shared`; `tick` tells that the alarm was answered."""

    changed = Signal(object)
    tick = Signal()
    save_problems = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._preview: ImportPreview | None = None
        self._events: list[Event] = []
        self._shared = Shared()
        self.sentences = QLabel()
        self.alarm = Alarm(context)
        self.event_box = QComboBox()
        self.tags = TagEditor(context)
        self.keep_tick = QCheckBox()
        self.records = RecordsView(context)
        self.problems_button = QPushButton()
        self._build()
        self._wire()
        self._read_choices()

    @property
    def may_import(self) -> bool:
        """Say whether there is something to import and no alarm stands in the way."""
        preview = self._preview
        return preview is not None and bool(preview.added or preview.updated) and not self.alarm.blocks

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what an import would do. Only what makes a difference to these files is asked."""
        self._preview = preview
        self.records.show_records(preview)
        self.problems_button.setVisible(has_problem_rows(preview))
        self._event_field.setVisible(any(one.reading.cards for one in preview.opened))
        self._tags_field.setVisible(bool(preview.looks))
        self.keep_tick.setVisible(bool(preview.looks))
        self._say()

    def begin(self) -> None:
        """Put the cursor where something must be done first."""
        (self.alarm.tick if self.alarm.blocks else self.records.table).setFocus()

    def _say(self) -> None:
        preview, language = self._preview, self._context.words.language
        if preview is not None:
            self.sentences.setText(f"{' · '.join(say_facts(preview.facts, language))}\n{say_account(preview.facts, language)}")
            self.alarm.say(say_alarm(preview.alarm, language) if preview.alarm is not None else "")

    def _tell(self) -> None:
        chosen = self.event_box.currentData()
        shared = Shared(
            event=chosen if isinstance(chosen, UUID) else None,
            tags=self.tags.value(),
            empty_too=not self.keep_tick.isChecked(),
        )
        if shared != self._shared:
            self._shared = shared
            self.changed.emit(shared)

    # Choices ---------------------------------------------------------------------------------------------------------

    def _read_choices(self) -> None:
        house = self._context.house

        def read() -> tuple[list[Event], list[str]]:
            ids = house.events.ids(Listing(Kind.EVENT))[:_MOST_EVENTS]
            found = house.events.many(ids)
            return [found[one] for one in ids if one in found], [*house.companies.tags(), *house.people.tags()]

        def take(found: tuple[list[Event], list[str]]) -> None:
            self._events = found[0]
            self.tags.offer(dict.fromkeys(found[1]))
            self._fill_events()

        self._context.read(read, take, self)

    def _fill_events(self) -> None:
        words, box = self._context.words, self.event_box
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            box.addItem(words(N_("– no event –")), None)
            for event in self._events:
                box.addItem(f"{event.title}, {words.language.day(event.when.first_day)}", event.id)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _take_typed_tag(self) -> None:
        if self.tags.line.text().strip():
            self.tags.take_typed()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.keep_tick.setText, N_("Update, but never blank out what is known"))
        words.bind(self.problems_button.setText, N_("Save rows with problems…"))
        put_icon(self.problems_button, "export")
        self.problems_button.setAutoDefault(False)
        self.keep_tick.setChecked(True)
        self.event_box.setMinimumWidth(_BOX_WIDTH)
        self.event_box.setMinimumContentsLength(12)
        self.event_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._event_field = Field(self._context, N_("Where you met them"), self.event_box)
        self._tags_field = Field(self._context, N_("Tags for all of them"), self.tags)
        choices = QHBoxLayout()
        choices.setSpacing(MARGIN)
        choices.addWidget(self._event_field, 1, Qt.AlignmentFlag.AlignTop)
        choices.addWidget(self._tags_field, 1, Qt.AlignmentFlag.AlignTop)
        choices.addWidget(self.keep_tick, 0, Qt.AlignmentFlag.AlignBottom)
        self.records.add_tool(self.problems_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self._banner())
        column.addWidget(self.alarm)
        column.addLayout(choices)
        column.addWidget(self.records, 1)
        self._fill_events()

    def _banner(self) -> QFrame:
        banner = QFrame()
        set_role(banner, "banner")
        set_role(self.sentences, "subheading")
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setWordWrap(True)
        inside = QVBoxLayout(banner)
        inside.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        inside.addWidget(self.sentences)
        return banner

    def _wire(self) -> None:
        self.event_box.activated.connect(self._tell)
        self.tags.changed.connect(self._tell)
        self.tags.line.editingFinished.connect(self._take_typed_tag)
        self.keep_tick.toggled.connect(self._tell)
        self.alarm.changed.connect(self.tick)
        self.problems_button.clicked.connect(self.save_problems)
        self._context.words.changed.connect(self._speak)

    def _speak(self) -> None:
        self._fill_events()
        self._say()
