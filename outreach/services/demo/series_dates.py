"""The advice hour of the sample year leaves out the days on which nobody would come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from outreach.domain.event import Event
from outreach.services.series_preview import days_to_skip, skip_lines


def without_days_off(events: Sequence[Event]) -> list[Event]:
    """Return the events, the series among them without public holidays, eves, squeeze days and half days."""
    return [_without_days_off(one) if one.recurrence else one for one in events]


def _without_days_off(series: Event) -> Event:
    start = datetime.combine(series.when.first_day, time.min, UTC)
    lines = skip_lines(days_to_skip(series, series.when, start), series.when)
    return replace(series, recurrence=(*series.recurrence, *lines))
