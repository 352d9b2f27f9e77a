"""Views that need no saving: what most units ask for. They stand below the saved ones under a name in the reader's language."""

from __future__ import annotations

from uuid import UUID, uuid5

from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.language import LANGUAGES, N_, Language

_SPACE = UUID("6f0d2c1e-9a45-4b0e-8a7e-0b1f5d2c7a11")
_OF_MEETINGS = (
    (N_("Never met"), ("met", "never")),
    (N_("Not met for 12 months"), ("met", "<365")),
    (N_("Follow-up overdue"), ("follow_up", "overdue")),
)


def _view(of: Kind, name: str, *filters: tuple[str, str], sort: str = "", descending: bool = False) -> SavedView:
    # The same id everywhere and always: the window remembers by it which one was used last.
    own = uuid5(_SPACE, f"{of.value} {name}")
    return SavedView(id=own, name=name, of=of, filters=filters, sort=sort, descending=descending)


SUGGESTED: dict[Kind, tuple[SavedView, ...]] = {
    Kind.COMPANY: (
        *(_view(Kind.COMPANY, name, pair) for name, pair in _OF_MEETINGS),
        _view(Kind.COMPANY, N_("Next contact overdue"), ("next_contact", "overdue"), sort="next_contact"),
        _view(Kind.COMPANY, N_("Next contact within a week"), ("next_contact", "week"), sort="next_contact"),
    ),
    Kind.PERSON: tuple(_view(Kind.PERSON, name, pair) for name, pair in _OF_MEETINGS),
    Kind.EVENT: (
        _view(Kind.EVENT, N_("Coming events"), ("time", "coming"), sort="when"),
        _view(Kind.EVENT, N_("Past events"), ("time", "past"), sort="when", descending=True),
    ),
    Kind.TENDER: (
        _view(Kind.TENDER, N_("Coming tenders"), ("coming", "yes"), sort="expected_publication"),
        _view(Kind.TENDER, N_("Open for bids"), ("stage", "advertised"), ("coming", "yes"), sort="tender_deadline"),
    ),
    Kind.CONTRACT: (
        _view(Kind.CONTRACT, N_("Ends within 12 months"), ("ends", "12"), sort="ends"),
        _view(Kind.CONTRACT, N_("Open deviations"), ("deviation", "open"), sort="next_check"),
        _view(Kind.CONTRACT, N_("Running contracts"), ("state", "running"), sort="next_check"),
    ),
}
_ALL = {view.id: view for views in SUGGESTED.values() for view in views}


def is_suggested(view: SavedView) -> bool:
    """Say whether a view is one that needs no saving."""
    return view.id in _ALL


def suggested_named(name: str, of: Kind | None) -> SavedView | None:
    """Return the suggestion that `name` means: its id, or its name in any of our languages, case ignored."""
    wanted = name.casefold()
    for view in _ALL.values():
        names = {str(view.id), *(Language(code).say(view.name).casefold() for code in LANGUAGES)}
        if of in (None, view.of) and wanted in names:
            return view
    return None
