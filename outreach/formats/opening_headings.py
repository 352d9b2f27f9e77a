"""What the columns of a list of bids from an opening are called: anbudsförteckning, öppningsprotokoll, record of opening."""

from __future__ import annotations

import re
from functools import lru_cache

_FIELDS = {
    "name": (
        "anbudsgivare", "anbudsgivarens namn", "anbudsgivare namn", "namn på anbudsgivare", "anbudslämnare",
        "anbud från", "leverantör", "leverantörer", "leverantörens namn", "leverantörsnamn", "namn på leverantör",
        "företag", "företagsnamn", "företagets namn", "bolag", "bolagsnamn", "firma", "firmanamn", "namn", "avsändare",
        "entreprenör", "konsult", "anbudsgivare företag", "anbudsgivare leverantör", "leverantör anbudsgivare",
        "sökande", "anbudssökande", "inkomna anbud", "bidder", "bidders", "bidder name", "name of bidder",
        "name of tenderer", "tenderer", "tenderers", "supplier", "suppliers", "company", "company name",
        "supplier name", "name", "economic operator", "bids from",
    ),
    "org_number": (
        "org nr", "orgnr", "org nummer", "orgnummer", "organisationsnummer", "organisationsnr", "organisations nr",
        "organisationsnummer personnummer", "org nr pers nr", "org nr personnr", "orgnr personnr",
        "anbudsgivarens organisationsnummer", "leverantörens organisationsnummer", "organisation number",
        "organization number", "registration number", "company number", "org number", "org no", "orgno", "reg no",
        "registration no", "vat number",
    ),
    "lot": (
        "anbudsområde", "anbudsområden", "område", "delområde", "avser område", "anbud på område", "avser",
        "anbud avser", "del", "anbudsdel", "delanbud", "position", "objekt", "lott", "lot", "lots", "lot number",
        "lot no", "lot nr", "part", "area", "anbudsområde nr", "område nr", "anbudsområdesnummer",
    ),
    "value": (
        "anbudssumma", "anbudspris", "anbudsbelopp", "anbudsvärde", "totalsumma", "totalpris", "totalt anbudspris",
        "total anbudssumma", "summa", "pris", "belopp", "total", "totalt", "kontraktssumma", "fast pris", "takpris",
        "offererat pris", "bid sum", "bid price", "bid amount", "tender sum", "tender price", "tendered amount",
        "total price", "total sum", "price", "amount", "sum", "value", "jämförelsesumma", "jämförelsepris",
        "utvärderingssumma", "utvärderingspris", "jämförelsetal", "evaluation price", "evaluation sum",
        "comparison price",
    ),
    "number": (
        "anbud nr", "anbudsnr", "anbudsnummer", "anbud nummer", "nr", "löpnr", "löpnummer", "no", "number", "bid no",
        "bid number", "tender no", "tender number", "anbuds id", "anbud id", "bid id",
    ),
    "received": (
        "inkom", "inkommit", "inkommen", "inkom datum", "inkom den", "inkommet", "ankom", "ankomst", "ankomstdatum",
        "ankomsttid", "inlämnat", "inlämnad", "inlämnat den", "inskickat", "inskickad", "mottaget", "mottagen", "datum",
        "datum och tid", "tid", "tidpunkt", "klockslag", "received", "received at", "date received", "date", "time",
        "date and time", "submitted", "submitted at", "anbud inlämnat", "anbudet inlämnat", "anbud inkom", "anbudet inkom",
        "anbud mottaget", "inlämningsdatum", "inlämningstid", "bid received", "bid submitted",
    ),
    "size": (
        "storlek", "företagsstorlek", "företagets storlek", "antal anställda", "anställda", "size", "company size",
        "employees", "staff",
    ),
    "place": (
        "ort", "kommun", "säte", "stad", "postort", "säteskommun", "hemort", "town", "city", "municipality", "place",
        "seat",
    ),
    "valid": (
        "giltigt", "giltig", "giltigt anbud", "godkänt", "godkänd", "kvalificerad", "kvalificerat", "uppfyller krav",
        "uppfyller kraven", "prövning", "status", "anbudets status", "valid", "valid bid", "qualified", "accepted",
        "compliant", "meets requirements",
    ),
    "won": (
        "tilldelad", "tilldelas", "tilldelning", "tilldelat", "vinnare", "vinnande", "antagen", "antaget", "antas",
        "antagen leverantör", "vald leverantör", "winner", "awarded", "won", "winning", "selected",
    ),
    "note": (
        "anmärkning", "anmärkningar", "kommentar", "kommentarer", "notering", "noteringar", "övrigt", "anteckning",
        "note", "notes", "remark", "remarks", "comment", "comments",
    ),
    "joint": (
        "konsortium", "gemensamt anbud", "anbudsgrupp", "joint bid", "consortium", "group",
    ),
}  # fmt: skip
_KNOWN = {heading: kind for kind, headings in _FIELDS.items() for heading in headings}
#: Of several sums in one list, the offered one goes before the one that is compared.
_COMPARED = re.compile(r"jämförelse|utvärdering|evaluation|comparison")
_BEHIND = re.compile(
    r"(?: (?:i|in))?(?: (?:kr|sek|kronor|tkr|mkr|exkl|exklusive|excl|excluding|ex|utan|moms|vat|per år|"
    r"för hela avtalstiden|år [1-9]))+$"
)
_LOT_WORD = r"(?:anbudsområde|delområde|område|anbudsdel|delanbud|del|lott?|part|position|objekt|area)"
_LOT = re.compile(rf"{_LOT_WORD}\b[\s.:#–-]*(?P<rest>.*)", re.IGNORECASE)
_NUMBERED = re.compile(rf"{_LOT_WORD}?[\s.:#_-]*(?:nr\.?\s*)?0*(\d{{1,4}}|[a-z])(?![\w])", re.IGNORECASE)
_ONE_LOT = re.compile(r"(?:nr\.?\s*)?(?:\d{1,4}\b.*|[A-ZÅÄÖa-zåäö](?:\s*[:.,(–-].*)?)", re.IGNORECASE)


