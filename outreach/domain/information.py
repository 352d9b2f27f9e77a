"""What people are told when they leave their details (GDPR, article 13): the unit's own words, or the usual text.

The usual text names the controller, the purposes, the lawful basis (article 6.1 e: a municipality may not lean on 6.1 f for
its tasks), who may get the details, how long they are kept, the rights, the data protection officer, that nobody must leave
any, and where to complain. How long is for the municipality's own records plan to say, so the text promises no number.
"""

from __future__ import annotations

from outreach.domain.contact import show_phone
from outreach.domain.unit import Unit
from outreach.language import N_, Language

USUAL = N_(
    "{unit} is responsible for the details that we keep about you. We use them to know who came and to tell you about coming "
    "procurements and events, as a task in the public interest (GDPR, article 6.1 e). They are kept for as long as that "
    "needs, as our records plan says, and may be disclosed to whoever asks for official documents. You may see them, have "
    "them corrected or removed, have their use restricted, and object to it. Contact, also to our data protection "
    "officer: {contact}. Leaving details is voluntary. You can complain to the authority for privacy protection, IMY (imy.se)."
)
SOMEBODY = N_("The procurement unit")
HERE = N_("speak to one of us here")


def information_text(unit: Unit, language: Language) -> str:
    """Return what people are told about their details, in the reader's language."""
    own = {"sv": unit.information_sv, "en": unit.information_en}[language.code].strip()
    return own or usual_information(unit, language)


def usual_information(unit: Unit, language: Language) -> str:
    """Return the usual text with the unit's name and ways to reach it."""
    contact = ", ".join(part for part in (unit.email, show_phone(unit.phone), unit.dpo) if part) or language.say(HERE)
    return language.say(USUAL, unit=unit.municipality or language.say(SOMEBODY), contact=contact)
