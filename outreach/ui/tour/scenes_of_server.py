"""Scenes of a shared workspace: the login, the line while the server is away, what waits for it, and two who changed the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from outreach.domain.joining import Clash
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.waiting import Deed, Operation
from outreach.errors import SameFieldChanged
from outreach.services.waiting import Stuck
from outreach.ui.context import Context
from outreach.ui.forms.same_field import SameFieldDialog
from outreach.ui.main_window import MainWindow
from outreach.ui.start.unlock_page import LOGIN, UnlockPage
from outreach.ui.start.unlocking import LOGS_IN
from outreach.ui.tour.view import View, come_to_rest
from outreach.ui.waiting.banner import WaitingBanner
from outreach.ui.waiting.dialog import WaitingDialog

_WHEN = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


def scenes_of_server(window: MainWindow) -> Iterator[View]:
    """Show each; nothing is written, and no server is asked."""
    context = window.context
    if context is None:
        return
    page, shown = UnlockPage(context.words, "anna@db.alvbro.example/outreach", LOGS_IN, LOGIN), window.stack.currentWidget()
    page.offer_ring(True)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    yield View("server-login", window)
    window.stack.removeWidget(page)
    page.deleteLater()
    if shown is not None:
        window.stack.setCurrentWidget(shown)
    people = context.house.people.listed(Listing(Kind.PERSON))
    if people:
        asked = _asked(people[0], context)
        yield from _waiting(window, context, asked)
        dialog = SameFieldDialog(context, asked, window)
        dialog.open()
        come_to_rest(window.parts)
        yield View("server-same-field", dialog)
        dialog.reject()


def _waiting(window: MainWindow, context: Context, asked: SameFieldChanged) -> Iterator[View]:
    who, notes = context.house.officer, asked.clashes[0].mine
    typed = "Nils Holm, Norrgräv AB: ringer om snöröjning !fre"
    talk = Operation(Deed.LINE, _WHEN, who, "", typed, {"line": typed})
    form = Operation(Deed.PERSON, _WHEN, who, "", str(getattr(asked.joined, "name", "")), {"record": {"notes": notes}})
    banner = WaitingBanner(context.words, window)
    banner.tell(away=True, count=2, stuck=0)
    yield View("server-away", window)
    window.removeToolBar(banner)
    banner.deleteLater()
    dialog = WaitingDialog(context, lambda: {form.action: Stuck(form, asked)}, lambda then: then(), window)
    dialog.open()
    come_to_rest(window.parts)
    dialog.show_waiting([talk, form])
    dialog.list.setCurrentRow(1)
    yield View("server-waiting", dialog)
    dialog.reject()


def _asked(person: Person, context: Context) -> SameFieldChanged:
    """Return what a save would raise, had a colleague written other notes meanwhile."""
    sv = context.words.language.code == "sv"
    mine, theirs = ("Ringer helst på lunchen", "Bara e-post") if sv else ("Likes to be called at lunch", "By e-mail only")
    clash = Clash("notes", person.notes, mine, theirs, "Bo Lind", _WHEN)
    return SameFieldChanged(Kind.PERSON, person.id, replace(person, notes=theirs), (clash,))
