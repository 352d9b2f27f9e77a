"""A pasted signature, address or business card: several lines that somebody else wrote, taken apart.

First the contacts are taken out (`quick_contacts.py`); what remains is judged piece by piece: a title, a person's name, a company,
or words for the note. The strongest witness is the e-mail address: "anna.berg@bergsbygg.se" says which piece is the person and
which the company. Where two pieces could be the same thing, the first is taken and marked unsure; nothing is dropped but
greetings ("Med vänlig hälsning") and the labels of the contacts ("Tel:", "E-post:").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from outreach.domain.company import show_org_number
from outreach.domain.equal_treatment import Given, stricter
from outreach.domain.name_shapes import (
    has_legal_form,
    is_first_name,
    is_title,
    looks_like_company,
    looks_like_person,
    name_shaped,
)
from outreach.domain.quick_contacts import Contacts, mask_bare_numbers, take_contacts
from outreach.domain.quick_findings import Who
from outreach.domain.quick_note import QuickLine, QuickNote, Unsure, read_note
from outreach.domain.quick_witness import Witness
from outreach.language import N_

_GREETING = re.compile(
    r"[-–—*_=~.\s]*(?:med )?(?:mvh|m\.?v\.?h\.?|(?:vänlig(?:a|en|t)?|varma|bästa|hjärtliga?|soliga|trevliga) ?hälsning(?:ar)?|"
    r"hälsning(?:ar)?|vänligen|vh|bästa hälsningar|(?:best|kind|warm|with kind|with best)(?: regards| wishes)|regards|best|"
    r"skickat från min \w+|sent from my \w+|sverige|sweden)[\s,.!/|–-]*",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^(från|from|namn|name|kontakt(?:person)?|contact|företag|company|titel|title|befattning|roll)\s?:\s*",
    re.IGNORECASE,
)
_OTHER_HEADER = re.compile(r"^(till|to|kopia|cc|bcc|ämne|subject|datum|date|skickat|sent)\s?:", re.IGNORECASE)
_SENDER = re.compile(r"^\s*(?:från|from)\s?:", re.IGNORECASE)
_QUOTE_BEGINS = re.compile(
    r"^\s*(?:-{3,}\s?(?:ursprungligt|original|vidarebefordrat|forwarded)|(?:den|on)\s.{3,80}(?:skrev|wrote)\b)",
    re.IGNORECASE,
)
#: A line that goes on the name above it: "ELTEKNIK / i Bergslagen AB".
_GOES_ON = re.compile(r"^\s*(?:i|och|&|på)\s+[^\W\d_a-zåäö]")
_BULLET = re.compile(r"[•·●▪►]")
_TITLE_FOR = re.compile(r"\S*(?:chef|direktör|ansvarig|ledare|manager|director)", re.IGNORECASE)
_HINTS = {
    "namn": "person",
    "name": "person",
    "från": "person",
    "from": "person",
    "kontakt": "person",
    "kontaktperson": "person",
}
_HINTS |= {"contact": "person", "företag": "company", "company": "company"}
_HINTS |= {"titel": "title", "title": "title", "befattning": "title", "roll": "title"}
_BREAK = re.compile(r"\s*[|•·●▪►]\s*|\t+|\s{3,}|\s+[-–—]\s+|\s+//?\s+|;\s*")
#: A name that says where it is, or has a partner: "Linds Ekonomi i Söderbärke", "Blom & Söner".
_LOCAL_NAME = re.compile(r"[^\W\d_a-zåäö][\w\-]*(?: [^\W\d_a-zåäö][\w\-]*){0,3} (?:i|&|och|på) [^\W\d_a-zåäö][\w\-]*")
_NOISE = re.compile(r"[\W_]*")
_LONGEST_PIECE = 6


@dataclass(slots=True)
class _Found:
    person: str = ""
    title: list[str] = field(default_factory=list)
    company: str = ""
    maybe_companies: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)


def read_pasted(text: str, today: date) -> QuickLine:
    """Take a pasted text apart. `today` is the day that "!fre" in it counts from. Never raises; doubts are in `unsure`."""
    own, others = _own_lines(_BULLET.sub("|", plain_spaces(text)).split("\n"))
    bare, contacts = take_contacts("\n".join(own))
    witness = Witness(tuple(contacts.emails), contacts.website)
    marks = _Marks(today)
    found = _Found()
    lines = [marks.taken(line) for line in bare.split("\n")]
    for line in lines:
        for piece, hint in _pieces(line):
            _judge(piece, hint, found, witness)
    _settle(found, witness)
    found.note += [marks.taken(mask_bare_numbers(line)[0]) for line in others]
    who = Who(found.person, ", ".join(found.title), found.company, found.note, found.unsure)
    return quick_line(
        who, contacts, QuickNote("", marks.tags, marks.follow_up, marks.tenders, marks.unsure, marks.information), QuickNote(), " "
    )


def _own_lines(lines: list[str]) -> tuple[list[str], list[str]]:
    """Divide the lines into the sender's own, and others: headers of a message, and older messages that it quotes.

    The address of the one who was written to must never become the sender's.
    """
    own: list[str] = []
    others: list[str] = []
    quoting = False
    for line in lines:
        begins = _QUOTE_BEGINS.match(line) is not None or (_SENDER.match(line) is not None and any(map(str.strip, own)))
        quoting = quoting or begins
        if quoting or line.lstrip().startswith(">") or _OTHER_HEADER.match(line):
            others.append(line)
        elif own and _GOES_ON.match(line) and own[-1].strip():
            own[-1] += " " + line.strip()
        else:
            own.append(line)
    return own, others


def quick_line(who: Who, contacts: Contacts, marks: QuickNote, said: QuickNote, between: str = ", ") -> QuickLine:
    """Put together what was read: `marks` stood beside who, `said` is the note; `between` joins the words that fit nowhere."""
    _keep_homeless(who, contacts)
    labels = dict(reversed(contacts.phones))
    phones = tuple(dict.fromkeys(number for number, _ in contacts.phones))
    note = QuickNote(
        " ".join(" ".join([_joined(who.extras, between), *contacts.beside, said.note]).split()),
        tuple(dict.fromkeys(marks.tags + said.tags)),
        said.follow_up or marks.follow_up,
        tuple(dict.fromkeys(marks.tenders + said.tenders)),
        marks.unsure + said.unsure,
        stricter(marks.information, said.information),
    )
    return QuickLine(
        person=who.person,
        company=who.company,
        emails=tuple(contacts.emails),
        phones=phones,
        note=note,
        unsure=tuple(dict.fromkeys((*contacts.unsure, *who.doubts, *note.unsure))),
        title=who.title,
        org_number=contacts.org_number,
        sole_trader=contacts.sole_trader,
        addresses=tuple(contacts.addresses),
        website=contacts.website,
        phone_labels=tuple(labels[number] for number in phones),
    )


def _keep_homeless(who: Who, contacts: Contacts) -> None:
    """Say in the note what has nobody to belong to: a number without a company, an address without anybody."""
    if contacts.org_number and not who.company:
        number = show_org_number(contacts.org_number)
        contacts.beside.append(number)
        contacts.unsure.append(
            Unsure(number, N_("an organisation number without a company; it stands in the note"), "org_number")
        )
    if not (who.person or who.company or contacts.emails or contacts.phones):
        contacts.beside += [f"{one.street} {one.postal_code} {one.city}" for one in contacts.addresses]
        contacts.beside += [contacts.website]


def _joined(extras: list[str], between: str) -> str:
    """Join words that fit nowhere; what stands in brackets stays with its neighbour."""
    return between.join(extras).replace("), ", ") ").replace(", (", " (")


class _Marks:
    """The marks of all lines together."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.tags: tuple[str, ...] = ()
        self.tenders: tuple[str, ...] = ()
        self.follow_up: date | None = None
        self.unsure: tuple[Unsure, ...] = ()
        self.information = Given.UNSAID

    def taken(self, line: str) -> str:
        """Take the marks out of one line and return the rest."""
        note = read_note(line, self._today)
        self.tags = tuple(dict.fromkeys(self.tags + note.tags))
        self.tenders = tuple(dict.fromkeys(self.tenders + note.tenders))
        self.follow_up = note.follow_up or self.follow_up
        self.unsure += note.unsure
        self.information = stricter(note.information, self.information)
        return note.note


