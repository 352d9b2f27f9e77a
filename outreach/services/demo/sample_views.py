"""The saved views of the sample year: a filter for each list that a unit looks at again and again, and a list by hand."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.domain.company import Company
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.services.demo.chance import Chance

_TO_CALL = 8


def sample_views(chance: Chance, companies: Sequence[Company]) -> list[SavedView]:
    """Return the views of companies and people."""
    to_call = chance.some(companies, _TO_CALL, _TO_CALL) if companies else ()
    mailing = ("name", "companies", "email", "tags")
    return [
        SavedView(id=chance.id(), name="Byggföretag", of=Kind.COMPANY, filters=(("tag", "bygg"),)),
        SavedView(id=chance.id(), name="Ring före jul", of=Kind.COMPANY).with_picked(one.id for one in to_call),
        SavedView(
            id=chance.id(), name="Nyhetsbrevet", of=Kind.PERSON, filters=(("tag", "nyhetsbrev"),), columns=mailing
        ),
    ]
