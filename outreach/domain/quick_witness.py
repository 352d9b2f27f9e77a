"""What the contacts say about the names beside them: "anna.berg@bergsbygg.se" is Anna Berg's, at Bergs Bygg.

A host that many people share (gmail.com) says nothing, and a mailbox that many people read (info@) names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from outreach.domain.company import name_key
from outreach.domain.contact import is_shared_mailbox
from outreach.domain.name_shapes import name_shaped

_COMMON_HOSTS = frozenset(
    "gmail googlemail hotmail outlook live telia yahoo icloud me msn tele2 bredband comhem home spray protonmail proton".split()
)
_PLAIN = str.maketrans("åäöéèüøæ", "aaoeeuoa")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Witness:
    """The e-mail addresses and the web site of one text."""

    emails: tuple[str, ...] = ()
    website: str = ""

    def names_company(self, name: str) -> bool:
        """Say whether a host is this name: "bergs-bygg.se" is "Bergs Bygg AB"."""
        key = _letters(name_key(name))
        return len(key) >= _SHORTEST and key in set(self._hosts())

    def names_person(self, name: str) -> bool:
        """Say whether a mailbox has first and last word of this name: "anna.berg@" is "Anna Berg", "aberg@" is not."""
        words = [_letters(word) for word in re.split(r"[\s\-]+", name)]
        words = [word for word in words if len(word) > 1]
        if len(words) < 2 or not name_shaped(name):
            return False
        return any({words[0], words[-1]} <= parts for parts in self._mailboxes())

    def _hosts(self) -> Iterable[str]:
        for address in (*(email.rpartition("@")[2] for email in self.emails), self.website):
            host = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).split("/")[0]
            main = host.rpartition(".")[0].rpartition(".")[2]
            if main not in _COMMON_HOSTS:
                yield _letters(main)

    def _mailboxes(self) -> Iterable[set[str]]:
        for email in self.emails:
            parts = [_letters(part) for part in re.split(r"[._\-+]", email.partition("@")[0])]
            if len(parts) > 1 and not is_shared_mailbox(email):
                yield set(parts)


def _letters(text: str) -> str:
    """Return the letters of a text as they stand in addresses: "Bergs Bygg" and "bergs-bygg" are "bergsbygg"."""
    return re.sub(r"[^a-z0-9]", "", text.casefold().translate(_PLAIN))
