"""The organisations of an eForms notice: buyers, winners and whom else a reference (OPT-200, OPT-201) may name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from outreach.domain.company import SizeClass, read_org_number
from outreach.formats import eforms_xml as xml

_ORGANIZATION = f"{xml.EXTENSION}/efac:Organizations/efac:Organization"
_OWN_ID = "cac:PartyIdentification/cbc:ID"
_SIZES = frozenset(SizeClass)

#: Chooses the text at a path in the best language: (element, path) to (text, language).
Choose = Callable[[etree._Element | None, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation as the notice tells of it (BT-500, 501, 507, 513, 514, 165). `number` is empty for a person."""

    name: str
    number: str = ""
    town: str = ""
    nuts: str = ""
    country: str = ""
    size: str = SizeClass.UNKNOWN.value


class Parties:
    """The organisations and contact points of one notice, by the references that name them."""

    def __init__(self, root: etree._Element, choose: Choose) -> None:
        self._choose = choose
        self._known: dict[str, tuple[etree._Element, etree._Element | None, bool]] = {}
        for party, company, person in _parties(root):
            for one in xml.each(party, _OWN_ID):
                self._known.setdefault(xml.text_of(one), (party, company, person))

    def party(self, reference: str) -> Party | None:
        """Return whom a reference ("ORG-0001", "TPO-0001") names; None where nobody does.

        A contact point goes by the name of its organisation: "Sourcing Department" alone tells nobody who it is. The number is
        as written ("212000-2205", "EU-PO", "n/a"); a natural person's (BT-633) and a sole trader's are not kept.
        """
        if reference not in self._known:
            return None
        party, company, person = self._known[reference]
        name = self._choose(company, "cac:PartyName/cbc:Name")[0] or self._choose(party, "cac:PartyName/cbc:Name")[0]
        address = xml.first(company, "cac:PostalAddress")
        country = xml.text_at(address, "cac:Country/cbc:IdentificationCode")
        size = xml.text_at(company, "efbc:CompanySizeCode").lower()
        return Party(
            name=" ".join(name.split()),
            number="" if person else _number(company, country),
            town=" ".join(xml.text_at(address, "cbc:CityName").split()).rstrip(" ,;"),
            nuts=xml.text_at(address, "cbc:CountrySubentityCode"),
            country=country,
            size=size if size in _SIZES else SizeClass.UNKNOWN.value,
        )


def read_buyers(root: etree._Element, parties: Parties) -> tuple[list[str], str]:
    """Return the names of all buyers (OPT-300) in the file's order, each once, and the number of the first that has one."""
    names: dict[str, None] = {}
    number = ""
    for reference in xml.each(root, f"cac:ContractingParty/cac:Party/{_OWN_ID}"):
        party = parties.party(xml.text_of(reference))
        if party is not None:
            names |= {party.name: None} if party.name else {}
            number = number or party.number
    return list(names), number


def _parties(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None, bool]]:
    """Yield each organisation and contact point, with the organisation that it belongs to, and whether that is a person."""
    for organization in xml.each(root, _ORGANIZATION):
        person = xml.text_at(organization, "efbc:NaturalPersonIndicator").lower() in ("true", "1")
        company = xml.first(organization, "efac:Company")
        if company is not None:
            yield company, company, person
        for point in xml.each(organization, "efac:TouchPoint"):
            yield point, company, person


def _number(company: etree._Element | None, country: str) -> str:
    text = " ".join(xml.text_at(company, "cac:PartyLegalEntity/cbc:CompanyID").split())
    return "" if country in ("SWE", "SE", "") and read_org_number(text).sole_trader else text
