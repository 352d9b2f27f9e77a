"""How many tenders came for a lot (BT-759, BT-760). Only the code `tenders` is the total; all others count a part of them."""

from __future__ import annotations

import re

from lxml import etree

from outreach.formats import eforms_xml as xml
from outreach.formats.eforms_privacy import hides
from outreach.formats.eforms_reading import Reading
from outreach.language import N_

TOTAL = "tenders"
#: Codes that count some of the tenders; requests to take part (part-req) and complaints are something else.
_PARTS = frozenset(
    "t-sme t-micro t-small t-med t-esubm t-oth-eea t-no-eea t-verif-inad t-verif-inad-low t-no-verif".split()
)
#: Parts that no tender is in twice: their sum is a lower bound too.
_APART = (("t-micro", "t-small", "t-med"), ("t-oth-eea", "t-no-eea"))
#: More tenders than this for one lot are a slip.
_MOST = 100_000

BAD_COUNT = N_("The number of tenders received (BT-759) cannot be read and was left out.")


def read_counts(reading: Reading, result: etree._Element) -> tuple[tuple[str, int], ...]:
    """Return a lot's statistics as (code, number); those that are not published, or no whole number, are left out."""
    counts: dict[str, int] = {}
    for element in xml.each(result, "efac:ReceivedSubmissionsStatistics"):
        code = xml.text_at(element, "efbc:StatisticsCode")
        text = xml.text_at(element, "efbc:StatisticsNumeric")
        if not code or not text or hides(element, "BT-759") or hides(element, "BT-760"):
            continue
        match = re.fullmatch(r"([0-9]{1,7})(?:\.0*)?", text)
        if match is None or int(match[1]) > _MOST:
            reading.warn(element, BAD_COUNT, text)
            continue
        counts[code] = max(int(match[1]), counts.get(code, 0))
    return tuple(counts.items())


def bids_of(counts: tuple[tuple[str, int], ...]) -> tuple[int | None, int]:
    """Return the number of tenders, or None with the largest lower bound that the partial counts give (0 for none)."""
    known = dict(counts)
    if TOTAL in known:
        return known[TOTAL], 0
    sums = [sum(known.get(code, 0) for code in codes) for codes in _APART]
    return None, max([*(number for code, number in counts if code in _PARTS), *sums], default=0)
