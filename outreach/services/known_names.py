"""The names of the register, for the reader of captured lines: exact names by their index, never a scan of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.company import name_key
from outreach.domain.person import person_key
from outreach.domain.quick_known import Known, KnownNames

if TYPE_CHECKING:
    from outreach.storage.work import View

#: What is longer, in characters, is a sentence and no name.
_LONGEST_NAME = 80


def known_names(view: View) -> KnownNames:
    """Return the look-up for one line. A name is asked for once; legal form, case and order of signs do not matter."""
    asked: dict[str, Known] = {}

    def known(name: str) -> Known:
        if len(name) > _LONGEST_NAME or not any(map(str.isalpha, name)):
            return Known()
        if name not in asked:
            asked[name] = Known(
                company=bool(view.companies.ids_by_terms("name", [name_key(name)])),
                person=bool(view.people.ids_by_terms("name", [person_key(name)])),
            )
        return asked[name]

    return known
