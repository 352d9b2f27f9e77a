"""The procurement unit that uses the workspace, and its officers."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from outreach.domain.bid import LocalBy
from outreach.domain.contact import Address
from outreach.domain.handout import Theme
from outreach.domain.inquiry import Colleague
from outreach.domain.letter import Letter
from outreach.domain.record import Record

#: The one unit of a workspace always has this id, so that a second one cannot come into being.
UNIT_ID = UUID("00000000-0000-4000-8000-00000000756e")

#: A logo larger than this is refused.
MOST_LOGO_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """The unit as flyers and calendars show it. `municipality` is a name ("Smedjebackens kommun"), `code` SCB's.

    `logo` is a PNG or JPEG picture or an SVG drawing, at most 2 MB. `colour` is "#rrggbb". `theme` is the look of handouts,
    `light` saves ink (no large areas of colour); a handout may differ. `information_sv` and
    `information_en` are the unit's own words for what guests are told about their details; empty means the usual text
    (`domain/information.py`). `letters` are the unit's own texts of messages to guests, in place of the
    built-in ones (`services/letters.py`). `local_by` is what counts as local in figures. `buyer_names` are further names under
    which statistics know our purchases (an old name, a joint centre); `network` are the colleagues whom questions go to. `dpo` and
    `registrator` are the addresses of the data protection officer and of the registrator (GDPR article 13.1 b; where requests
    go); `handlers` name the officers who may see people with protected addresses: nobody named means every officer, with a reason.
    """

    municipality: str = ""
    code: str = ""
    department: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    email: str = ""
    website: str = ""
    colour: str = "#0b5d77"
    theme: Theme = Theme.CLEAR
    light: bool = False
    logo: bytes = b""
    information_sv: str = ""
    information_en: str = ""
    letters: tuple[Letter, ...] = ()
    local_by: LocalBy = LocalBy.WORKPLACE
    buyer_names: tuple[str, ...] = ()
    network: tuple[Colleague, ...] = ()
    dpo: str = ""
    registrator: str = ""
    handlers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Record):
    """One of the people who work in the unit."""

    name: str
    title: str = ""
    phone: str = ""
    email: str = ""
