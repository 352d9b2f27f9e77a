"""Coverage: how far each company has come with us, by branch.

A company stands in one column: the furthest stage that it has reached, in the order of `Stage`. The definitions are printed under
each table (`STAGE_MEANINGS`). A company with several branches stands in the row of each; the totals count it once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from outreach.domain.codes import cpv_name, sni_name, sni_sections
from outreach.domain.listing import Listing
from outreach.language import N_, NN_, Language


class Stage(StrEnum):
    """How far a company has come, in order."""

    NEVER = "never"
    MET = "met"
    CAME = "came"
    ASKED = "asked"
    NOTIFIED = "notified"
    BID = "bid"
    WON = "won"


STAGES = tuple(Stage)
STAGE_TITLES = {
    Stage.NEVER: N_("Never met"),
    Stage.MET: N_("Met"),
    Stage.CAME: N_("Came to an event"),
    Stage.ASKED: N_("Has asked"),
    Stage.NOTIFIED: N_("Notified"),
    Stage.BID: N_("Has bid"),
    Stage.WON: N_("Has won"),
}
STAGE_MEANINGS = {
    Stage.NEVER: N_("nothing of what follows"),
    Stage.MET: N_("a conversation is logged with the company"),
    Stage.CAME: N_("a guest of the company came to one of our events"),
    Stage.ASKED: N_("a conversation with it carries a question"),
    Stage.NOTIFIED: N_("it stands on a list of companies that were told of a tender"),
    Stage.BID: N_("it has bid"),
    Stage.WON: N_("one of its bids has won"),
}
FURTHEST = N_("Each company stands in one column: the furthest that it has come, in the order of the columns.")
AT_LEAST = N_("Each column counts the companies that have come so far or further.")
ALL = N_("All companies")


class BranchBy(StrEnum):
    """What the rows are."""

    SNI = "sni"
    DIVISION = "division"
    TAG = "tag"
    CPV = "cpv"


BRANCH_BY_LABELS = {
    BranchBy.SNI: N_("Industry (section of SNI)"),
    BranchBy.DIVISION: N_("Industry (division of SNI)"),
    BranchBy.TAG: N_("Tag"),
    BranchBy.CPV: N_("CPV interests (division)"),
}
_UNKNOWN = {"sni": N_("Industry not known"), "tag": N_("No tag"), "cpv": N_("No CPV interests")}
#: The field of the exact terms that a kind of branch is read from.
BRANCH_FIELDS = {BranchBy.SNI: "sni", BranchBy.DIVISION: "sni", BranchBy.TAG: "tag", BranchBy.CPV: "cpv"}
SEVERAL = {
    "sni": N_("A company with several industries stands in the row of each; the row of all companies counts it once."),
    "tag": N_("A company with several tags stands in the row of each; the row of all companies counts it once."),
    "cpv": N_("A company with several interests stands in the row of each; the row of all companies counts it once."),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch: `field` sni, tag or cpv; `value` a section's letter, a code's digits or a tag; empty: none is known."""

    field: str
    value: str = ""

    @property
    def key(self) -> str:
        """The branch as saved views keep it: "sni:F", "sni:43", "tag:bygg", "cpv:45", "sni:" for none known."""
        return f"{self.field}:{self.value}"


def read_branch(key: str) -> Branch:
    """Return the branch that a key means. Raises ValueError for what is none."""
    field, colon, value = key.partition(":")
    shapes = {"sni": r"[A-U]?|\d{2,5}", "cpv": r"(\d{2,8})?", "tag": r".*"}
    if not colon or field not in shapes or not re.fullmatch(shapes[field], value):
        raise ValueError(key)
    return Branch(field, value)


def branch_name(branch: Branch, language: Language) -> str:
    """Return what a branch is called: the section's or division's name, the tag, or that none is known."""
    if not branch.value:
        return language.say(_UNKNOWN[branch.field])
    if branch.field == "tag":
        return branch.value
    if branch.field == "cpv":
        return cpv_name(branch.value.ljust(8, "0"), language.code) or branch.value
    section = sni_sections().get(branch.value)
    return section.name(language.code) if section else sni_name(branch.value, language.code) or branch.value


