"""My own card: what a visitor's telephone takes from the screen in two seconds, instead of a paper card."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.person import Card
from outreach.domain.unit import Officer, Unit
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.exports import Exported, write_file

if TYPE_CHECKING:
    from outreach.print.qr import QrCode
    from outreach.services.house import House

SUFFIXES = (".png", ".svg", ".vcf")


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card as a QR code. `rows` hold 0 and 1 without the quiet zone, which is `quiet` modules on each side."""

    card: Card
    vcard: bytes
    rows: tuple[tuple[int, ...], ...]
    quiet: int


class OwnCards:
    """The card of who works here, made of the unit's and the officer's details."""

    def __init__(self, house: House) -> None:
        self._house = house

    def mine(self, officer: str = "") -> OwnCard:
        """Return the card of the officer with that name, by default of who works here. Raises InvalidInput."""
        card, vcard, code = self._made(officer)
        from outreach.print.qr import QUIET_MODULES

        return OwnCard(card, vcard, code.rows, QUIET_MODULES)

    def write(self, path: Path, officer: str = "") -> Exported:
        """Write the card as a picture (.png), a drawing (.svg) or a card (.vcf). Raises InvalidInput, CannotWrite, DiskFull."""
        from outreach.print.qr_files import qr_png, qr_svg

        suffix = path.suffix.casefold()
        if suffix not in SUFFIXES:
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=", ".join(SUFFIXES))
        _, vcard, code = self._made(officer)
        write_file(path, vcard if suffix == ".vcf" else qr_png(code) if suffix == ".png" else qr_svg(code))
        return Exported(path, 1)

    def _made(self, officer: str) -> tuple[Card, bytes, QrCode]:
        from outreach.print.qr import qr_code

        name = officer or self._house.officer
        unit, known = self._house.unit.unit(), self._house.unit.officer_named(name)
        if not name:
            raise InvalidInput(N_("Officer"), N_("Say who you are first, in the preferences."))
        if officer and known is None:
            raise InvalidInput(N_("Officer"), N_("There is no officer called {name}."), name=officer)
        card = own_card(unit, known or Officer(name=name))
        vcard = small_vcard(card)
        code = qr_code(vcard.decode(), "utf-8")
        if code is None:
            raise InvalidInput(N_("Card"), N_("There is too much on the card for a code. Shorten the title or the department."))
        return card, vcard, code


def own_card(unit: Unit, officer: Officer) -> Card:
    """Return an officer's card; what the officer has no number or address for is the unit's."""
    email, phone = officer.email or unit.email, officer.phone or unit.phone
    given, _, family = officer.name.rpartition(" ")
    return Card(
        line=0,
        name=officer.name,
        given=given,
        family=family,
        organisation=unit.municipality,
        department=unit.department if unit.municipality else "",
        title=officer.title,
        emails=(kept_email(email, "work"),) if email else (),
        phones=(kept_phone(phone, "work"),) if phone else (),
        website=unit.website,
    )


def small_vcard(card: Card) -> bytes:
    """Return a card as vCard 3.0 without what only programs read: every byte makes the squares of a code smaller."""
    from outreach.formats.vcard import write_cards

    lines = write_cards([card]).split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.startswith((b"PRODID", b"X-OUTREACH", b"UID")))
