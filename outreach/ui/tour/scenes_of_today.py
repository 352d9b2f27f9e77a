"""Scenes of Today and of what belongs to it: the small screen, choosing the next contact. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.companies.next_contact import NextContactDialog
from outreach.ui.context import Context
from outreach.ui.mailings.window import MailingWindow
from outreach.ui.main_window import MainWindow
from outreach.ui.today.answering import AnswerDialog
from outreach.ui.tour.view import SIZE, View, come_to_rest, opened, page

_SMALL = QSize(900, 560)
_LOOKED_AT = 60
_SUBJECT = N_("What the municipality will buy next year")
_TEXT = N_("Hello {name},\n\nwe invite {company} to a breakfast about what we will buy.\n\nKind regards\n{officer}\n{unit}")


def scenes_of_today(window: MainWindow) -> Iterator[View]:
    """Show Today on the smallest window, and the dialog of the next contact."""
    view = page(window, "today")
    window.resize(_SMALL)
    come_to_rest(window.parts)
    yield View("today-small", view.widget)
    window.resize(SIZE)
    come_to_rest(window.parts)
    if window.context is None:
        return
    house = window.context.house
    due = house.next_contacts.due(house.today.look().today)
    if due:
        NextContactDialog(window.context, house.companies.get(due[0].id), window).open()
        come_to_rest(window.parts)
        dialog = opened(window, NextContactDialog)
        yield View("next-contact", dialog)
        dialog.reject()
    yield from _writing(window, window.context)


def _writing(window: MainWindow, context: Context) -> Iterator[View]:
    """Show the window for one text to many, and the answer to one."""
    house = context.house
    keys = house.companies.keys(Listing(Kind.COMPANY))[:40]
    mailing = MailingWindow(context, Kind.COMPANY, house.companies.ids_of(keys), window)
    say = context.words
    mailing.subject.setText(say(_SUBJECT))
    mailing.text.setPlainText(say(_TEXT))
    mailing.open()
    come_to_rest(window.parts)
    yield View("write-to-many", mailing)
    mailing.reject()
    drafts = [house.single_answers.propose(Kind.FOLLOW_UP, row.id) for row in house.follow_ups.open_ones(_LOOKED_AT)]
    draft = next((one for one in drafts if one.tender and not one.refused), None)
    if draft is not None:
        answer = AnswerDialog(context, draft, window)
        answer.open()
        come_to_rest(window.parts)
        yield View("answer-by-mail", answer)
        answer.reject()
