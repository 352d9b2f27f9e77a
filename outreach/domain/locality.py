"""Where a bidder is, seen from our municipality. No statistics define "local": the unit chooses (`LocalBy`).

A place that nobody told stays unknown; it is never taken for elsewhere.
"""

from __future__ import annotations

from outreach.domain.bid import LOCAL, Bid, LocalBy, Locality
from outreach.domain.codes import municipalities

#: A Swedish county is one region of NUTS 3, written with two letters and three digits.
_COUNTY_DIGITS = 5


def locality(bid: Bid, unit_code: str) -> Locality:
    """Return the nearest place that is true of a bidder; `unit_code` is our municipality's (SCB), empty: nothing is known.

    A seat of which only the county is told (NUTS 3) is in the county; a seat abroad or in another county is elsewhere.
    """
    if not unit_code:
        return Locality.UNKNOWN
    if bid.municipality == unit_code:
        return Locality.SEAT
    if unit_code in bid.workplaces:
        return Locality.WORKPLACE
    places = [place for place in (bid.municipality, *bid.workplaces) if place]
    if any(place[:2] == unit_code[:2] for place in places) or _in_county(bid.nuts, unit_code):
        return Locality.COUNTY
    return Locality.ELSEWHERE if bid.municipality or _is_elsewhere(bid.nuts) else Locality.UNKNOWN


def is_local(bid: Bid, unit_code: str, local_by: LocalBy) -> bool | None:
    """Say whether a bidder is local by a definition; None where what is told of its place does not decide it.

    A bidder whose seat nobody told, or of which only our county is known, may or may not have it with us: a workplace here or
    elsewhere in the county does not tell.
    """
    if not unit_code:
        return None
    if locality(bid, unit_code) in LOCAL[local_by]:
        return True
    seat_is_told = bid.municipality or (_is_elsewhere(bid.nuts) and not _in_county(bid.nuts, unit_code))
    return False if seat_is_told else None


def county_of(code: str) -> str:
    """Return the NUTS 3 code of a municipality's county ("SE312" for 2061), empty for an unknown code."""
    return next((one.nuts3 for one in municipalities() if one.code == code), "")


def _in_county(nuts: str, unit_code: str) -> bool:
    county = county_of(unit_code)
    return bool(county) and nuts[:_COUNTY_DIGITS].upper() == county


def _is_elsewhere(nuts: str) -> bool:
    """Say whether a NUTS code, of another county by now, tells enough: a whole county, or another country."""
    return bool(nuts) and (not nuts.upper().startswith("SE") or len(nuts) >= _COUNTY_DIGITS)
