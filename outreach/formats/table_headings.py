"""What the columns of a contact list mean: headings of our own export, Google, Outlook, Thunderbird and hand-made lists.

A heading is read word by word, in Swedish and English, so that "E-post 2", "E-mail 2 - Value", "Business Phone 2" and
"Mobilnummer" need no list of every program's columns. A heading nobody knows is read past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from outreach.domain.table_mapping import Column
from outreach.formats.contact_text import knows_label, label_of

_FIELDS = {
    "name": ("name", "display name", "full name", "namn", "fullständigt namn", "hela namnet", "visningsnamn", "för och efternamn",
             "ditt namn", "your name", "deltagarens namn", "vad heter du"),
    "contact": (
        "contact", "contact person", "contact name", "kontakt", "kontaktperson", "kontaktnamn", "deltagare", "vår kontakt",
        "kontaktpersoner", "er referens", "referens", "vd", "firmatecknare", "kontaktperson namn", "kontaktpersonens namn",
    ),
    "given": ("first name", "given name", "firstname", "förnamn", "tilltalsnamn", "contact first name",
              "kontakt förnamn", "kontaktperson förnamn", "kontaktpersonens förnamn"),
    "additional": ("middle name", "additional name", "mellannamn"),
    "family": ("last name", "family name", "surname", "lastname", "efternamn", "contact last name", "kontakt efternamn",
               "kontaktperson efternamn", "kontaktpersonens efternamn"),
    "organisation": (
        "company", "company name", "organization", "organisation", "organization name", "organisation name", "employer",
        "företag", "företagsnamn", "företagets namn", "bolag", "bolagsnamn", "organisationsnamn", "leverantör",
        "leverantörsnamn", "utställare", "firma", "supplier", "exhibitor", "arbetsgivare", "bolagets namn", "firmanamn",
        "utställarens namn", "organization 1 name", "vilket företag", "ditt företag", "levnamn", "lev namn", "benämning",
        "namn för leverantör", "supplier name", "vendor", "kund", "kundnamn", "customer", "medlem", "medlemsföretag",
    ),
    "department": ("department", "organization department", "avdelning", "enhet"),
    "title": ("job title", "organization title", "befattning", "roll", "yrkestitel", "yrkesroll", "position",
              "funktion"),
    # In Outlook's files "Title" and "Titel" are the form of address ("Mr", "Herr") beside the job title.
    "courtesy": ("title", "titel"),
    "note": (
        "note", "notes", "comment", "comments", "anteckning", "anteckningar", "notering", "noteringar", "kommentar",
        "kommentarer", "övrigt",
    ),
    "categories": ("categories", "category", "tags", "kategori", "kategorier", "taggar", "etiketter", "keywords",
                   "bransch", "branscher", "verksamhet", "industry", "verksamhetsområde", "nyckelord"),
    "groups": ("labels", "group membership"),
    "language": ("language", "språk"),
    "uid": ("uid",),
    "org_number": (
        "organisation number", "organization number", "registration number", "company number", "org nr", "orgnr",
        "organisationsnummer", "organisationsnr", "org nummer", "orgnummer", "organisations nr", "organisationsnummer person nr",
        "org number", "orgnr personnr", "org nr pers nr", "org pers nr", "corporate id", "vat", "vat number", "momsnummer",
        "momsregistreringsnummer", "vat nr",
    ),
    "municipality": (
        "municipality", "municipality code", "kommun", "kommunkod", "säteskommun", "säte", "hemkommun", "kommunnamn",
    ),
    "workplaces": ("workplaces in", "arbetsställen i"),
    "declines": ("does not want", "vill inte ha"),
    "sni": ("sni", "sni code", "sni codes", "sni kod", "sni koder", "huvudsaklig sni", "branschkod", "näringsgren"),
    "cpv": ("cpv", "cpv code", "cpv codes", "cpv kod", "cpv koder"),
    "size": ("size", "size class", "storlek"),
    "staff": (
        "antal anställda", "anställda", "employees", "number of employees", "storleksklass anställda", "antal anst",
        "storleksklass",
    ),
    "answer": (
        "monter", "monternummer", "monternr", "montrar", "booth", "stand", "hall", "bolagsform", "juridisk form",
        "företagsform", "registreringsdatum", "reg datum", "montern nr", "monter nr", "booth number", "stand number",
    ),
    "source": ("source", "källa"),
    "is_company": ("is company", "är företag"),
}  # fmt: skip
_KNOWN = {heading: kind for kind, headings in _FIELDS.items() for heading in headings}
#: Databases write headings without å ä ö ("ForetagsNamn").
_BARE = str.maketrans("åäö", "aao")
_KNOWN = {heading.translate(_BARE): kind for heading, kind in _KNOWN.items()} | _KNOWN

_EMAIL = frozenset("email epost epostadress mejl mejladress mail mailadress emailaddress".split())
_PHONE = frozenset(
    "phone telephone tel telefon telefonnummer telefonnr tfn mobile mobil mob mobiltelefon mobilnummer mobilnr cell cellphone "
    "mobiltelefonnummer fax faxnummer pager växel direktnummer callback isdn telex arbetstelefon jobbtelefon hemtelefon".split()
)
_WEBSITE = frozenset("website web webb webbplats webbsida hemsida homepage webpage url www".split())
#: Words that may stand beside those above without changing what the column is.
_BESIDE = frozenset(
    "address adress number nummer nr no value primary secondary home page web profile blog direct direkt radio tty tdd "
    "assistants car bil video dir".split()
)
_UNSAID = frozenset("address adress number nummer nr no value primary secondary page web tty tdd".split())
#: Words by which a form asks whoever answers: "Din e-postadress", "Ert företag", "Vad är ditt namn?".
_YOURS = frozenset("din ditt dina er ert era your vad är what is ange skriv please enter".split())
#: Whose e-mail or telephone it is: "Företagets telefon", "Kontaktpersonens e-post".
_WHOSE = {"företagets": "firm", "bolagets": "firm", "kontaktpersonens": "contact", "kontaktens": "contact",
          "kontaktperson": "contact", "kontakt": "contact", "contact": "contact"}  # fmt: skip
_LABEL_PART = frozenset("type typ label etikett".split())
_ADDRESS_PARTS = {
    "street": "street", "gata": "street", "gatuadress": "street", "address": "street", "adress": "street",
    "besöksadress": "street", "utdelningsadress": "street", "extended address": "extended", "po box": "box",
    "box": "box", "postbox": "box", "city": "city", "ort": "city", "postort": "city", "stad": "city", "town": "city",
    "state": "region", "region": "region", "län": "region", "county": "region", "province": "region",
    "postal code": "code", "zip": "code", "zipcode": "code", "zip code": "code", "postcode": "code",
    "postnummer": "code", "postnr": "code", "country": "country", "country region": "country",
    "land": "country", "land region": "country",
    "formatted": "formatted", "postadress": "formatted", "type": "label", "typ": "label", "label": "label",
    "address po box": "box", "annat postnummer": "code",
    "besökspostnr": "code", "besökspostnummer": "code", "besöksort": "city", "besökspostort": "city",
}  # fmt: skip
_PLACES = {"business": "work", "work": "work", "arbete": "work", "arbets": "work", "home": "home", "hem": "home",
           "hemma": "home", "other": "other", "annan": "other", "övrig": "other"}  # fmt: skip
#: Words of a heading that name a kind of number; the rest of a telephone's heading says nothing.
_NUMBER_WORDS = {
    "mob": "mobile", "mobiltelefonnummer": "mobile",
    "mobile": "mobile", "mobil": "mobile", "mobiltelefon": "mobile", "mobilnummer": "mobile", "mobilnr": "mobile",
    "cell": "mobile", "cellphone": "mobile", "fax": "fax", "faxnummer": "fax", "pager": "pager", "växel": "main",
    "direktnummer": "direct", "direkt": "direct", "callback": "callback", "isdn": "isdn", "telex": "telex",
    "arbetstelefon": "work", "jobbtelefon": "work", "hemtelefon": "home", "dir": "direct", "bil": "car",
    "radio": "radio", "assistants": "assistant",
}  # fmt: skip


#: What a register of suppliers has no use for: never imported by itself, whatever stands in the column.
_NEVER = frozenset({
    "bankgiro", "bg", "plusgiro", "pg", "iban", "bic", "swift", "bankkonto", "kontonummer", "konto", "lev nr", "levnr",
    "leverantörsnr", "leverantörsnummer", "kundnr", "kundnummer", "id", "nr", "rad", "personnummer", "personnr", "pnr",
    "födelsedag",
    "födelsedatum", "birthday", "ålder", "kön", "gender", "starttid", "slutförandetid", "start time", "completion time",
    "tidstämpel", "senast ändrad", "tid för senaste ändring", "last modified time", "saldo", "balance", "photo", "manager s name",
    "tidsstämpel", "timestamp", "betalningsvillkor", "priority", "prioritet", "sensitivity", "känslighet", "private", "privat",
    "spouse", "hobby", "anniversary", "maka make", "barn", "children", "initials", "initialer", "suffix", "name prefix",
    "name suffix", "phonetic first name", "phonetic middle name", "phonetic last name", "nickname", "smeknamn", "file as",
})  # fmt: skip
_FORMS = ({"starttid", "slutförandetid"}, {"start time", "completion time"}, {"tidsstämpel"}, {"tidstämpel"}, {"timestamp"})


def _phrase(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def is_never_imported(heading: str) -> bool:
    """Say whether a heading names what the register has no use for, such as a bank account or a birthday."""
    return _phrase(heading) in _NEVER


def is_form(headings: Iterable[str]) -> bool:
    """Say whether these are the answers to a form (Microsoft Forms, Google Forms): what nobody knows is a question."""
    found = {_phrase(heading) for heading in headings}
    return any(marks <= found for marks in _FORMS)


@lru_cache(maxsize=2_000)
def read_heading(text: str) -> Column | None:
    """Return what a column with this heading holds, or None when nobody knows. Case and punctuation do not matter."""
    if len(text) > 100:
        return None
    folded = text.casefold().replace("e-mail", "email").replace("e-post", "epost").replace("'", "").replace("’", "")
    words = re.findall(r"[^\W_]+", folded)
    phrase = " ".join(words)
    while phrase not in _KNOWN and len(words) > 1 and words[0] in _YOURS:
        words = words[1:]
        phrase = " ".join(words)
    if phrase in _KNOWN:
        return Column(_KNOWN[phrase])
    if len(words) > 1 and words[-1].isdecimal() and _KNOWN.get(" ".join(words[:-1])) == "contact":
        return Column("contact", int(words[-1][:3]))
    if "/" in text and (alternatives := _same_kind(folded)):
        return alternatives
    whose = _WHOSE.get(words[0], "") if len(words) > 1 else ""
    if whose:
        words = words[1:]
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 4]
    bare = [word for word in words if not word.isdecimal()]
    number = numbers[0] if numbers else 2 if "secondary" in bare else 1
    found = _reachable("email", _EMAIL, bare, number) or _reachable("phone", _PHONE, bare, number) if whose else None
    if found is not None:
        return replace(found, part="firm") if whose == "firm" else found
    return (
        _numbered_role(bare, number)
        or _address(words)
        or _reachable("email", _EMAIL, bare, number)
        or _reachable("website", _WEBSITE, bare, number)
        or _reachable("phone", _PHONE, bare, number)
    )


def _same_kind(folded: str) -> Column | None:
    """Read "Företag/organisation": two words for one thing."""
    kinds = {_KNOWN.get(" ".join(re.findall(r"[^\W_]+", part)), "") for part in folded.split("/")}
    kind = kinds.pop()
    return Column(kind) if kind and not kinds else None


def _numbered_role(words: list[str], number: int) -> Column | None:
    """Read "Roll 1 företag" (our own) and "Organization 2 - Title" (Google)."""
    if len(words) < 2 or words[0] not in ("roll", "role", "organization"):
        return None
    fields = {"företag": "organisation", "company": "organisation", "name": "organisation", "titel": "title",
              "title": "title", "department": "department"}  # fmt: skip
    field = fields.get(words[-1]) if len(words) == 2 else None
    if field is None:
        return None
    if words[0] == "organization":
        return Column(field) if number == 1 else Column("role", number, field)
    return Column("role", number, field)


def _reachable(kind: str, names: frozenset[str], words: list[str], number: int) -> Column | None:
    """Read a heading such as "E-mail 2 - Value", "Business Fax" or "Mobil"; each of its words must be known."""
    if not names.intersection(words):
        return None
    if not all(word in names or word in _BESIDE or word in _LABEL_PART or knows_label(word) for word in words):
        return None
    if _LABEL_PART.intersection(words):
        return Column(kind, number, "label")
    if kind == "website":
        return Column(kind, number)
    telling = [word for word in words if word in _NUMBER_WORDS or (word not in names and word not in _UNSAID)]
    return Column(
        kind, number, "", label_of(tuple(_NUMBER_WORDS.get(word, _PLACES.get(word, word)) for word in telling))
    )


def _address(words: list[str]) -> Column | None:
    """Read a part of an address: "Business Street 2", "Work ZipCode", "Address 1 - City", "Adress 2 ort", "Postnr"."""
    number, line, label = 1, 0, ""
    rest = list(words)
    if len(rest) > 2 and rest[0] in ("address", "adress") and rest[1].isdecimal():
        number, rest = int(rest[1][:3]), rest[2:]
    if len(rest) > 1 and rest[-1] in _PLACES:
        # Outlook in Swedish: "Ort (arbete)".
        rest = [rest[-1], *rest[:-1]]
    if rest and rest[0] in _PLACES:
        label, rest = _PLACES[rest[0]], rest[1:]
    if rest and rest[0].startswith("besöks"):
        label = "visit"
    if len(rest) > 1 and rest[-1].isdecimal():
        line, rest = int(rest[-1][:3]), rest[:-1]
    part = _ADDRESS_PARTS.get(" ".join(rest))
    # "Type" alone is any column; as a part of an address it needs the word before it.
    if part is None or (part == "label" and rest == words):
        return None
    return Column("address", number, part, label, line)


# --- our own export --------------------------------------------------------------------------------------------------

#: The headings of our own files. They are part of the file format and not of the window's catalogue: the reader must
#: know each of them, whatever language the reader's program speaks.
OWN_HEADINGS = {
    "sv": {
        "name": "Namn", "given": "Förnamn", "family": "Efternamn", "organisation": "Företag",
        "department": "Avdelning", "title": "Titel", "email": "E-post {n}", "email label": "E-post {n} typ",
        "phone": "Telefon {n}", "phone label": "Telefon {n} typ", "street": "Adress {n} gata",
        "code": "Adress {n} postnummer", "city": "Adress {n} ort", "region": "Adress {n} region",
        "country": "Adress {n} land", "address label": "Adress {n} typ", "website": "Webbplats", "note": "Anteckning",
        "categories": "Kategorier", "language": "Språk", "uid": "UID", "org_number": "Organisationsnummer",
        "municipality": "Kommun", "sni": "SNI", "cpv": "CPV", "size": "Storlek", "source": "Källa",
        "workplaces": "Arbetsställen i", "declines": "Vill inte ha",
        "is_company": "Är företag", "role company": "Roll {n} företag", "role title": "Roll {n} titel", "yes": "ja",
    },
    "en": {
        "name": "Name", "given": "First name", "family": "Last name", "organisation": "Company",
        "department": "Department", "title": "Job title", "email": "E-mail {n}", "email label": "E-mail {n} type",
        "phone": "Phone {n}", "phone label": "Phone {n} type", "street": "Address {n} street",
        "code": "Address {n} postal code", "city": "Address {n} city", "region": "Address {n} region",
        "country": "Address {n} country", "address label": "Address {n} type", "website": "Website", "note": "Note",
        "categories": "Categories", "language": "Language", "uid": "UID", "org_number": "Organisation number",
        "municipality": "Municipality", "sni": "SNI", "cpv": "CPV", "size": "Size", "source": "Source",
        "workplaces": "Workplaces in", "declines": "Does not want",
        "is_company": "Is company", "role company": "Role {n} company", "role title": "Role {n} title", "yes": "yes",
    },
}  # fmt: skip
