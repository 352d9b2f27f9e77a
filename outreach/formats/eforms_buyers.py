"""Who buys, in an eForms notice: the buyers' references (OPT-300) resolved to names (BT-500) and number (BT-501)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from outreach.domain.company import read_org_number
from outreach.formats import eforms_xml as xml

_ORGANIZATION = f"{xml.EXTENSION}/efac:Organizations/efac:Organization"
_OWN_ID = "cac:PartyIdentification/cbc:ID"

#: Chooses the text at a path in the best language: (element, path) to (text, language).
Choose = Callable[[etree._Element | None, str], tuple[str, str]]


def read_buyers(root: etree._Element, choose: Choose) -> tuple[list[str], str]:
    """Return the names of all buyers in the file's order, each once, and the number of the first that has one.

    A reference names an organisation (ORG-0001) or one of its contact points (TPO-0001). A contact point goes by the
    name of its organisation: "Sourcing Department" alone tells nobody who buys.
    The number is as written ("212000-2205", "EU-PO", "n/a"); a Swedish personal identity number is not kept.
    """
    known = {identifier: pair for pair in _parties(root) for identifier in _identifiers(pair[0])}
    names: dict[str, None] = {}
    number = ""
    for reference in xml.each(root, f"cac:ContractingParty/cac:Party/{_OWN_ID}"):
        party, company = known.get(xml.text_of(reference), (None, None))
        name = choose(company, "cac:PartyName/cbc:Name")[0] or choose(party, "cac:PartyName/cbc:Name")[0]
        if name:
            names[" ".join(name.split())] = None
        number = number or _number(company)
    return list(names), number


def _parties(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """Yield each organisation and contact point, with the organisation that it belongs to."""
    for organization in xml.each(root, _ORGANIZATION):
        company = xml.first(organization, "efac:Company")
        if company is not None:
            yield company, company
        for point in xml.each(organization, "efac:TouchPoint"):
            yield point, company


def _identifiers(party: etree._Element) -> list[str]:
    return [xml.text_of(one) for one in xml.each(party, _OWN_ID)]


def _number(company: etree._Element | None) -> str:
    text = " ".join(xml.text_at(company, "cac:PartyLegalEntity/cbc:CompanyID").split())
    country = xml.text_at(company, "cac:PostalAddress/cac:Country/cbc:IdentificationCode")
    return "" if country == "SWE" and read_org_number(text).sole_trader else text
