"""Half-typed forms: kept in the workspace every few seconds, so that a closed lid costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreach.storage.database import Database


class Drafts:
    """Keeps, lists and forgets drafts. `key` names the form, such as "capture"; values are JSON types."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def keep(self, key: str, values: dict[str, Any], instead_of: str = "") -> None:
        """Keep a draft in place of the earlier one; an empty one is forgotten. `instead_of` is where it stood until now."""
        with self.database.work("") as work:
            if instead_of and instead_of != key:
                work.drop_draft(instead_of)
            if any(values.values()):
                work.keep_draft(key, values)
            else:
                work.drop_draft(key)

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with self.database.work("") as work:
            work.drop_draft(key)

    def all(self) -> dict[str, dict[str, Any]]:
        """Return every draft by key."""
        with self.database.read() as view:
            return view.drafts()
