"""Scan and paste: a picture, a code, a card file, a message or a pasted text becomes a draft that the officer looks at.

Whatever comes in goes through the same: read (nothing is kept, fetched or opened), shown with what is unsure and who is known
already, and then logged, kept in the register, or put into the card inbox. Text recognition only proposes.
"""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.person import Card
from outreach.domain.problem import Problem
from outreach.domain.quick_note import Unsure
from outreach.domain.record import Kind
from outreach.domain.scanned import Content, ContentKind, tells_somebody
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.duplicates import Typed
from outreach.services.import_cards import CardImporter
from outreach.services.import_register import ImportRegister
from outreach.services.import_tally import Tally
from outreach.services.inbox_cards import NewCard
from outreach.services.matching import Found, Similar, find_company, find_person
from outreach.services.meetings import Capture
from outreach.services.pasted_cards import card_of_line, content_of_message, content_of_text

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.database import Database

Report = Callable[[int, int], None]

#: No file of a kind that is read here is larger.
MOST_BYTES = 30_000_000
_MOST_TEXT = 20_000
_MOST_KNOWN = 5

#: What a file dialog offers.
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".vcf", ".vcard", ".eml")
PICTURES = SUFFIXES[:6]

NOTHING_KNOWN = N_("Neither a picture nor a card, a message or a text that I can read.")
NO_LIBRARY = N_("Text recognition is not installed. Add it with: {command}")
NO_DATA = N_(
    "Text recognition lacks its Swedish data. Install the package tesseract-ocr-swe, or put swe.traineddata into {folder}."
)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register who resembles what was read. `title` is the name, a person's with the company."""

    kind: Kind
    id: UUID
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, and who it may be. `erased`: somebody with this address or number was erased here then."""

    content: Content
    known: tuple[Known, ...] = ()
    erased: datetime | None = None

    @property
    def is_new(self) -> bool:
        """Say whether nobody in the register is like it."""
        return not any(one.kind is Kind.PERSON for one in self.known)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one file, picture or text held. `picture` is the picture as it would be kept (JPEG), empty when there is none."""

    name: str = ""
    findings: tuple[Finding, ...] = ()
    picture: bytes = b""
    problems: tuple[Problem, ...] = ()


