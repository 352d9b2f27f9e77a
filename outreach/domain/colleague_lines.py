"""Reads colleagues in other municipalities from what is pasted: one a line, in the order that comes to hand.

Anna Berg <anna.berg@ludvika.se>; Bo Ek <bo@falun.se>
upphandling@sater.se
E-post;Namn;Kommun
eva@mora.se;Eva Lind;Mora
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from outreach.domain.codes import municipalities
from outreach.domain.inquiry import Colleague
from outreach.domain.mailbox import wire_address
from outreach.domain.municipality_title import municipality_title
from outreach.domain.search_text import plain, words

_ADDRESS = re.compile(r"[^\s<>\[\]()\"',;:|\t]+@[^\s<>\[\]()\"',;:|\t]+")
#: What ends one colleague on a line of several: a separator with another address behind it, the first one in brackets.
_NEXT = re.compile(r"(?<=>)\s*[;,]\s*(?=[^;,]*@)")
#: "Anna Berg <anna@exempel.se>" and what stands behind it.
_NAMED = re.compile(r"\s*(\S[^<>@;\t]*)<([^<>]*@[^<>]*)>(.*)\Z", re.DOTALL)
_TRIM = " \t,;:|\"'<>()[]-–·"


def read_colleagues(text: str) -> tuple[list[Colleague], list[str]]:
    """Return the colleagues in a pasted list, each address once, and the lines in which none was found.

    A line of headings, without @, that stands before all others is passed over in silence.
    """
    found: dict[str, Colleague] = {}
    unread: list[str] = []
    for number, line in enumerate(filter(str.strip, text.splitlines())):
        for part in _NEXT.split(line):
            addresses = [one.strip(".") for one in _ADDRESS.findall(part)]
            good = [one for one in addresses if can_be_mailed(one)]
            for address in good:
                rest = _rest(part, addresses) if len(good) == 1 else ()
                found.setdefault(address.casefold(), _colleague(address, rest))
            if part.strip(_TRIM) and not good and (number or addresses):
                unread.append(part.strip())
    return list(found.values()), unread


def can_be_mailed(address: str) -> bool:
    """Say whether mail carries an address."""
    try:
        wire_address(address)
    except ValueError:
        return False
    return "." in address.rpartition("@")[2]


def municipality_of(address: str) -> str:
    """Return the municipality whose domain an address has, as it signs itself: "anna@sater.se" gives "Säters kommun"; else ""."""
    labels = address.casefold().rpartition("@")[2].split(".")[:-1]
    return next((name for label in reversed(labels) if (name := _by_label().get(label))), "")


def credit_of(text: str) -> str:
    """Return a municipality as it signs itself, from what was typed: "säter" gives "Säters kommun"; other words as they are."""
    clean = " ".join(text.split())
    return _by_label().get("".join(plain(word) for word in words(clean)), clean)


def known_colleague(colleagues: Iterable[Colleague], address: str) -> Colleague | None:
    """Return the colleague with this address."""
    wanted = address.strip().casefold()
    return next((one for one in colleagues if one.email.casefold() == wanted), None)


def _rest(line: str, addresses: list[str]) -> tuple[str, ...]:
    named = _NAMED.match(line)
    before, line = (_turned(named[1]), named[3]) if named else ("", line)
    for address in addresses:
        line = line.replace(address, "\t")
    parts = (before, *re.split(r"[\t;,|]", line))
    return tuple(part for part in (one.strip(_TRIM) for one in parts) if part)


def _turned(name: str) -> str:
    """Return a name as it is said: "Berg, Eva" is Eva Berg."""
    family, comma, given = name.strip(_TRIM).partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else family


def _colleague(address: str, rest: tuple[str, ...]) -> Colleague:
    """Make a colleague of an address and the words beside it: what is a municipality is one, the first other is the name."""
    places = [one for one in rest if _is_municipality(one)]
    names = [" ".join(one.split()) for one in rest if one not in places]
    return Colleague(address, names[0] if names else "", credit_of(places[0]) if places else municipality_of(address))


def _is_municipality(text: str) -> bool:
    bare = [word for word in words(text) if word not in ("kommun", "stad", "region")]
    return _key(bare) in _by_label() or _key([one.removesuffix("s") for one in bare]) in _by_label()


def _key(parts: Iterable[str]) -> str:
    return "".join(plain(word) for word in parts)


@cache
def _by_label() -> dict[str, str]:
    """Return how each municipality signs itself, by its name as a domain has it: "malungsalen" and "malung-salen"."""
    found: dict[str, str] = {}
    for one in municipalities():
        title = municipality_title(one.name)
        bare = [plain(word) for word in words(one.name)]
        for label in ("".join(bare), "-".join(bare), _key(words(title))):
            found.setdefault(label, title)
    return found
