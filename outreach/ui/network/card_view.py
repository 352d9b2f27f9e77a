"""The tab of requirement cards: by CPV group at the left, one card at the right; print, and compare with another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.file_name import safe_name
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.language import N_, NN_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.line_list import Line
from outreach.ui.lists.detail_parts import link_button, spaced, text_label
from outreach.ui.network.card_form import CardForm
from outreach.ui.network.card_words import card_facts, group_lines
from outreach.ui.network.compare_window import CompareWindow
from outreach.ui.network.two_sides import Button, TwoSides
from outreach.ui.opening import open_file
from outreach.ui.tenders.link_question import LinkQuestion, web_host

PRINTED = NN_("{file} is written, {n} page.", "{file} is written, {n} pages.")
WHY, SAID = N_("Why: {text}"), N_("Bidders said: {text}")
CREDIT = N_("From {name}")


class CardView(TwoSides):
    """All cards, ours and those that neighbours sent."""

    kinds = (Kind.REQUIREMENT_CARD,)
    title = N_("Requirement cards")
    search_text = N_("Search requirement cards")
    empty_title = N_("No requirement cards yet")
    empty_text = N_(
        "A card says on one page what was required at a purchase, and why. Write one, or open a package from a neighbour."
    )
    hint = N_("Choose a card to see it here.")

    def read_lines(self, text: str) -> Sequence[Line]:
        """Read the cards by CPV group."""
        return list(group_lines(self.context.house.requirement_cards.groups(text), self.context.words))

    def tools(self) -> Iterable[Button]:
        """A new card."""
        return (("add", N_("New card"), self.new_record),)

    def commands(self) -> list[Command]:
        """What can be done with the chosen card."""
        chosen = self.has_card
        return [
            Command("network.new", N_("New requirement card"), self.new_record, "Ctrl+Shift+A", "add"),
            Command("network.edit", N_("Edit"), self.edit, "Ctrl+E", "edit", enabled=chosen),
            Command("network.compare", N_("Compare two cards…"), self.compare, "", "columns", enabled=chosen),
            Command("network.print", N_("Print the card…"), self.ask_print, "Ctrl+P", "print", "File", chosen),
            Command("network.delete", N_("Delete"), self.delete, "Delete", "delete", enabled=chosen, apart=True),
        ]

    @property
    def card(self) -> RequirementCard | None:
        """The card that is shown."""
        chosen = self.list.current()
        return chosen if isinstance(chosen, RequirementCard) else None

    def has_card(self) -> bool:
        """Say whether a card is chosen."""
        return self.card is not None

    # What the officer does -------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Open an empty form."""
        self._open(None)

    def edit(self) -> None:
        """Open the form of the chosen card."""
        if self.card is not None:
            self._open(self.card)

    def delete(self) -> None:
        """Delete the chosen card; undo brings it back."""
        card, cards = self.card, self.context.house.requirement_cards
        if card is not None:
            self.context.write(lambda: cards.delete([card.id]), None)

    def compare(self) -> None:
        """Show the chosen card beside another one."""
        if self.card is not None:
            CompareWindow(self.context, self.card.id, self.window()).open()

    def ask_print(self) -> None:
        """Ask for the file of the printed card."""
        if self.card is not None:
            ask_for_pdf(self.context, self, [self.card.id], self.card.title)

    def fill(self, record: Any) -> None:
        """Show a card."""
        if not isinstance(record, RequirementCard):
            return
        say = self.context.words
        self.add_title(record.title, say(CREDIT, name=record.credit) if record.credit else "")
        self.add_buttons(
            ("edit", N_("Edit"), self.edit),
            ("columns", N_("Compare with…"), self.compare),
            ("print", N_("Print…"), self.ask_print),
            ("delete", N_("Delete"), self.delete),
        )
        self.add(text_label(say(N_("Requirements")), "subheading"))
        for number, one in enumerate(record.requirements, start=1):
            self.add(requirement_part(number, one, self.context))
        if not record.requirements:
            self.add(text_label(say(N_("No requirements are written down.")), "muted"))
        self.add(text_label(say(N_("About the purchase")), "subheading"))
        self.add_facts(card_facts(record, say.language)[:-1])
        self._add_link(record.link)
        self._add_tender(record.tender)
        self.add_text(N_("Notes"), record.notes)

    def _add_link(self, link: str) -> None:
        host = web_host(link)
        if host:
            self.add(link_button(host, lambda: LinkQuestion(self.context.words, link, self).open()))

    def _add_tender(self, tender: UUID | None) -> None:
        if tender is not None:
            self.add(link_button(self.context.words(N_("Go to the tender")), lambda: self.context.open(Kind.TENDER, tender)))

    def _open(self, card: RequirementCard | None) -> None:
        form = CardForm(self.context, card, self.window())
        form.saved.connect(self.show_record)
        form.open()


def requirement_part(number: int, one: Requirement, context: Context) -> QWidget:
    """Return a requirement: what it says, why, and what bidders said."""
    say = context.words
    lines = [text_label(f"{number}. {one.text}", selectable=True)]
    if one.why:
        lines.append(text_label(say(WHY, text=one.why), "muted", selectable=True))
    if one.said:
        lines.append(text_label(say(SAID, text=one.said), "muted", selectable=True))
    return spaced(*lines)


def ask_for_pdf(context: Context, parent: QWidget, cards: Sequence[UUID], name: str) -> None:
    """Ask where one card, or two side by side, shall be printed to; then write it and offer to open it."""
    words = context.words
    dialog = QFileDialog(parent, words(N_("Print the card…")))
    look_calm(dialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{words(N_('PDF file'))} (*.pdf)"])
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(safe_name(name, ".pdf"))
    dialog.fileSelected.connect(lambda path: write_pdf(context, parent, cards, Path(path)))
    dialog.open()


def write_pdf(context: Context, owner: QWidget, cards: Sequence[UUID], path: Path) -> None:
    """Write the PDF, say so, and open it."""
    house, code = context.house, context.words.language.code

    def tell(pages: int) -> None:
        context.wishes.notify.emit(context.words.count(PRINTED, pages, file=path.name))
        open_file(path)

    context.read(lambda: house.requirement_cards.print_cards(path, cards, code), tell, owner)
