"""`outreach calendar …`: what is done with the calendar as a whole. Each room puts its commands into this group."""

from __future__ import annotations

from outreach.cli.calendar_prints import add_calendar_prints
from outreach.cli.command import group
from outreach.language import N_

calendar = group("calendar", N_("The calendar as a whole: print."))
add_calendar_prints(calendar)
