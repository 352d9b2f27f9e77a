"""What the columns of a table of tenders mean: our own export, hand-made lists of coming purchases, and UHM's statistics.

UHM (Upphandlingsmyndigheten) publishes one row a lot, code and name in one cell; its columns stand in
`reference/procurement.md`, section 1.5.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outreach.domain.table_mapping import Column

_FIELDS = {
    "id": ("id",),
    "title": (
        "title", "titel", "tender", "upphandling", "upphandlingens titel", "upphandlingens namn", "upphandlingsnamn",
        "rubrik", "benämning", "avtal", "avtalsnamn", "inköp", "vad", "upphandlingsobjekt", "contract title", "notice title",
        "upphandling benämning", "benämning upphandling", "upphandling namn", "namn på upphandling", "upphandlingens benämning",
        "avtalsområde", "vad ska upphandlas", "planerad upphandling", "vara tjänst", "objekt",
    ),
    "purchase": (
        "upphandlings id", "upphandlingsid", "procurement id", "upphandlingsnummer", "annons id", "annonsid",
        "procedure id", "ocid",
    ),
    "reference": (
        "reference", "referens", "diarienummer", "dnr", "diarienr", "referensnummer", "reference number", "ärendenummer",
        "avtalsnummer",
    ),
    "description": ("description", "beskrivning", "kort beskrivning", "omfattning"),
    "buyer": (
        "buyer", "köpare", "upphandlande myndighet", "upphandlande organisation", "beställare", "namn för köpare",
        "contracting authority", "myndighet", "upphandlande enhet",
    ),
    "buyer_number": (
        "organisationsnummer för köpare", "köparens organisationsnummer", "buyer organisation number", "buyer id",
    ),
    "cpv": ("cpv", "cpv kod", "cpv koder", "cpv code", "cpv codes", "huvudsaklig cpv kod", "main cpv code"),
    "place": ("place", "plats", "ort", "nuts", "nuts kod", "kommun", "region", "place of performance", "leveransort"),
    "stage": ("stage", "status", "skede", "fas", "läge"),
    "value": (
        "value", "värde", "uppskattat värde", "beräknat värde", "estimated value", "kontraktsvärde", "avtalsvärde", "belopp",
        "uppskattat kontraktsvärde", "beräknat kontraktsvärde", "beräknat avtalsvärde", "uppskattat avtalsvärde", "volym",
        "uppskattad volym", "värde kr", "värde sek", "uppskattat värde kr", "uppskattat värde sek",
    ),
    "value_class": ("value class", "storleksklass"),
    "link": ("link", "länk", "url", "webbadress", "annonslänk"),
    "officer": ("officer", "handläggare", "ansvarig", "upphandlare", "inköpare", "ansvarig upphandlare", "ansvarig handläggare",
                "ansvarig inköpare", "kontaktperson", "kontakt"),
    "expected_publication": (
        "expected publication", "publiceringsdatum", "annonseras", "annonseringsdatum", "planerad annonsering",
        "publication date", "publicerad", "publiceras", "planerat annonsdatum", "beräknad annonsering", "published",
        "annonsering", "publicering", "planerad publicering",
        "planerat annonseringsdatum", "beräknat annonseringsdatum", "tidpunkt för annonsering", "planerad annons", "annons",
        "planerad annonsering kvartal", "annonsering kvartal", "annonseringstidpunkt", "planerad tidpunkt", "beräknad start",
        "planerad annonseringstid", "annonseras kvartal", "upphandling startar", "planned publication", "planned advertisement",
        "beräknad publicering", "förväntad annonsering", "beräknat annonsdatum", "planerad start",
        "planerad upphandlingsstart", "upphandlingsstart", "start upphandling",
    ),
    "question_deadline": ("question deadline", "sista dag för frågor", "frågor senast"),
    "tender_deadline": (
        "tender deadline", "sista anbudsdag", "sista dag för anbud", "anbud senast", "deadline", "anbudstid", "sista dag",
    ),
    "contract_start": ("contract start", "avtalsstart", "startdatum", "kontraktsstart", "avtal från", "planerad avtalsstart",
                       "planerat avtalsstart", "beräknad avtalsstart", "avtalsstart planerad"),
    "contract_end": ("contract end", "avtalsslut", "avtalets slut", "avtalet slutar", "avtal slutar", "planerat avtalsslut",
                      "slutdatum", "kontraktsslut", "avtal till", "avtalets slutdatum",
                     "nuvarande avtal slutar", "avtal löper ut", "avtalet löper ut", "nuvarande avtal löper ut"),
    "contract_months": ("contract months", "avtalstid månader", "avtalslängd månader", "avtalstid", "avtalslängd",
                        "avtalsperiod", "avtalstid inkl option", "avtalstid inkl optioner", "avtalstid och option", "löptid",
                        "contract length", "contract duration"),
    "withheld": ("withheld",),
    "lot": ("lot", "delområde", "anbudsområde", "anbudsområdes id", "lot id", "lot number", "anbudsområdesnummer", "del"),
    "lot_title": ("lot title", "anbudsområdets titel", "delområdets namn"),
    "lot_text": ("lot description",),
    "bids": ("antal anbud", "antal anbud summa", "number of bids", "number of tenders", "bids", "inkomna anbud",
             "antal inkomna anbud", "number of tenders received", "bids received"),
    "appealed": ("överprövad", "överprövning", "överprövats", "appealed"),
    "lot_answer": (
        "antal kontrakterade anbud summa", "företagsstorlek för leverantör", "juridisk form för leverantör",
        "namn för leverantör", "sni detaljgrupp för leverantör",
    ),
    "tags": ("tags", "taggar", "etiketter", "bransch", "kategori", "område", "varugrupp", "inköpskategori", "category", "area"),
    "notes": ("notes", "note", "anteckning", "anteckningar", "kommentar", "kommentarer", "övrigt"),
    "answer": ("förfarande", "procedure", "upphandlingsslag", "typ av avtal", "rättslig grund", "procedure type", "förvaltning",
               "leverantör", "leverantörens namn", "entreprenör",
               "verksamhet", "upphandlingsform", "option", "optioner", "förlängning",
               "förlängningsoption", "prioritet"),
    "procedure_id": (),
    "notice_id": ("notice id",),
    "notice_version": ("notice version",),
    "notice_kind": ("notice kind",),
    "publication_number": ("publication number",),
}  # fmt: skip
_UNIT = re.compile(r"(?: i)? (?:tkr|mkr|mnkr|kr|sek|msek|ksek)$")
_LENGTH = re.compile(r" (?:i )?(?:år|mån|månader|years|months)$")
_YEAR = re.compile(r" 20\d\d$")
_KNOWN = {heading: kind for kind, headings in _FIELDS.items() for heading in headings}

#: Headings that no list of contacts has: one of them, with a title, makes a table one of tenders.
_TELLING = frozenset({
    "purchase", "buyer", "buyer_number", "stage", "expected_publication", "question_deadline", "tender_deadline",
    "contract_start", "contract_end", "contract_months", "lot", "bids", "value", "value_class", "lot_answer",
})  # fmt: skip


@lru_cache(maxsize=2_000)
def read_tender_heading(text: str) -> Column | None:
    """Return what a column with this heading holds in a table of tenders, or None when nobody knows."""
    if len(text) > 100:
        return None
    phrase = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    # "Annonsering 2027", "Värde (mkr)", "Avtalstid (år)": the year or the unit stands in the heading.
    kind = _KNOWN.get(phrase) or _KNOWN.get(_YEAR.sub("", phrase)) or _with_unit(phrase)
    return Column(kind) if kind else None


def _with_unit(phrase: str) -> str | None:
    if _KNOWN.get(_UNIT.sub("", phrase)) == "value":
        return "value"
    return "contract_months" if _KNOWN.get(_LENGTH.sub("", phrase)) == "contract_months" else None


def tells_tenders(columns: list[Column]) -> bool:
    """Say whether these columns are a table of tenders: a title and something that only tenders have."""
    kinds = {column.kind for column in columns}
    return "title" in kinds and bool(kinds & _TELLING)
