"""Address books in LDIF (RFC 2849) as Thunderbird, Outlook Express and directories write them.

Lines fold with a blank at the beginning, "::" marks Base64, "#" a remark. ":<" names a file or a web address to read from:
it is refused, nothing is ever fetched. Attributes: inetOrgPerson (RFC 2798), mozillaAbPersonAlpha, organizationalUnit.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from outreach.domain.contact import Address, Email, Phone
from outreach.domain.person import Card
from outreach.domain.problem import Problem, cut
from outreach.formats.contact_text import clean, decode, home_country, read_email, read_phone, to_utf8
from outreach.language import N_

LARGEST_FILE = 20_000_000
MOST_CARDS = 100_000

TOO_LARGE = N_("The file is larger than {limit} MB. A contact file of that size is not read.")
TOO_MANY = N_("The file has more than {limit} contacts. Split it.")
NO_ENTRY = N_("There is no contact in the file.")
BAD_LINE = N_("The line is not \"attribute: value\".")
BAD_BASE64 = N_("The line says Base64 and is none.")
ELSEWHERE = N_("The value lies outside the file. Nothing is fetched.")
NO_NAME = N_("The entry has no name, no company and no e-mail address.")

_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)((?:;[A-Za-z0-9_-]+)*):([:<]?)[ ]*(.*)", re.DOTALL)

#: Attribute (lower case) → what it is, and the label of a number or address.
_PHONES = {
    "telephonenumber": "work", "homephone": "home", "mobile": "mobile", "cellphone": "mobile", "pager": "pager",
    "facsimiletelephonenumber": "work fax", "fax": "work fax", "mobiletelephonenumber": "mobile",
}  # fmt: skip
_EMAILS = {"mail": "", "rfc822mailbox": "", "mozillasecondemail": "", "xmozillasecondemail": "", "mailalternateaddress": ""}
_WORK = {
    "street": ("street", "streetaddress"), "extended": ("mozillaworkstreet2",), "box": ("postofficebox",),
    "code": ("postalcode",), "city": ("l", "locality", "localityname"), "region": ("st", "stateorprovincename"),
    "country": ("c", "countryname", "co"),
}  # fmt: skip
_HOME = {
    "street": ("mozillahomestreet", "homeurl-street"), "extended": ("mozillahomestreet2",), "box": (),
    "code": ("mozillahomepostalcode",), "city": ("mozillahomelocalityname",), "region": ("mozillahomestate",),
    "country": ("mozillahomecountryname",),
}  # fmt: skip
_COMPANY_CLASSES = frozenset({"organization", "organizationalunit"})
_NO_CONTACT_CLASSES = frozenset({"groupofnames", "groupofuniquenames", "dcobject", "domain"})

#: Characters of one value; longer ones are no address and no name.
LONGEST_LINE = 200_000
TOO_LONG = N_("The line is longer than {limit} bytes. It was left out.")
_PICTURES = ("jpegphoto", "thumbnailphoto", "photo", "usercertificate", "audio")

Entry = dict[str, list[str]]


def looks_like_ldif(head: bytes) -> bool:
    """Say whether the first kilobytes of a file are LDIF: a distinguished name comes first."""
    for line in to_utf8(head).splitlines():
        if line.strip() and not line.startswith((b"#", b" ")) and line[:8].lower() != b"version:":
            return line[:3].lower() == b"dn:"
    return False


def read_ldif(data: bytes) -> tuple[list[Card], list[Problem]]:
    """Read an LDIF file. Never raises; one bad line or entry costs only itself. Problems carry the line where they stand."""
    if len(data) > LARGEST_FILE:
        return [], [Problem(0, TOO_LARGE, {"limit": str(LARGEST_FILE // 1_000_000)})]
    problems: list[Problem] = []
    cards: list[Card] = []
    for line, entry in _entries(decode(to_utf8(data)).replace("\x00", ""), problems):
        if len(cards) >= MOST_CARDS:
            return [], [Problem(line, TOO_MANY, {"limit": str(MOST_CARDS)})]
        classes = {one.casefold() for one in entry.get("objectclass", ())}
        if classes & _NO_CONTACT_CLASSES or entry.get("changetype", ["add"])[0].casefold() != "add":
            continue
        card = _card(line, entry, is_company=bool(classes & _COMPANY_CLASSES))
        if card.name:
            cards.append(card)
        elif len(entry) > 2:
            problems.append(Problem(line, NO_NAME, text=cut(" ".join(entry.get("dn", [""])))))
    if not cards and not problems:
        problems.append(Problem(1, NO_ENTRY))
    return cards, problems


def _entries(text: str, problems: list[Problem]) -> Iterator[tuple[int, Entry]]:
    """Yield each entry with the line that it begins in."""
    entry: Entry = {}
    begins = 0
    for line, logical in [*_unfolded(text), (0, "")]:
        if not logical.strip():
            if "dn" in entry:
                yield begins, entry
            entry, begins = {}, 0
            continue
        pair = _pair(line, logical, problems)
        if pair is None or (pair[0] == "version" and not entry):
            continue
        begins = begins or line
        entry.setdefault(pair[0], []).append(pair[1])


def _unfolded(text: str) -> list[tuple[int, str]]:
    """Return the lines with those that go on joined (RFC 2849, note 2), remarks left out."""
    result: list[tuple[int, str]] = []
    in_remark = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line.startswith(" ") and (result or in_remark):
            if not in_remark:
                begins, before = result[-1]
                result[-1] = begins, before + line[1:]
            continue
        in_remark = line.startswith("#")
        if not in_remark:
            result.append((number, line))
    return result


def _pair(line: int, text: str, problems: list[Problem]) -> tuple[str, str] | None:
    if len(text) > LONGEST_LINE:
        # A photo (jpegPhoto) is read past without a word.
        if not text[:40].lower().startswith(_PICTURES):
            problems.append(Problem(line, TOO_LONG, {"limit": str(LONGEST_LINE)}, cut(text[:200]), warning=True))
        return None
    match = _LINE.fullmatch(text)
    if match is None:
        problems.append(Problem(line, BAD_LINE, text=cut(text), warning=True))
        return None
    name, _options, sign, value = match.groups()
    if sign == "<":
        problems.append(Problem(line, ELSEWHERE, text=cut(text), warning=True))
        return None
    if sign == ":":
        try:
            value = decode(base64.b64decode("".join(value.split()), validate=True))
        except (binascii.Error, ValueError):
            problems.append(Problem(line, BAD_BASE64, text=cut(text), warning=True))
            return None
    return name.casefold(), clean(value)


def _card(line: int, entry: Entry, *, is_company: bool) -> Card:
    def one(*names: str) -> str:
        return next((value for name in names for value in entry.get(name, ()) if value), "")

    given, family = one("givenname", "gn"), one("sn", "surname")
    organisation = one("o", "organizationname", "company")
    department = one("ou", "department", "departmentnumber", "organizationalunitname")
    if is_company and not organisation:
        organisation, department = department or one("cn"), ""
    emails = _emails(entry)
    person = "" if is_company else one("cn", "displayname", "commonname") or " ".join(part for part in (given, family) if part)
    name = person or organisation or (emails[0].address if emails else "")
    return Card(
        line=line,
        name=name,
        given=given,
        family=family,
        organisation=organisation,
        department=department,
        title=one("title"),
        emails=emails,
        phones=_phones(entry),
        addresses=_addresses(entry),
        website=one("mozillaworkurl", "workurl", "labeleduri", "mozillahomeurl", "homeurl").split(" ")[0],
        note=one("description", "notes"),
        language=_language(one("preferredlanguage")),
        uid=one("entryuuid", "uid") and f"ldif:{one('entryuuid', 'uid')}",
        is_company=is_company or (not person and name == organisation),
    )


def _language(text: str) -> str:
    code = text[:2].lower()
    return code if code in ("sv", "en") else ""


def _emails(entry: Entry) -> tuple[Email, ...]:
    found = (read_email(value, label) for name, label in _EMAILS.items() for value in entry.get(name, ()))
    return tuple(dict.fromkeys(email for email in found if email is not None))


def _phones(entry: Entry) -> tuple[Phone, ...]:
    found = (read_phone(value, label) for name, label in _PHONES.items() for value in entry.get(name, ()))
    return tuple(dict.fromkeys(phone for phone in found if phone is not None))


def _addresses(entry: Entry) -> tuple[Address, ...]:
    result: list[Address] = []
    for parts, label in ((_WORK, "work"), (_HOME, "home")):
        found = {part: next((entry[name][0] for name in names if name in entry), "") for part, names in parts.items()}
        # Directories write a whole address with $ between its lines (RFC 4517, 3.3.28).
        street = ", ".join(found[part] for part in ("box", "extended", "street") if found[part]).replace("$", ", ")
        if not street and label == "work" and "postaladdress" in entry:
            street = ", ".join(part.strip() for part in entry["postaladdress"][0].split("$") if part.strip())
        address = Address(
            street, found["code"], found["city"], found["region"], home_country(found["country"]), label
        )
        if any((street, address.postal_code, address.city, address.region)):
            result.append(address)
    return tuple(result)
