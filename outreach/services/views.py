"""Saved views: filter, columns and sorting under a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class Views(Records[SavedView]):
    """The verbs for saved views. A view is recomputed each time it is used."""

    kind: ClassVar[Kind] = Kind.VIEW

    def checked(self, work: Work, record: SavedView) -> SavedView:
        """Clean the name, which no other view of the same kind may have."""
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Name"), N_("A view needs a name."))
        taken = (one for one in work.saved_views.of(record.of) if one.id != record.id)
        if any(one.name.casefold() == name.casefold() for one in taken):
            raise InvalidInput(N_("Name"), N_("There is a view of this name already."))
        return replace(record, name=name)

    def of(self, kind: Kind) -> list[SavedView]:
        """Return the views of a kind, in Swedish order."""
        with self.database.read() as view:
            return view.saved_views.of(kind)

    def named(self, name: str) -> SavedView:
        """Return the view that `name` means: its id or its name. Raises NotFound."""
        with self.database.read() as view:
            for one in view.saved_views.all():
                if name.casefold() == one.name.casefold() or name == str(one.id):
                    return one
        raise NotFound(name)

    def records_of(self, saved: SavedView) -> list[UUID]:
        """Return the ids of what a view shows now, in its order."""
        with self.database.read() as view:
            return view.store(saved.of).ids(saved.listing)
