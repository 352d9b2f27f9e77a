"""Which companies may want to know of a tender, and why: reasons that an officer can read, no score and no ranking.

The notice is public and open to all (LOU 4 kap. 1 §). A match only helps the officer to remember whom a public text may
interest; whether a company is local is no reason, and nobody is left out for being elsewhere (LOU 4 kap. 2 §).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from outreach.domain.codes import cpv_name, sni_name
from outreach.language import N_, Language

#: Digits of a CPV code that two codes must share: the group ("906"). From the division (2) to the category (5).
USUAL_DIGITS = 3
FEWEST_DIGITS, MOST_DIGITS = 2, 5


class ReasonKind(StrEnum):
    """Why a company may want to know."""

    CPV = "cpv"
    TAG = "tag"
    INDUSTRY = "industry"
    WON = "won"
    SPOKE = "spoke"
    SAID = "said"
    CAME = "came"


REASON_LABELS = {
    ReasonKind.CPV: N_("Codes"),
    ReasonKind.TAG: N_("Tags"),
    ReasonKind.INDUSTRY: N_("Industry"),
    ReasonKind.WON: N_("Earlier contracts"),
    ReasonKind.SPOKE: N_("Talked about it"),
    ReasonKind.SAID: N_("Said at a meeting"),
    ReasonKind.CAME: N_("Came to an event"),
}
_SENTENCES = {
    ReasonKind.CPV: N_("interested in {code} {name}"),
    ReasonKind.TAG: N_("has the tag “{fact}”"),
    ReasonKind.INDUSTRY: N_("works in {name}"),
    ReasonKind.WON: N_("won “{fact}”"),
    ReasonKind.SPOKE: N_("talked about it on {day}"),
    ReasonKind.SAID: N_("said on {day}: “{fact}”"),
    ReasonKind.CAME: N_("came to “{fact}”, where it was shown"),
}
#: More of what was said would be a conversation's note, and belongs to the conversation.
_LONGEST_SAID = 80


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `fact` is a code, tag, title or what was said; `day` is ISO 8601 or empty."""

    kind: ReasonKind
    fact: str = ""
    day: str = ""

    def kept(self) -> Reason:
        """Return the reason as a list keeps it: what was said only as far as it is shown; the rest is the conversation's."""
        return replace(self, fact=shortened(self.fact)) if self.kind is ReasonKind.SAID else self

    def key(self) -> str:
        """Return the reason as it is kept on the list of who was notified: "cpv:90620000", "spoke::2026-10-02"."""
        return ":".join(filter(None, (self.kind.value, self.day or "-", self.fact)))


def read_reason(key: str) -> Reason | None:
    """Return the reason that was kept under a key, or None for one that this version does not know."""
    kind, _, rest = key.partition(":")
    day, _, fact = rest.partition(":")
    return Reason(ReasonKind(kind), fact, "" if day == "-" else day) if kind in set(ReasonKind) else None


def say_reason(reason: Reason, language: Language) -> str:
    """Return a reason as the end of a sentence, in the reader's language."""
    names = {ReasonKind.CPV: cpv_name, ReasonKind.INDUSTRY: sni_name}
    named = names.get(reason.kind)
    name = named(reason.fact, language.code) if named else ""
    return language.say(
        _SENTENCES[reason.kind],
        fact=shortened(reason.fact),
        code=reason.fact,
        name=name or reason.fact,
        day=language.day(date.fromisoformat(reason.day)) if reason.day else "",
    )


def shortened(said: str) -> str:
    """Return what was said on one line, cut with a mark where it is long."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST_SAID else line[: _LONGEST_SAID - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Match:
    """One company that may want to know. `notified` says that it stands on a list of this tender already."""

    company: UUID
    name: str
    place: str
    reasons: tuple[Reason, ...]
    email: str = ""
    notified: bool = False


def cpv_prefixes(codes: tuple[str, ...], digits: int = USUAL_DIGITS) -> tuple[str, ...]:
    """Return the beginnings that codes must share with a tender's: `digits` long, or shorter for a code that says less.

    `digits` is 2 to 5; a code such as 45000000 says only "45".
    """
    wanted = max(FEWEST_DIGITS, min(MOST_DIGITS, digits))
    return tuple(dict.fromkeys(code[: max(2, min(wanted, len(code.rstrip("0"))))] for code in codes))


def shares(code: str, prefixes: tuple[str, ...]) -> bool:
    """Say whether a code belongs to one of the groups, or is one that holds the group as a whole (90000000 holds 906)."""
    significant = code.rstrip("0").ljust(2, "0")
    return any(code.startswith(prefix) or prefix.startswith(significant) for prefix in prefixes)
