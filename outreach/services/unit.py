"""The unit and its officers: who we are, as flyers, calendars and the journal show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.changes import Changes
from outreach.domain.contact import clean_email, clean_phone
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.unit import MOST_LOGO_BYTES, UNIT_ID, Officer, Unit
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.tenders import checked_link

if TYPE_CHECKING:
    from outreach.storage.database import Database


class UnitService:
    """The verbs for the unit and its officers."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def unit(self) -> Unit:
        """Return the unit; an empty one before the first start is done."""
        with self.database.read() as view:
            return view.units.get(UNIT_ID) or Unit(id=UNIT_ID)

    def officers(self) -> list[Officer]:
        """Return the officers, in Swedish order."""
        with self.database.read() as view:
            return sorted(view.officers.all(), key=lambda officer: sort_key(officer.name))

    def officer_named(self, name: str) -> Officer | None:
        """Return the officer with this name."""
        return next((officer for officer in self.officers() if officer.name == name), None)

    def is_new(self) -> bool:
        """Say whether nobody has yet told whose workspace this is."""
        return not self.unit().municipality

    def save_unit(self, unit: Unit) -> Changes:
        """Keep the unit. Raises InvalidInput for an empty municipality, a wrong address or a picture that is none."""
        checked = _checked_unit(unit)
        with self.database.work(N_("Changed the unit's details")) as work:
            known = work.units.get(UNIT_ID)
            if checked.handlers != (known.handlers if known else ()):
                # Who may see protected people: a change of roles, whose names stand in the journal.
                work.audit("roles", what="handlers", count=len(checked.handlers))
            work.save(Kind.UNIT, replace(checked, id=UNIT_ID))
        return work.changes

    def logo_file(self, path: Path) -> bytes:
        """Read a file that shall be the logo, one byte more than allowed at most; `save_unit` says what is wrong.

        Raises OSError.
        """
        with path.open("rb") as file:
            return file.read(MOST_LOGO_BYTES + 1)

    def logo_picture(self, logo: bytes) -> bytes:
        """Return a logo as the PNG that a window shows; nothing when there is none or it may not be one."""
        from outreach.print.logo import read_logo

        read = read_logo(logo)
        return read.png if read is not None else b""

    def save_officer(self, officer: Officer) -> Changes:
        """Keep an officer. Raises InvalidInput for an empty name."""
        name = " ".join(officer.name.split())
        if not name:
            raise InvalidInput(N_("Officer"), N_("An officer needs a name."))
        checked = replace(officer, name=name, phone=clean_phone(officer.phone) or officer.phone.strip())
        with self.database.work(N_("Changed {name}"), name=name) as work:
            work.save(Kind.OFFICER, checked)
        return work.changes

    def start(self, municipality: str, code: str, officer: str) -> Changes:
        """Keep what the first start asks for, as one action."""
        require_named(municipality, officer)
        unit = replace(self.unit(), municipality=municipality.strip(), code=code)
        known = self.officer_named(officer.strip())
        with self.database.work(N_("Started the register of {name}"), name=unit.municipality) as work:
            work.save(Kind.UNIT, unit)
            if known is None:
                work.save(Kind.OFFICER, Officer(name=" ".join(officer.split())))
        return work.changes


def require_named(municipality: str, officer: str) -> None:
    """See that a first start says whose register it is. Raises InvalidInput."""
    if not municipality.strip():
        raise InvalidInput(N_("Municipality"), N_("Write the name of your municipality."))
    if not officer.strip():
        raise InvalidInput(N_("Officer"), N_("Write your name."))


def _checked_unit(unit: Unit) -> Unit:
    if not unit.municipality.strip():
        raise InvalidInput(N_("Municipality"), N_("Write the name of your municipality."))
    if unit.email.strip() and clean_email(unit.email) is None:
        raise InvalidInput(N_("E-mail"), N_("This is not an e-mail address."))
    return replace(
        unit,
        municipality=" ".join(unit.municipality.split()),
        email=clean_email(unit.email) or "",
        phone=clean_phone(unit.phone) or unit.phone.strip(),
        website=checked_link(unit.website),
        logo=_checked_logo(unit.logo) if unit.logo else b"",
    )


def _checked_logo(logo: bytes) -> bytes:
    """Return a logo as it is kept. Raises InvalidInput with the reason when it may not be one."""
    from outreach.services.readers import checked_logo

    kept, reason = checked_logo(logo)
    if reason:
        raise InvalidInput(N_("Logo"), reason)
    return kept
