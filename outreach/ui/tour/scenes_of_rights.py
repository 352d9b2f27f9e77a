"""Scenes of the rights of the registered: the extract and the erasure of a person, disposal, release, log, lost computer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.main_window import MainWindow
from outreach.ui.privacy.rights_audit import AuditDialog
from outreach.ui.privacy.rights_commands import teller
from outreach.ui.privacy.rights_dialog import RightsDialog
from outreach.ui.privacy.rights_dispose import DisposeDialog
from outreach.ui.privacy.rights_erase import EraseDialog
from outreach.ui.privacy.rights_extract import ExtractDialog
from outreach.ui.privacy.rights_lost import LostDialog
from outreach.ui.privacy.rights_protected import ProtectedExtractDialog
from outreach.ui.privacy.rights_release import ReleaseDialog
from outreach.ui.privacy.rights_rule import RuleDialog
from outreach.ui.tour.view import View, come_to_rest

#: What is searched for before documents are released.
_WORD = "vinter"


def scenes_of_rights(window: MainWindow) -> Iterator[View]:
    """Show each window; nothing is written."""
    context, tell = window.context, teller(window)
    if context is None:
        return
    people = context.house.people.listed(Listing(Kind.PERSON))
    if people:
        person = people[0].id
        yield from _shown("rights-extract", lambda: ExtractDialog(context, person, window, tell))
        yield from _shown("rights-erase", lambda: EraseDialog(context, person, window, tell))
    # Unasked: whom it shows is logged, and a tour writes nothing.
    yield from _shown("rights-protected", lambda: ProtectedExtractDialog(context, window, tell))
    yield from _shown("rights-dispose", lambda: DisposeDialog(context, window, tell))
    purposes = context.house.disposals.purposes()
    yield from _shown("rights-rule", lambda: RuleDialog(context, None, purposes, window))
    yield from _shown("rights-audit", lambda: AuditDialog(context, window))
    yield from _shown("rights-lost", lambda: LostDialog(context, window, tell))
    release = ReleaseDialog(context, window, tell)
    release.open()
    release.search.setText(_WORD)
    release.look()
    come_to_rest(window.parts)
    release.tick_all()
    yield View("rights-release", release)
    release.reject()


def _shown(name: str, make: Callable[[], RightsDialog]) -> Iterator[View]:
    dialog = make()
    dialog.open()
    yield View(name, dialog, lambda: dialog.settled)
    dialog.reject()
