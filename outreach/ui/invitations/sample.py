"""An invented guest and event, to show a letter with its fields filled before there is a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.contact import show_phone
from outreach.domain.privacy_text import BUILT_IN_FROM, notice_of
from outreach.language import N_, Language
from outreach.services.letter_texts import EQUAL_TREATMENT

if TYPE_CHECKING:
    from outreach.domain.unit import Unit

NAME, COMPANY = N_("Anna Berg"), N_("Bergs Bygg AB")
ADDRESS = "anna@bergsbygg.example"
_SAID = {
    "event": N_("Breakfast seminar"),
    "when": N_("Thursday 3 December 07:30–09:00"),
    "where": N_("The town hall, room Sjön"),
    "description": N_("We tell what we are going to buy during the spring, over coffee and a sandwich."),
    "answer_by": N_("30 November"),
    "tenders": N_("Snow clearing 2027"),
    "proposed": N_("Friday 4 December 07:30–09:00"),
    "equal_treatment": EQUAL_TREATMENT,
}


def sample_values(unit: Unit, officer: str, code: str) -> dict[str, str]:
    """Return what the fields of a letter hold for the invented guest, in a language."""
    language = Language(code)
    values = {name: language.say(text) for name, text in _SAID.items()}
    return values | {
        "guest": language.say(NAME),
        "first_name": language.say(NAME).split()[0],
        "company": language.say(COMPANY),
        "booth": "",
        "capacity": "40",
        "link": unit.website,
        "unit": ", ".join(part for part in (unit.department, unit.municipality) if part),
        "officer": officer,
        "contact": ", ".join(part for part in (unit.email, show_phone(unit.phone)) if part),
        "information": notice_of(unit, language, BUILT_IN_FROM).stamped(),
    }
