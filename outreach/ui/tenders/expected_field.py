"""When a tender is expected to be published: a day, a month, or not known."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from outreach.domain.search_text import plain
from outreach.domain.when import HOME_ZONE
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, N_, Language
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField

EXPECTED = N_("Expected publication")
WRONG = N_("Write a month as 2027-03 or a day as 2027-03-15, or leave the field empty.")
_SHORTEST_NAME = 3


class ExpectedField(DayField):
    """A day or a month. A month is kept as its first day, and shown as a month again."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, EXPECTED)

    def value(self) -> date | None:
        """Return the day, None for an empty field. Raises InvalidInput for what is neither day nor month."""
        text = self.line.text().strip()
        if not text:
            return None
        month = read_month(text, self._context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date())
        if month is not None:
            return month
        try:
            return super().value()
        except InvalidInput as error:
            raise InvalidInput(EXPECTED, WRONG) from error

    def set_value(self, day: date | None) -> None:
        """Show a day; the first of a month is shown as the month."""
        self.line.setText("" if day is None else day.isoformat()[: 7 if day.day == 1 else 10])


def read_month(text: str, today: date) -> date | None:
    """Read a month: 2027-03, 3/2027, "mars 2027", "March 27", "mars" (the next one). None for anything else."""
    bare = plain(text.strip().casefold())
    numbers = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})", bare)
    turned = re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", bare)
    named = re.fullmatch(r"([a-z]+)\.?(?: +(\d{4}|\d{2}))?", bare)
    if numbers:
        return _first(int(numbers[1]), int(numbers[2]))
    if turned:
        return _first(int(turned[2]), int(turned[1]))
    if not named:
        return None
    month = _month_named(named[1])
    if month is None:
        return None
    if named[2]:
        return _first(int(named[2]) if len(named[2]) == 4 else 2000 + int(named[2]), month)
    return _first(today.year + int(month < today.month), month)


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and year >= 2000 else None


def _month_named(word: str) -> int | None:
    if len(word) < _SHORTEST_NAME:
        return None
    for code in LANGUAGES:
        for month in range(1, 13):
            if plain(Language(code).day(date(2027, month, 1), "MMMM").casefold()).startswith(word):
                return month
    return None
