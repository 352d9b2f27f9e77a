"""Who a bidder is in the register, and what the company's card tells of its place and size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.bid import Bid
from outreach.domain.codes import find_municipality
from outreach.domain.company import Company, SizeClass, name_key, read_org_number

if TYPE_CHECKING:
    from outreach.storage.work import View


def recognised(view: View, name: str, number: str = "") -> Company | None:
    """Return the company of a bidder: by its organisation number, else by its name's key when exactly one fits.

    A company of the same name with another number is another company.
    """
    digits = read_org_number(number).digits if number else ""
    by_number = view.companies.by_term("org_number", digits) if digits else []
    # Several workplaces may stand under one number: then the name tells which it is.
    named = [one for one in by_number if name_key(one.name) == name_key(name)]
    if by_number:
        return (named or by_number)[0]
    if not name.strip():
        return None
    fitting = [one for one in view.companies.by_term("name", name_key(name)) if not (digits and one.org_number)]
    return fitting[0] if len(fitting) == 1 else None


def kept_number(text: str) -> str:
    """Return ten digits of a legal person's number, else nothing: a natural person's is never kept."""
    number = read_org_number(text) if text.strip() else None
    return number.digits if number is not None and number.valid and not number.sole_trader else ""


def same_bidder(bid: Bid, name: str, number: str, company: Company | None) -> bool:
    """Say whether a bid is this bidder's: the same company, the same number, or the same name and no two numbers."""
    if company is not None and bid.company == company.id:
        return True
    if bid.org_number and number:
        return bid.org_number == number
    return name_key(bid.name) == name_key(name)


def as_company_tells(bid: Bid, company: Company | None) -> Bid:
    """Return a bid tied to its company, with the place and the size that its card tells where the bid has none."""
    if company is None:
        return bid
    return replace(
        bid,
        company=company.id,
        municipality=bid.municipality or company.municipality,
        workplaces=bid.workplaces or company.workplaces,
        size=company.size if bid.size is SizeClass.UNKNOWN else bid.size,
    )


def municipality_of_town(town: str) -> str:
    """Return the code of the municipality that a town's name is the name of, empty when it is none's."""
    found = find_municipality(town) if town.strip() else None
    return found.code if found is not None else ""


def size_told(word: str) -> SizeClass:
    """Return the size that a notice's word tells (BT-165), unknown for any other word."""
    return SizeClass(word) if word in set(SizeClass) else SizeClass.UNKNOWN
