"""What people stand in the register for: four purposes that the program knows, and those that the unit adds or changes.

A purpose is known by its key. The unit's own words for a built-in purpose are a record with the same key and take its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from outreach.domain.processing import DIALOGUE, NEWSLETTER, Basis, Purpose
from outreach.errors import InvalidInput
from outreach.language import N_, Language

EVENTS = "events"
CONTRACTS = "contracts"

_HERE = UUID("00000000-0000-4000-8000-007075727073")
_CONTACT = N_("name, employer and title, contact details")
_TALKS = N_("what was said, and what was promised")
_EVENTS = N_("events, answers and attendance")
_BIDS = N_("bids, contracts and how they are kept")
_CONSENTS = N_("consents")
_PUBLIC = N_("whoever asks for official documents, where no secrecy stands against it")

#: The built-in purposes, their texts as catalogue texts; `in_language` says them.
BUILT_IN: tuple[Purpose, ...] = tuple(
    Purpose(id=uuid5(_HERE, key), key=key, name=name, basis=basis, law=law, categories=categories, recipients=_PUBLIC)
    for key, name, basis, law, categories in (
        (
            DIALOGUE,
            N_("Dialogue with suppliers"),
            Basis.PUBLIC_TASK,
            N_("LOU (2016:1145) 4 kap. 1 and 8 §§; dataskyddslagen (2018:218) 2 kap. 2 §"),
            (_CONTACT, _TALKS),
        ),
        (
            EVENTS,
            N_("Events and invitations"),
            Basis.PUBLIC_TASK,
            N_("kommunallagen (2017:725) 2 kap. 1 §; dataskyddslagen (2018:218) 2 kap. 2 §"),
            (_CONTACT, _EVENTS),
        ),
        (NEWSLETTER, N_("News by e-mail"), Basis.CONSENT, N_("marknadsföringslagen (2008:486) 19 §"), (_CONTACT, _CONSENTS)),
        (
            CONTRACTS,
            N_("Bids and contracts"),
            Basis.LEGAL_OBLIGATION,
            N_("LOU (2016:1145) 12 kap. 14 §; arkivlagen (1990:782) 3 §"),
            (_CONTACT, _BIDS),
        ),
    )
)
_BUILT_IN_KEYS = frozenset(one.key for one in BUILT_IN)
_KEY = re.compile(r"[a-z0-9åäö][a-z0-9åäö-]{0,39}")

NO_SUCH = N_("There is no purpose called {key}. The purposes are {keys}.")


def known_purposes(own: Iterable[Purpose]) -> dict[str, Purpose]:
    """Return all purposes by key, the built-in ones first, each in the unit's own words where it has some."""
    return {one.key: one for one in BUILT_IN} | {one.key: one for one in own}


def is_built_in(key: str) -> bool:
    """Say whether the program brings a purpose itself."""
    return key in _BUILT_IN_KEYS


def in_language(purpose: Purpose, language: Language) -> Purpose:
    """Return a purpose as people read it: the program's own words in their language, the unit's as they are."""
    say = language.say
    if purpose not in BUILT_IN:
        return purpose
    return replace(
        purpose,
        name=say(purpose.name),
        law=say(purpose.law),
        categories=tuple(say(one) for one in purpose.categories),
        recipients=say(purpose.recipients),
    )


def checked_purpose(purpose: Purpose) -> Purpose:
    """Return a purpose as it is kept. Raises InvalidInput without key, name or law, or for a ground that there is not."""
    key = purpose.key.strip().casefold()
    if not _KEY.fullmatch(key):
        raise InvalidInput(N_("Key"), N_("A key is a word of small letters, digits and hyphens."))
    if not purpose.name.strip():
        raise InvalidInput(N_("Name"), N_("A purpose needs a name."))
    if not purpose.law.strip():
        raise InvalidInput(N_("Law"), N_("Say which law or decision the purpose rests on."))
    if not isinstance(purpose.basis, Basis):
        raise InvalidInput(N_("Lawful basis"), N_("It must be one of {choices}."), choices=", ".join(one.value for one in Basis))
    categories = tuple(" ".join(one.split()) for one in purpose.categories if one.strip())
    return replace(
        purpose,
        key=key,
        name=" ".join(purpose.name.split()),
        law=" ".join(purpose.law.split()),
        categories=categories,
        recipients=purpose.recipients.strip(),
    )


def check_known(key: str, known: Mapping[str, Purpose] | Iterable[str]) -> None:
    """Let a person's purpose pass. Raises InvalidInput for one that nobody knows: nobody is registered for no purpose."""
    keys = list(known)
    if key not in keys:
        raise InvalidInput(N_("Purpose"), NO_SUCH, key=key or "–", keys=", ".join(keys))


def read_basis(text: str) -> Basis:
    """Return the ground that was typed ("6.1 e", "6.1e", "e"). Raises InvalidInput; 6.1 f is none (article 6.1, last sentence)."""
    letter = re.sub(r"\s|[.()]|[61]|art(icle|ikel)?", "", text.casefold())
    for one in Basis:
        if letter == one.value[-1]:
            return one
    raise InvalidInput(N_("Lawful basis"), N_("It must be one of {choices}."), choices=", ".join(one.value for one in Basis))