def phrase(text: str) -> str:
    """Return a heading's words alone: lower case, single spaces, no signs."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(maxsize=2_000)
def read_opening_heading(text: str) -> str:
    """Return what a column of a list of bids holds ("name", "value" …), empty when nobody knows."""
    if len(text) > 80:
        return ""
    words = phrase(text)
    kind = _KNOWN.get(words) or _KNOWN.get(_BEHIND.sub("", words), "")
    if kind:
        return kind
    # "Anbudssumma (SEK, exkl. moms)", "Pris, del av uppdraget": the first word before a bracket or comma tells.
    return _KNOWN.get(phrase(re.split(r"[(,/\n]", text)[0]), "")


def may_be_the_offer(text: str) -> bool:
    """Say whether a heading is the bare word for a bid ("Anbud", "Anbud (SEK)"), under which sums or running numbers stand."""
    return _BEHIND.sub("", phrase(text)) in ("anbud", "bid", "tender")


def is_compared_sum(text: str) -> bool:
    """Say whether a heading is that of a sum for comparing, which is not what was offered."""
    return _COMPARED.search(text.casefold()) is not None


def names_a_lot(text: str) -> bool:
    """Say whether a text names one lot: "Anbudsområde 2 – Norr", "Lot 1", "Del B"; a bare "Anbudsområde" does not."""
    match = _LOT.fullmatch(" ".join(text.split()))
    return match is not None and _ONE_LOT.fullmatch(match["rest"]) is not None


def lot_number(text: str) -> str:
    """Return the number or letter by which a text names a lot ("2" of "LOT-0002: Norr"), empty when it has none."""
    words = " ".join(text.split())
    match = _NUMBERED.match(words)
    return match.group(1).casefold() if match else ""
