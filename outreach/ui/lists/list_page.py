"""The page that shows records of one kind: search, filters, a table that scrolls a million rows, and details beside it.

A page of its own kind is a short subclass:

    class TendersPage(ListPage):
        kind = Kind.TENDER
        name = "tenders"
        title = N_("Tenders")
        new_text = N_("New tender")
        search_text = N_("Search tenders")
        all_forms = NN_("{n} tender", "{n} tenders")
        part_forms = NN_("{shown} of {n} tender", "{shown} of {n} tenders")
        empty_title = N_("No tenders yet")
        empty_text = N_("Write down what is coming, or import notices from a file.")

        def filters(self) -> list[Filter]:
            return [labels_filter("stage", N_("Stage"), STAGE_LABELS), cpv_filter(), tag_filter(self.kind)]

        def detail_widget(self) -> DetailPane:
            return TenderDetail(self.context, self)          # outreach/ui/lists/detail.py: read() and fill()

        def new_record(self) -> None:                        # Ctrl+N and the page's one primary button
            TenderForm(self.context, None, self).open()

        def edit_record(self, record_id: UUID) -> None:      # Enter, double click, "Edit"
            ...

        def more_commands(self) -> list[Command]:            # optional: stand in menus, palette and context menu
            return [Command("tenders.flyer", N_("Make a flyer"), lambda: self.with_selection(self._flyer))]

        def header_tools(self) -> list[QWidget]:             # optional: stand left of the primary button
            return [self._list_or_month]

What a subclass can use: `self.records` (the service of its kind), `self.current_id()` (the record in the detail pane), `self.with_selection(call)`
(reads the ids of the selected rows on the worker, then calls), `self.set_filter("stage", ["planned"])`, `self.refresh()`, `self.views` (a
QStackedWidget whose first page is the list; add others, such as a month view, with `self.views.addWidget`), `self.show_record(id)`.
Deleting, tags in bulk, export, columns, sorting, selection and memory need nothing from the subclass.
"""