def plain_spaces(text: str) -> str:
    """Return a text with one kind of space, hyphen and line break, and without invisible signs."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    text = re.sub("[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    return re.sub("[\u00a0\u2000-\u200a\u202f\u3000]", " ", re.sub("[\u2010\u2011]", "-", text))


def _pieces(line: str) -> list[tuple[str, str]]:
    """Divide a line into the pieces to judge, each with what its label says it is ("" for none)."""
    header = _HEADER.match(line)
    hint = _HINTS.get(header.group(1).casefold(), "") if header else ""
    rest = line[header.end() :] if header else line
    if is_title(rest.strip(" ,.")):
        return [(rest.strip(" ,."), hint)]
    pieces = [piece for part in _BREAK.split(rest) for piece in _by_commas(part)]
    return [(piece, hint) for piece in map(_bare, pieces) if not _NOISE.fullmatch(piece)]


def _by_commas(part: str) -> list[str]:
    pieces = part.split(",")
    if any(len(piece.split()) > _LONGEST_PIECE for piece in pieces):
        return [part]
    if is_title(part.strip(" ,")):
        return [part.strip(" ,")]
    return pieces


def _bare(piece: str) -> str:
    piece = piece.strip(" .,:;\t<>[]\"'”“’*_=~-–—/\\")
    if piece.count("(") != piece.count(")"):
        piece = piece.strip("() ")
    return piece


def _judge(piece: str, hint: str, found: _Found, witness: Witness) -> None:
    """Put one piece where it belongs for certain; the others wait in `maybe_companies` and `names`."""
    if _GREETING.fullmatch(piece) and not hint:
        return
    is_long = len(piece.split()) > _LONGEST_PIECE
    if hint == "title" or (not hint and is_title(piece)):
        found.title.append(piece)
    elif hint == "note" or (is_long and not hint):
        found.note.append(piece)
    elif hint == "company" or (not hint and _is_company(piece, witness)):
        _add_company(piece, found)
    elif hint == "person" or looks_like_person(piece) or witness.names_person(piece):
        _add_person(piece, found)
    else:
        _keep_for_later(piece, found)


def _is_company(piece: str, witness: Witness) -> bool:
    return has_legal_form(piece) or (witness.names_company(piece) and not witness.names_person(piece))


def _keep_for_later(piece: str, found: _Found) -> None:
    first = piece.split()[0]
    if _TITLE_FOR.fullmatch(first) and is_title(first) and not found.title:
        # "Affärsområdeschef Bygg"
        found.title.append(piece)
        found.unsure.append(Unsure(piece, N_("taken as the title"), "title"))
    elif (looks_like_company(piece) or _LOCAL_NAME.fullmatch(piece)) and piece[:1].isupper():
        found.maybe_companies.append(piece)
    elif name_shaped(piece) and piece[:1].isupper():
        found.names.append(piece)
    else:
        _person_with_title(piece, found)


def _add_company(piece: str, found: _Found) -> None:
    if not found.company:
        found.company = piece
    elif piece.casefold() != found.company.casefold():
        found.note.append(piece)
        found.unsure.append(Unsure(piece, N_("a second company"), "company"))


def _add_person(piece: str, found: _Found) -> None:
    if not found.person:
        found.person = piece
    elif piece.casefold() != found.person.casefold():
        found.note.append(piece)
        found.unsure.append(Unsure(piece, N_("more than one person"), "person"))


def _person_with_title(piece: str, found: _Found) -> None:
    """Read "Anna Berg (inköpschef)" and "vd Anna Berg"; what is neither goes to the note."""
    bracketed = re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", piece)
    if bracketed and is_title(bracketed.group(2)) and name_shaped(bracketed.group(1)) and not found.person:
        found.person = bracketed.group(1)
        found.title.append(bracketed.group(2))
        return
    words = piece.split()
    for title, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        name = " ".join(rest)
        if rest and is_title(title) and looks_like_person(name) and not found.person:
            found.person = name
            found.title.append(title)
            return
    found.note.append(piece)


def _settle(found: _Found, witness: Witness) -> None:
    """Give the doubtful pieces to what is still missing, each with its mark."""
    if not found.company and found.maybe_companies:
        found.company = found.maybe_companies.pop(0)
        if not witness.names_company(found.company):
            found.unsure.append(Unsure(found.company, N_("taken as the company"), "company"))
    if not found.person and found.names:
        found.person = found.names.pop(0)
        found.unsure.append(Unsure(found.person, N_("taken as the person's name"), "person"))
    if not found.company and found.names:
        found.company = found.names.pop(0)
        found.unsure.append(Unsure(found.company, N_("taken as the company"), "company"))
    left = [*found.maybe_companies, *found.names]
    found.note += left
    found.unsure += [Unsure(piece, N_("more than a person and a company"), "note") for piece in left]
    if found.person and " " not in found.person and not is_first_name(found.person):
        found.unsure.append(Unsure(found.person, N_("taken as the person's name"), "person"))
    if found.title and not (found.person and found.company):
        # A title of nobody, or at no company, is still something that was said.
        found.note = found.title + found.note
        found.unsure += [
            Unsure(one, N_("a title without a name or a company; it stands in the note"), "title")
            for one in found.title
        ]
        found.title = []
