"""The list of tenders: what is coming, what is open for bids, and what came of the others."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from outreach.domain.record import Kind
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Tender
from outreach.language import N_, NN_
from outreach.ui.capture.entry import Entry
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.filters import Asked, Filter, Option, cpv_filter, labels_filter, tag_filter
from outreach.ui.lists.list_page import ListPage
from outreach.ui.tenders.detail import TenderDetail
from outreach.ui.tenders.form import TenderForm

#: The filter for what suppliers can still wait for or bid on, and its only value.
_COMING, _YES = "coming", "yes"


class TendersPage(ListPage):
    """Tenders from idea to contract."""

    kind: ClassVar[Kind] = Kind.TENDER
    name: ClassVar[str] = "tenders"
    title: ClassVar[str] = N_("Tenders")
    new_text: ClassVar[str] = N_("New tender")
    search_text: ClassVar[str] = N_("Search tenders")
    all_forms: ClassVar[tuple[str, str]] = NN_("{n} tender", "{n} tenders")
    part_forms: ClassVar[tuple[str, str]] = NN_("{shown} of {n} tender", "{shown} of {n} tenders")
    empty_title: ClassVar[str] = N_("No tenders yet")
    empty_text: ClassVar[str] = N_("Write down what you plan to buy, or import notices from a file.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        # What is long over would stand on top otherwise; the chip shows that something is left out.
        self.filter_bar.blockSignals(True)
        self.set_filter(_COMING, [_YES])
        self.filter_bar.blockSignals(False)

    def filters(self) -> list[Filter]:
        """Stage, still coming, CPV, size, officer and tag."""
        return [
            labels_filter(_COMING, N_("Time"), {_YES: N_("Coming")}, many=False),
            labels_filter("stage", N_("Stage"), STAGE_LABELS),
            cpv_filter(),
            labels_filter("value_class", N_("Size"), VALUE_CLASS_LABELS),
            officer_filter(),
            tag_filter(self.kind),
        ]

    def detail_widget(self) -> TenderDetail:
        """Return the pane with everything known of one tender."""
        return TenderDetail(self.context, self)

    def header_tools(self) -> list[QWidget]:
        """Importing notices is how most tenders come in."""
        button = QPushButton()
        put_icon(button, "import")
        self.context.words.bind(button.setText, N_("Import notices…"))
        button.clicked.connect(self.import_notices)
        return [button]

    def more_commands(self) -> list[Command]:
        """A flyer, a conversation, notices."""
        chosen = self.has_selection
        return [
            Command("tenders.flyer", N_("Make a flyer"), self.flyer, "Ctrl+Shift+P", "handouts", enabled=chosen),
            Command("tenders.log", N_("Log a conversation"), self.log_conversation, "", "capture"),
            Command("tenders.import", N_("Import notices…"), self.import_notices, "", "import", "File"),
            Command("tenders.watch", N_("Watch lists…"), self.watch_lists, "Ctrl+Alt+O", "search", apart=True),
        ]

    def new_record(self) -> None:
        """Open an empty form."""
        self._open_form(None)

    def edit_record(self, record_id: UUID) -> None:
        """Read the tender as it is now, and open its form."""
        house = self.context.house
        self.context.read(lambda: house.tenders.get(record_id), self._open_form, self)

    def flyer(self) -> None:
        """Go to the handouts with the selected tenders; those that find no room are left out there, with a word."""
        self.with_selection(self.context.wishes.flyer.emit)

    def log_conversation(self) -> None:
        """Open the capture window, with the tender named in the note."""
        record_id = self.current_id()
        if record_id is None:
            self.context.wishes.capture.emit(None)
            return
        house = self.context.house

        def begin(tender: Tender) -> None:
            self.context.wishes.capture_with.emit(Entry(note=f'@"{tender.title}" '))

        self.context.read(lambda: house.tenders.get(record_id), begin, self)

    def import_notices(self) -> None:
        """Open the import, which asks for files."""
        self.context.wishes.import_files.emit([])

    def watch_lists(self) -> None:
        """Show what is new among what is watched."""
        from outreach.ui.watching.window import WatchWindow

        WatchWindow(self.context, self.window()).show()

    def _open_form(self, tender: Tender | None) -> None:
        form = TenderForm(self.context, tender, self)
        form.saved.connect(self.show_record)
        form.open()


def officer_filter() -> Filter:
    """Return the filter by contact officer."""

    def options(asked: Asked) -> list[Option]:
        return [Option(officer.name, officer.name) for officer in asked.house.unit.officers()]

    return Filter("officer", N_("Officer"), options)
