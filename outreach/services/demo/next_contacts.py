"""Which companies of the sample are to be heard of again, by which rhythm, and who opted out. Has a draw of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from outreach.domain.company import Company
from outreach.domain.declining import Channel
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person

_RHYTHMS = (6, 6, 12, 12, 12, 24)
#: Of those met, one in so many has a chosen day, a rhythm; of all, one in so many opted out.
_CHOSEN, _RHYTHM, _OPTED_OUT = 40, 12, 90
#: Chosen days lie around today, a few before it.
_BACK, _AHEAD = 6, 150


def next_contacts(seed: int, today: date, companies: Sequence[Company], meetings: Sequence[Meeting]) -> list[Company]:
    """Return the companies that get a day, a rhythm, or opted out; the same seed and day give the same."""
    draw = random.Random(f"next contacts {seed}")  # noqa: S311 - sample data
    met = {meeting.company for meeting in meetings if meeting.company}
    chosen_at = datetime.combine(today, time(8), UTC)
    changed = []
    for company in companies:
        found = company
        if company.id in met and draw.randrange(_RHYTHM) == 0:
            found = replace(found, contact_months=draw.choice(_RHYTHMS))
        if company.id in met and draw.randrange(_CHOSEN) == 0:
            day = today + timedelta(days=draw.randrange(-_BACK, _AHEAD))
            found = replace(found, next_contact=day, next_contact_set=chosen_at)
        if draw.randrange(_OPTED_OUT) == 0:
            found = replace(found, declines=(Channel.EMAIL,))
        if found is not company:
            changed.append(found)
    return changed


def opted_out(seed: int, people: Sequence[Person]) -> list[Person]:
    """Return the people who do not want letters to many."""
    draw = random.Random(f"opted out {seed}")  # noqa: S311 - sample data
    ways = ((Channel.EMAIL,), (Channel.EMAIL, Channel.POST), (Channel.TELEPHONE,))
    return [replace(one, declines=draw.choice(ways)) for one in people if draw.randrange(_OPTED_OUT) == 0]
