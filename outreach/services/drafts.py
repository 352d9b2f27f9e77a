"""Half-typed forms: kept in the workspace every few seconds, so that a closed lid costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.services.drafts_aside import DraftsAside

if TYPE_CHECKING:
    from outreach.storage.database import Database


class Drafts:
    """Keeps, lists and forgets drafts. `key` names the form, such as "capture"; values are JSON types."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.aside = DraftsAside(database.place, lambda: database.sealer)

    def keep(self, key: str, values: dict[str, Any], instead_of: str = "") -> None:
        """Keep a draft in place of the earlier one; an empty one is forgotten. `instead_of` is where it stood until now."""
        with self.database.work("") as work:
            if instead_of and instead_of != key:
                work.drop_draft(instead_of)
            if any(values.values()):
                work.keep_draft(key, values)
            else:
                work.drop_draft(key)

    def keep_aside(self, key: str, values: dict[str, Any], instead_of: str = "") -> None:
        """Keep a draft outside the workspace while that is being written. Raises OSError."""
        bare = values if any(values.values()) else {}
        self.aside.keep(({instead_of: {}} if instead_of and instead_of != key else {}) | {key: bare})

    def take_in(self) -> None:
        """Take in what stood outside the workspace when the program was killed; what was kept by then is no draft any more."""
        left = self.aside.left()
        if not left or not self.database.can_write:
            return
        with self.database.work("") as work:
            for key, values in left.items():
                named = _id(values.get("id"))
                if values and not (named and work.meetings.get(named)):
                    work.keep_draft(key, values)
                else:
                    work.drop_draft(key)
        self.aside.clear()

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with self.database.work("") as work:
            work.drop_draft(key)

    def all(self) -> dict[str, dict[str, Any]]:
        """Return every draft by key."""
        with self.database.read() as view:
            return view.drafts()


def _id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