class Scans:
    """The verbs of scanning. Reading keeps nothing."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house

    # Reading ---------------------------------------------------------------------------------------------------------

    def read_file(self, path: Path, progress: Report | None = None) -> Scanned:
        """Read a file: a picture, a card (.vcf), a message (.eml), a text. Never raises; what is wrong is a problem."""
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                return _refused(path.name, N_("This is not an ordinary file."))
            if found.st_size > MOST_BYTES:
                limit = str(MOST_BYTES // 1_000_000)
                return _refused(path.name, N_("The file is larger than {limit} MB. It was not opened."), limit=limit)
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return _refused(path.name, N_("There is no such file."))
        except OSError as error:
            return _refused(path.name, N_("The file cannot be read: {why}."), why=error.strerror or "")
        return self.read(data, path.name, progress)

    def read(self, data: bytes, name: str = "", progress: Report | None = None) -> Scanned:
        """Read the bytes of a picture, a card, a message or a text, whatever the name says.

        Never raises, but for Cancelled from `progress`, which hears how often a picture has been looked at for codes.
        """
        from outreach.formats.email_message import looks_like_message
        from outreach.formats.picture import looks_like_picture
        from outreach.formats.vcard import looks_like_vcard

        if looks_like_picture(data[:16]):
            return self._read_picture(data, name, progress)
        if looks_like_vcard(data[:4096]):
            return self._read_cards(data, name)
        if looks_like_message(data[:4096]):
            return self._read_message(data, name)
        text = _as_text(data)
        # A page or a drawing is no card, whatever its name; its addresses are the machine's.
        return self.read_text(text, name) if text and not _MARKUP.match(text) else _refused(name, NOTHING_KNOWN)

    def read_text(self, text: str, name: str = "") -> Scanned:
        """Read a pasted text: a signature, an address, a line; or what a code holds (a vCard, a link). Never raises."""
        from outreach.services.readers import read_text

        bare = text.strip()[:_MOST_TEXT]
        if not bare:
            return _refused(name, N_("There is no text."))
        contents, problems = read_text(bare.encode("utf-8", "replace"), self._house.now())
        return Scanned(name, self._findings(contents), problems=tuple(problems))

    def read_frame(self, luminance: bytes, width: int, height: int, stride: int) -> Scanned:
        """Read one frame of a camera (grey values, `stride` bytes a line): what its codes hold, quickly or not at all."""
        from outreach.services.readers import read_frame

        return Scanned("", self._findings(read_frame(luminance, width, height, stride)))

    def recognise(self, picture: bytes, degrees: int = 0) -> Scanned:
        """Read the print on a picture by text recognition, as a proposal; first turn it clockwise. Never raises."""
        from outreach.formats.text_recognition import recognise

        read = recognise(picture, degrees=degrees)
        if isinstance(read, Problem):
            return Scanned("", (), picture, (read,))
        if not read.text:
            return Scanned("", (), picture, (Problem(0, N_("No text was recognised in the picture.")),))
        content = content_of_text(read.text, self._house.now(), ContentKind.READ)
        doubts = tuple(Unsure(word, N_("hard to read")) for word in read.unsure[:8])
        return Scanned("", self._findings([replace(content, unsure=(*content.unsure, *doubts))]), picture)

    def lacks_for_text(self) -> tuple[str, dict[str, str]]:
        """Say what text recognition lacks here: a catalogue text and its values; an empty text when it is ready."""
        from outreach.formats.text_recognition import Readiness, own_folder, readiness

        lacks = {Readiness.NO_LIBRARY: NO_LIBRARY, Readiness.NO_DATA: NO_DATA}
        command = f'{sys.executable} -m pip install "tesserocr>=2.13,<3"'
        return lacks.get(readiness(), ""), {"folder": str(own_folder()), "command": command}

    # Doing -----------------------------------------------------------------------------------------------------------

    def keep(self, card: Card) -> Changes:
        """Keep a card's person and company in the register, as one action; who is known is filled in, never blanked out.

        Raises InvalidInput for a card that names nobody.
        """
        if not tells_somebody(card):
            raise InvalidInput(N_("Card"), N_("Write at least a name, a company, a telephone number or an e-mail address."))
        source = card.source or self._source()
        with self.database.work(N_("Kept a card: {name}"), name="") as work:
            tally = Tally()
            register = ImportRegister(work, self._house.people, self._house.companies, writing=True)
            CardImporter(register, source).keep(named(card), "", tally)
            register.flush()
            refused = next((one for one in tally.problems if not one.warning), None)
            if refused is not None:
                raise InvalidInput(N_("Card"), refused.reason, **refused.values)
            work.rename_action(N_("Kept a card: {name}"), name=tally.lines[0].title)
        return work.changes

    def put_away(self, cards: Sequence[NewCard]) -> Changes:
        """Put cards into the inbox, as handed over at the event that is under way, if any. One action."""
        event = self._house.events.under_way(self._house.now())
        return self._house.inbox_cards.put(cards, event.id if event else None)

    def known(self, card: Card, badge: str = "") -> tuple[Known, ...]:
        """Return who in the register may stand behind a card, with the reasons, the surest first."""
        similar: dict[UUID, Similar] = {}
        if badge:
            _gather(similar, self._with_badge(badge))
        if tells_somebody(card):
            _gather(similar, self._alike(card))
        return self._titled(list(similar.values())[:_MOST_KNOWN])

    def erased(self, card: Card) -> datetime | None:
        """Return when somebody was erased here whom the card may bring back, by the ledger of the erased; else None."""
        from outreach.services.import_cards import ledger_ways
        from outreach.storage.erasing import forgotten

        keys = (*((f"vcard:{card.uid}",) if card.uid else ()), *ledger_ways(card))
        if not keys:
            return None
        with self.database.read() as view:
            return max((one.at for one in forgotten(view, keys).values()), default=None)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _read_picture(self, data: bytes, name: str, progress: Report | None) -> Scanned:
        from outreach.services.readers import read_picture

        small, contents, problems = read_picture(data, progress)
        return Scanned(name, self._findings(contents), small, tuple(problems))

    def _read_cards(self, data: bytes, name: str) -> Scanned:
        from outreach.services.readers import read_card_contents

        contents, problems = read_card_contents(data)
        if problems:
            return Scanned(name, problems=tuple(problems))
        return Scanned(name, self._findings(contents)) if contents else _refused(name, N_("The card cannot be read."))

    def _read_message(self, data: bytes, name: str) -> Scanned:
        from outreach.services.readers import read_sent

        message, attached, problems = read_sent(data)
        if message is None:
            return Scanned(name, problems=tuple(problems))
        own = content_of_message(message.name, message.address, message.signature, message.date, self._house.now())
        contents = [*([own] if own is not None else []), *attached]
        if not contents and not problems:
            problems = [Problem(0, N_("The message does not say who wrote it."))]
        return Scanned(name, self._findings(contents), problems=tuple(problems))

    def _findings(self, contents: Iterable[Content]) -> tuple[Finding, ...]:
        return tuple(Finding(one, self.known(one.card, one.badge), self.erased(one.card)) for one in contents)

    def _alike(self, card: Card) -> list[Similar]:
        company_name = card.organisation or (card.name if card.is_company else "")
        person_name = "" if card.is_company else card.name
        emails, phones = [one.address for one in card.emails], [one.number for one in card.phones]
        with self.database.read() as view:
            firm = find_company(view, company_name, card.org_number) if company_name else Found()
            firms = [one.id for one in firm.similar if one.kind is Kind.COMPANY]
            person = find_person(view, person_name, card.emails, card.phones, firms)
        typed = Typed(person_name, tuple(emails), tuple(phones), companies=tuple(firms))
        people = self._resembling(Kind.PERSON, typed)
        more = self._resembling(Kind.COMPANY, replace(typed, name=company_name, companies=()))
        return [*person.similar, *people, *firm.similar, *more]

    def _resembling(self, kind: Kind, typed: Typed) -> list[Similar]:
        if not typed.name:
            return []
        found = self._house.duplicates.like(kind, typed)
        return [Similar(kind, one.id, one.title, one.reasons) for one in found]

    def _with_badge(self, badge: str) -> list[Similar]:
        from outreach.formats.code_content import badge_note

        # "badge 1045" is not "badge 10452" nor "badge 1045-2".
        wanted = re.compile(re.escape(badge_note(badge)) + r"(?!\w|[\-/#.]\w)", re.IGNORECASE)
        hits = self._house.search.find(badge_note(badge), (Kind.PERSON,), most=4 * _MOST_KNOWN)
        people = self._house.people.many(hit.id for hit in hits)
        return [
            Similar(Kind.PERSON, one.id, one.name, ("badge",))
            for one in people.values()
            if wanted.search(f"{one.notes}\n{one.source}")
        ]

    def _titled(self, similar: Sequence[Similar]) -> tuple[Known, ...]:
        people = self._house.people.many(one.id for one in similar if one.kind is Kind.PERSON)
        firms = self._house.companies.many(role.company for one in people.values() for role in one.roles)
        found = []
        for one in similar:
            roles = people[one.id].roles if one.id in people else ()
            names = [one.title, *(firms[role.company].name for role in roles if role.company in firms)]
            found.append(Known(one.kind, one.id, ", ".join(names), one.reasons))
        return tuple(found)

    def _source(self) -> str:
        now = self._house.now()
        event = self._house.events.under_way(now)
        day = now.date().isoformat()
        return f"{event.title} {day}" if event else day


#: How HTML, SVG and XML begin.
_MARKUP = re.compile(r"\s*<(?:[!?]|/?(?:html|head|body|svg|div|p|table|img|script|meta)\b)", re.IGNORECASE)


def capture_of(card: Card, at: datetime | None = None, event: UUID | None = None) -> Capture:
    """Return the conversation that a card begins: whom it was with, and what the card says beside."""
    firm = card.organisation or (card.name if card.is_company else "")
    return Capture(
        company=firm,
        person="" if card.is_company else card.name,
        emails=tuple(one.address for one in card.emails),
        phones=tuple(one.number for one in card.phones),
        note=card.note,
        at=at,
        event=event,
        title=card.title,
        org_number=card.org_number,
        addresses=card.addresses,
        website=card.website,
    )


def named(card: Card) -> Card:
    """Return a card with a name: a company's own, else how the person is reached."""
    if card.is_company or (card.organisation and not card.name and not card.emails and not card.phones):
        return replace(card, name=card.name or card.organisation, is_company=True)
    if card.organisation and not card.name:
        # A shared telephone or mailbox of a company is the company's.
        return replace(card, name=card.organisation, is_company=True)
    ways = [*(one.address for one in card.emails), *(one.number for one in card.phones)]
    return card if card.name else replace(card, name=ways[0])


def _gather(known: dict[UUID, Similar], more: Iterable[Similar]) -> None:
    for one in more:
        before = known.get(one.id)
        reasons = tuple(dict.fromkeys((*before.reasons, *one.reasons))) if before else one.reasons
        known[one.id] = replace(before or one, reasons=reasons)


def _refused(name: str, reason: str, **values: str) -> Scanned:
    return Scanned(name, problems=(Problem(0, reason, values),))


def _as_text(data: bytes) -> str:
    """Return bytes as text, or nothing when they are none."""
    from outreach.formats.contact_text import decode, to_utf8

    head = to_utf8(data[: 4 * _MOST_TEXT])
    if b"\x00" in head or not head.strip():
        return ""
    text = decode(head)
    odd = sum(not sign.isprintable() and sign not in "\r\n\t\f" for sign in text[:2_000])
    return "" if odd > 5 else text


__all__ = ["Finding", "Known", "Scanned", "Scans", "capture_of", "card_of_line", "named"]
