"""`outreach calendar …`: what is done with the calendar as a whole. Each room puts its commands into this group."""

from __future__ import annotations

from outreach.cli.command import group
from outreach.cli.publishing import add_calendar_sharing
from outreach.language import N_

calendar = group("calendar", N_("The calendar as a whole: print, what others follow."))
add_calendar_sharing(calendar)
