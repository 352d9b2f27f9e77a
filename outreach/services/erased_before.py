"""Whoever is typed in anew may have been erased here: the officer is told, and not hindered (GDPR art. 17).

The ledger keeps ids under a salt and of addresses and numbers sixteen bits, no name (`storage/erasing.py`): one in 65,536 others is
told of too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.needles import phone_key
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.services.capturing import Caution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outreach.domain.person import Person
    from outreach.storage.work import Work

TYPED = N_("Somebody with this address or number was erased here on {day}. Keep the person only if there is a new reason.")


def erased_before(work: Work, person: Person | None) -> Sequence[Caution]:
    """Return what is to be said of a person whom this action has just brought in; nothing of who was known before."""
    from outreach.storage.erasing import forgotten, ways_of

    # The journal does not tell yet of what this action does.
    if person is None or person.version > 2 or work.history(person.id):
        return ()
    ways = ways_of((one.address for one in person.emails), (phone_key(one.number) for one in person.phones))
    latest = max((one.at for one in forgotten(work, ways).values()), default=None)
    return () if latest is None else (Caution(TYPED, {"day": home_day(latest).isoformat()}),)
