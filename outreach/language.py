"""The reader's language: one gettext catalogue for window, command line and print, and Babel for dates and amounts.

`N_` marks a source text without translating it; a `Language` translates it for one reader. There is no global language:
a flyer can be Swedish while the window is English. Source text is English; Swedish is complete (tests/rules).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.catalogue import Catalogue

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from outreach.domain.tender import Money
    from outreach.domain.when import When

LANGUAGES = ("sv", "en")
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_FOLDER = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark `text` for translation and return it unchanged."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark a singular and a plural form for translation and return both unchanged."""
    return one, many


@cache
def _catalogue(code: str) -> Catalogue | None:
    """Return the texts of a language; None for that of the source texts."""
    return None if code == "en" else Catalogue(_FOLDER / code / "LC_MESSAGES" / "outreach.mo")


@lru_cache(maxsize=4_096)
def _written_day(year: int, month: int, day: int, style: str, locale: str) -> str:
    """Write a day; lists write the same ones again at each key, and Babel takes a tenth of a millisecond for one."""
    from datetime import date

    from babel.dates import format_date

    return format_date(date(year, month, day), style, locale=locale)


@dataclass(frozen=True, slots=True)
class Language:
    """One reader's language: "sv" or "en". Any other code raises ValueError."""

    code: str = "sv"

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            raise ValueError(f"no such language: {self.code!r}")

    @property
    def locale(self) -> str:
        """The Babel and Qt locale name: sv_SE or en_GB."""
        return _LOCALES[self.code]

    def say(self, text: str, /, **values: object) -> str:
        """Return `text` in this language, with `{name}` replaced by the value of that name."""
        catalogue = _catalogue(self.code)
        said = catalogue.say(text) if text and catalogue is not None else text
        return said.format(**values) if values else said

    def count(self, forms: tuple[str, str], number: int, /, **values: object) -> str:
        """Return the singular or plural of `forms` for `number`, with `{n}` as the written number."""
        catalogue = _catalogue(self.code)
        said = catalogue.count(forms, number) if catalogue is not None else forms[number != 1]
        return said.format(n=self.number(number), **values)

    def number(self, value: int | float) -> str:
        """Write a number with the language's grouping: "1 234" or "1,234"."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)

    def money(self, amount: Money) -> str:
        """Write an amount without hundredths: "1 234 567 kr"."""
        from babel.numbers import format_currency

        units = amount.hundredths / 100
        return format_currency(units, amount.currency, locale=self.locale, format="#,##0\xa0¤", currency_digits=False)

    def listed(self, words: Sequence[str]) -> str:
        """Write several words as a list: "Monday, Tuesday and Friday"."""
        from babel.lists import format_list

        return format_list(list(words), locale=self.locale)

    def day(self, value: date, style: str = "medium") -> str:
        """Write a day; `style` is Babel's short, medium, long or full, or a pattern such as "EEE d MMM"."""
        return _written_day(value.year, value.month, value.day, style, self.locale)

    def days(self, first: date, last: date) -> str:
        """Write a run of days with what they share said once: "23–29 nov. 2026", "30 nov. – 6 dec. 2026"."""
        end = self.day(last, "d MMM y")
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{end}"
        return f"{self.day(first, 'd MMM' if first.year == last.year else 'd MMM y')} – {end}"

    def clock(self, value: time | datetime) -> str:
        """Write a time of day: "07:30", in both languages."""
        return f"{value.hour:02}:{value.minute:02}"

    def moment(self, value: datetime, zone: str = "Europe/Stockholm", style: str = "medium") -> str:
        """Write an instant (aware) as day and time in `zone`: "3 dec. 2026 23:59"."""
        from zoneinfo import ZoneInfo

        local = value.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date(), style)} {self.clock(local)}"

    def when(self, value: When) -> str:
        """Write the time of an event: "tors 3 dec. 2026 07:30–09:00", days alone for all-day events."""
        first, last = value.first_day, value.last_day
        style = "EEE d MMM y"
        if value.all_day:
            return self.day(first, style) if first == last else f"{self.day(first, style)} – {self.day(last, style)}"
        start = f"{self.day(first, style)} {self.clock(value.start)}"
        if value.end == value.start:
            return start
        if first == last:
            return f"{start}–{self.clock(value.end)}"
        return f"{start} – {self.day(last, style)} {self.clock(value.end)}"


def guess_language() -> str:
    """Return the language of the person at the keyboard, from the system's settings: "sv" unless it says English."""
    import os

    named = os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    named = named or os.environ.get("LANG")
    if not named:
        import locale

        named = locale.getlocale()[0] or ""
    return "en" if named.casefold().startswith("en") else "sv"
