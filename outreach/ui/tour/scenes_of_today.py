"""Scenes of Today and of what belongs to it: the small screen, choosing the next contact. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize

from outreach.ui.companies.next_contact import NextContactDialog
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import SIZE, View, come_to_rest, opened, page

_SMALL = QSize(900, 560)


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
