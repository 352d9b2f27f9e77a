"""The kind of event that a title speaks of, in Swedish or English: "Frukost om snöröjning" is a breakfast seminar."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.search_text import plain, words

#: Beginnings of words, without the marks of å ä ö. The first kind that fits is taken.
_BEGINNINGS: dict[EventKind, tuple[str, ...]] = {
    EventKind.BREAKFAST: ("frukost", "breakfast"),
    EventKind.GALA: ("gala", "award"),
    EventKind.FAIR: ("massa", "fair", "leverantorsdag", "expo"),
    EventKind.DIALOGUE: ("dialog", "marknadsdialog", "samrad"),
    EventKind.COURSE: ("kurs", "utbildning", "anbudsskola", "course", "training", "workshop"),
    EventKind.ADVICE: ("radgivning", "anbudsstuga", "advice"),
    EventKind.VISIT: ("besok", "foretagsbesok", "studiebesok", "visit"),
    EventKind.NETWORK: ("natverk", "mingel", "lunch", "network"),
}
#: Ends of words: Swedish puts the kind last, as in "näringslivsgala" and "byggmässan".
_ENDS: dict[EventKind, tuple[str, ...]] = {
    EventKind.GALA: ("gala", "galan"),
    EventKind.FAIR: ("massa", "massan"),
    EventKind.BREAKFAST: ("frukost", "frukosten"),
    EventKind.NETWORK: ("mingel", "minglet", "lunch", "lunchen"),
    EventKind.COURSE: ("kurs", "kursen"),
}


def guess_kind(title: str) -> EventKind | None:
    """Return the kind that a title names, or None."""
    found = [plain(word) for word in words(title)]
    for kind, beginnings in _BEGINNINGS.items():
        ends = _ENDS.get(kind, ())
        if any(word.startswith(beginnings) or (ends and word.endswith(ends)) for word in found):
            return kind
    return None
