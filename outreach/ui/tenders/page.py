"""The tenders: what is coming, what is open for bids, and what came of the others; as a list, a board or a time line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from outreach.domain.record import Kind
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Tender
from outreach.language import N_, NN_
from outreach.ui.capture.entry import Entry
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists import list_commands
from outreach.ui.lists.filters import Asked, Filter, Option, cpv_filter, labels_filter, tag_filter
from outreach.ui.lists.list_model import Listed
from outreach.ui.lists.list_page import ListPage
from outreach.ui.matches.window import MatchWindow
from outreach.ui.pipeline.expiring import ExpiringDialog
from outreach.ui.pipeline.looks import LIST, NAMES, looks_commands, looks_switch
from outreach.ui.pipeline.pictures import TenderPictures
from outreach.ui.pipeline.rules_window import RulesWindow
from outreach.ui.tenders.detail import TenderDetail
from outreach.ui.tenders.form import TenderForm

#: The filter for what suppliers can still wait for or bid on, and its only value.
_COMING, _YES = "coming", "yes"
LOOK = "tenders.look"
#: From these widths on the looks have room for their names, and the import for its; in pixels.
_WIDE_FROM, _MEDIUM_FROM = 1000, 780


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
        self.match_window: MatchWindow | None = None
        self.switch, self.import_button = looks_switch(context), QPushButton()
        super().__init__(context)
        self.pictures = TenderPictures(context, self.frame)
        self.switch.chosen.connect(self.choose_look)
        self.pictures.opened.connect(self.edit_record)
        self.pictures.asked_menu.connect(self._picture_menu)
        self.pictures.expiring_wished.connect(self.show_expiring)
        self.model.listed.connect(self._read_picture)
        remembered = context.memory.get(LOOK)
        look = next((number for number, name in NAMES.items() if name == remembered), LIST)
        # What is long over would stand on top of the list otherwise; the chip shows that something is left out. A picture
        # has room for it: half of the stages would be empty.
        self._filter_coming(coming=look == LIST)
        self._show_look(look)

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
        """List, board or time line; importing notices is how most tenders come in."""
        put_icon(self.import_button, "import")
        self.context.words.bind(self._say_import, N_("Import notices…"))
        self.import_button.clicked.connect(self.import_notices)
        return [self.switch, self.import_button]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the looks are pictures alone; on a very narrow one so is the import, and nothing is counted."""
        super().resizeEvent(event)
        self.switch.be_narrow(narrow=event.size().width() < _WIDE_FROM)
        self.count.setVisible(event.size().width() >= _MEDIUM_FROM)
        self._say_import(self.import_button.accessibleName())

    def _say_import(self, text: str) -> None:
        self.import_button.setAccessibleName(text)
        self.import_button.setToolTip(text)
        self.import_button.setText(text if self.width() >= _MEDIUM_FROM else "")

    def more_commands(self) -> list[Command]:
        """A flyer, a conversation, notices."""
        chosen = self.has_selection
        return [
            Command("tenders.flyer", N_("Make a flyer"), self.flyer, "Ctrl+Shift+P", "handouts", enabled=chosen),
            Command("tenders.log", N_("Log a conversation"), self.log_conversation, "", "capture"),
            Command("tenders.match", N_("Who may want to know…"), self.match, "Ctrl+Alt+F", "companies", enabled=chosen),
            Command("tenders.card", N_("Requirement card…"), self.requirement_card, "", "list", enabled=chosen),
            Command("tenders.dialogue", N_("Log of the dialogue…"), self.show_log, "Ctrl+Alt+Q", "history", enabled=chosen),
            Command("tenders.everyone", N_("To be told to everyone…"), self.show_open_items, "", "warning"),
            Command("tenders.bids", N_("Bids…"), self.show_bids, "Ctrl+Alt+A", "list", enabled=chosen),
            Command("tenders.missing", N_("Who did not bid…"), self.show_missing, "", "phone", enabled=chosen),
            Command("tenders.import", N_("Import notices…"), self.import_notices, "", "import", "File"),
            Command("tenders.watch", N_("Watch lists…"), self.watch_lists, "Ctrl+Alt+O", "search", apart=True),
            *looks_commands(self.choose_look),
            Command("tenders.expiring", N_("Contracts that run out…"), self.show_expiring, "", "clock", "View", apart=True),
            Command("tenders.radar", N_("Few bids: the radar"), self.show_radar, "Ctrl+Alt+Z", "target", "View"),
            Command("tenders.rules", N_("Rules…"), self.show_rules, "Ctrl+Alt+U", "settings", "View"),
        ]

    # The looks -------------------------------------------------------------------------------------------------------

    @property
    def shows_list(self) -> bool:
        """Say whether the list is shown, and none of the pictures."""
        return self.pictures.shown == LIST

    def choose_look(self, look: int) -> None:
        """Show the list, the board or the time line, and remember it."""
        self.context.memory.keep(LOOK, NAMES[look])
        chosen, before = self.current_id(), self.pictures.shown
        if (before == LIST) != (look == LIST) and self._is_untouched(coming=before == LIST):
            self._filter_coming(coming=look == LIST)
        self._show_look(look, chosen)
        if look == LIST and chosen is not None and before != LIST:
            super().show_record(chosen)
        else:
            self.refresh()
        self._take_focus()

    def enter(self) -> None:
        """Read what may be stale, and give the keyboard to what is shown."""
        super().enter()
        self._take_focus()

    def show_record(self, record_id: UUID) -> None:
        """Select a tender in the list."""
        self._show_look(LIST)
        super().show_record(record_id)

    def current_id(self) -> UUID | None:
        """Return the tender that is chosen in the look that is shown."""
        return super().current_id() if self.shows_list else self.pictures.chosen

    def has_selection(self) -> bool:
        """Say whether a tender is chosen in the look that is shown."""
        return super().has_selection() if self.shows_list else self.pictures.chosen is not None

    def with_selection(self, call: Callable[[list[UUID]], None]) -> None:
        """Hand the ids of what is chosen in the look that is shown to `call`."""
        chosen = self.pictures.chosen
        if self.shows_list:
            super().with_selection(call)
        elif chosen is not None:
            call([chosen])

    def show_expiring(self) -> None:
        """Show the contracts that run out."""
        ExpiringDialog(self.context, self).open()

    def show_rules(self) -> None:
        """Show the rules."""
        RulesWindow(self.context, self).open()

    def _show_look(self, look: int, chosen: UUID | None = None) -> None:
        self.switch.show_choice(look)
        self.pictures.show(look, chosen)

    def _take_focus(self) -> None:
        view = self.pictures.current
        (view.canvas if view is not None else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_picture(self, listed: Listed) -> None:
        self.pictures.read(listed.listing)

    def _is_untouched(self, *, coming: bool) -> bool:
        """Say whether the list is narrowed by nothing but what the page itself chose."""
        own = ((_COMING, _YES),) if coming else ()
        return not self.search.text().strip() and self._listing().filters == own

    def _filter_coming(self, *, coming: bool) -> None:
        self.filter_bar.blockSignals(True)
        self.set_filter(_COMING, [_YES] if coming else [])
        self.filter_bar.blockSignals(False)

    def _picture_menu(self, place: QPoint) -> None:
        if not self.has_selection():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.current_id()
        self.pictures.add_stages(menu)
        if current is not None:
            menu.addAction(self.context.words(N_("Show the details"))).triggered.connect(lambda: self.show_record(current))
        menu.addSeparator()
        list_commands.fill(menu, [one for one in self.commands() if one.menu == "Record"], self.context)
        menu.popup(place)

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

    def match(self) -> None:
        """Show which companies may want to know of the tender in the detail pane."""
        record_id = self.current_id()
        if record_id is not None:
            # Its parent is the page: it goes when the workspace is put away.
            self.match_window = MatchWindow(self.context, record_id, self)
            self.match_window.open()

    def requirement_card(self) -> None:
        """Write a requirement card about the tender in the detail pane, or go to the one that it has."""
        from outreach.ui.network.card_window import card_of_tender

        record_id = self.current_id()
        if record_id is not None:
            card_of_tender(self.context, record_id, self)

    def show_log(self) -> None:
        """Show who met about the chosen tender, what was said and how it was shared."""
        from outreach.ui.disclosures.log_window import TenderLogWindow

        record_id = self.current_id()
        if record_id is not None:
            TenderLogWindow(self.context, record_id, self).open()

    def show_open_items(self) -> None:
        """Show what must reach everyone, of all tenders."""
        from outreach.ui.disclosures.window import DisclosureWindow

        DisclosureWindow(self.context, self).open()

    def show_bids(self) -> None:
        """Show the bids on the tender that is chosen, to be written down."""
        from outreach.ui.bids.window import BidsWindow

        record_id = self.current_id()
        if record_id is not None:
            BidsWindow(self.context, record_id, self).open()

    def show_missing(self) -> None:
        """Show who knew of the tender that is chosen and did not bid."""
        from outreach.ui.bids.no_bids_window import NoBidsWindow

        record_id = self.current_id()
        if record_id is not None:
            NoBidsWindow(self.context, record_id, self).open()

    def show_radar(self) -> None:
        """Show where few bids came before."""
        from outreach.ui.bids.radar_window import RadarWindow

        RadarWindow(self.context, self).open()

    def import_notices(self) -> None:
        """Open the import, which asks for files."""
        self.context.wishes.import_files.emit([])

    def watch_lists(self) -> None:
        """Show what is new among what is watched; the window that is open already comes forward."""
        from outreach.ui.watching.window import WatchWindow

        # Its parent is the page: it goes when the workspace is put away.
        window = next((one for one in self.findChildren(WatchWindow) if one.isVisible()), None) or WatchWindow(self.context, self)
        window.show()
        window.raise_()
        window.activateWindow()

    def _open_form(self, tender: Tender | None) -> None:
        form = TenderForm(self.context, tender, self)
        form.saved.connect(self._saved)
        form.open()

    def _saved(self, record_id: UUID) -> None:
        view = self.pictures.current
        if view is not None:
            view.canvas.choose(record_id)
        else:
            self.show_record(record_id)


def officer_filter() -> Filter:
    """Return the filter by contact officer."""

    def options(asked: Asked) -> list[Option]:
        return [Option(officer.name, officer.name) for officer in asked.house.unit.officers()]

    return Filter("officer", N_("Officer"), options)