def branch_title(branch: Branch, language: Language) -> str:
    """Return the name with its code before it, where there is one: "F Construction", "45 Construction work"."""
    name = branch_name(branch, language)
    return f"{branch.value} {name}" if branch.value and branch.field != "tag" and name != branch.value else name


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage as lists ask for it: the furthest one, or (`at_least`) this one or a further one.

    Only what happened from the day `since` on counts, and only what belongs to the programme tag `programme`, where they are given.
    """

    stage: Stage
    at_least: bool = False
    since: date | None = None
    programme: str = ""

    @property
    def key(self) -> str:
        """The stage as saved views keep it: "met", "met+", "never@2026-01-01#leader"."""
        since = f"@{self.since.isoformat()}" if self.since else ""
        programme = f"#{self.programme}" if self.programme else ""
        return f"{self.stage.value}{'+' if self.at_least else ''}{since}{programme}"


def read_reached(key: str) -> Reached:
    """Return what a key asks for. Raises ValueError for what is none."""
    found = re.fullmatch(r"([a-z]+)(\+?)(?:@(\d{4}-\d{2}-\d{2}))?(?:#(.+))?", key)
    if found is None:
        raise ValueError(key)
    since = date.fromisoformat(found[3]) if found[3] else None
    return Reached(Stage(found[1]), bool(found[2]), since, found[4] or "")


SINCE = N_("since {day}")
AT_LEAST_SHORT = N_("{stage} or further")


def say_reached(reached: Reached, language: Language) -> str:
    """Return what a list asks for, in words: "Never met", "Met or further, since 1 Jan 2026, #leader"."""
    said = language.say(STAGE_TITLES[reached.stage])
    if reached.at_least:
        said = language.say(AT_LEAST_SHORT, stage=said)
    since = language.say(SINCE, day=language.day(reached.since)) if reached.since else ""
    return ", ".join(filter(None, (said, since, f"#{reached.programme}" if reached.programme else "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOrder:
    """What is to be counted. `by` None: industries when at least half of the companies have one, else tags.

    `municipality` is SCB's code of the companies' seat; None: the unit's, when companies have it; empty: everywhere. `cumulative`:
    reached at least. `since` and `programme` (a tag on a conversation, its event or its tender) narrow what counts as reached.
    """

    by: BranchBy | None = None
    cumulative: bool = False
    municipality: str | None = None
    programme: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One branch: how many companies stand in each stage, in the order of `STAGES`, and how many there are in all."""

    branch: Branch
    counts: tuple[int, ...]
    companies: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table. `order` is what was counted, with the usual branch and municipality filled in; `totals` count each once."""

    order: CoverageOrder
    rows: tuple[CoverageRow, ...]
    totals: tuple[int, ...]
    companies: int

    @property
    def field(self) -> str:
        """What the branches are read from: sni, tag or cpv."""
        return BRANCH_FIELDS[self.order.by or BranchBy.TAG]


@dataclass(frozen=True, slots=True)
class NeverMet:
    """Companies of a branch whom we have never met, before an event: how many, and the list of them. `event` is the event's id."""

    event: UUID
    branch: Branch
    companies: int
    listing: Listing


#: How it is said before an event, for each section of SNI; the words are those of everyday speech.
_NEVER_OF = {
    "A": NN_("{n} farm or forestry firm never met", "{n} farm and forestry firms never met"),
    "B": NN_("{n} mining firm never met", "{n} mining firms never met"),
    "C": NN_("{n} manufacturer never met", "{n} manufacturers never met"),
    "D": NN_("{n} energy company never met", "{n} energy companies never met"),
    "E": NN_("{n} water and waste firm never met", "{n} water and waste firms never met"),
    "F": NN_("{n} construction firm never met", "{n} construction firms never met"),
    "G": NN_("{n} trading company never met", "{n} trading companies never met"),
    "H": NN_("{n} transport firm never met", "{n} transport firms never met"),
    "I": NN_("{n} hotel or restaurant never met", "{n} hotels and restaurants never met"),
    "J": NN_("{n} IT and media company never met", "{n} IT and media companies never met"),
    "K": NN_("{n} finance company never met", "{n} finance companies never met"),
    "L": NN_("{n} property company never met", "{n} property companies never met"),
    "M": NN_("{n} consultancy never met", "{n} consultancies never met"),
    "N": NN_("{n} service company never met", "{n} service companies never met"),
    "P": NN_("{n} training company never met", "{n} training companies never met"),
    "Q": NN_("{n} care company never met", "{n} care companies never met"),
    "R": NN_("{n} culture and leisure firm never met", "{n} culture and leisure firms never met"),
}
_NEVER_IN = NN_("{n} company never met: {branch}", "{n} companies never met: {branch}")


def say_never_met(found: NeverMet, language: Language) -> str:
    """Return it as a line: "47 construction firms never met", "12 companies never met: #snow"."""
    forms = _NEVER_OF.get(found.branch.value) if found.branch.field == "sni" else None
    if forms is not None:
        return language.count(forms, found.companies)
    mark = "#" if found.branch.field == "tag" else ""
    return language.count(_NEVER_IN, found.companies, branch=f"{mark}{branch_name(found.branch, language)}")
