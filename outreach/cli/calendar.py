"""`outreach calendar …`: what concerns the calendar as a whole, not one event of it."""

from __future__ import annotations

from outreach.cli.calendar_prints import add_calendar_prints
from outreach.cli.command import group
from outreach.cli.shared_calendar import add_calendar_sharing
from outreach.language import N_

calendar = group("calendar", N_("The calendar as a whole: print, what others follow."))
add_calendar_prints(calendar)
add_calendar_sharing(calendar)
