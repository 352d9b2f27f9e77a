"""What lists can be narrowed by. A `Filter` names the service's filter and says which values there are to choose from.

The calls of a filter run on the worker. A page of another kind makes its own with `labels_filter`, or a `Filter` by hand:

    Filter("officer", N_("Officer"), lambda asked: [Option(one.name, one.name) for one in asked.house.unit.officers()])
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from outreach.domain.codes import (
    cpv_children,
    cpv_name,
    find_cpv,
    find_municipalities,
    find_sni,
    municipalities,
    municipality_name,
    sni_name,
    sni_sections,
)
from outreach.domain.company import SIZE_LABELS
from outreach.domain.coverage import (
    STAGES,
    Branch,
    Reached,
    branch_name,
    branch_title,
    read_branch,
    read_reached,
    say_reached,
)
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.search_text import plain, words
from outreach.language import N_, Language
from outreach.services.house import House

#: A list of options that is longer than this gets a search field.
FEW = 9


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose. `label` is a text as it is shown; `detail` stands muted behind it."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the calls of a filter are given. `text` is what was typed (for options) or a value (for its label)."""

    house: House
    language: Language
    text: str = ""


Options = Callable[[Asked], list[Option]]
Label = Callable[[Asked], str]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. `options(asked)` returns what to choose from, best first; `many` allows several.

    `quiet`: its chip is there only while something is chosen; another page chooses it.
    `searches` says that `options` itself looks for what is typed; otherwise its labels are searched. `label` returns the
    words of a value that `options` does not list (as with codes); without it the option's own label is looked up.
    """

    name: str
    title: str
    options: Options
    many: bool = True
    searches: bool = False
    label: Label | None = None
    quiet: bool = False

    def found(self, asked: Asked) -> list[Option]:
        """Return the options that fit what is typed."""
        options = self.options(asked)
        if self.searches or not asked.text.strip():
            return options
        wanted = [plain(word) for word in words(asked.text)]
        return [option for option in options if _has_all(option.label, wanted)]

    def words_for(self, house: House, language: Language, values: list[str]) -> list[str]:
        """Return how values are said."""
        if self.label is not None:
            return [self.label(Asked(house, language, value)) or value for value in values]
        known = {option.value: option.label for option in self.options(Asked(house, language))}
        return [known.get(value, value) for value in values]


def _has_all(label: str, wanted: list[str]) -> bool:
    own = [plain(word) for word in words(label)]
    return all(any(word.startswith(one) for word in own) for one in wanted)


def labels_filter(name: str, title: str, labels: Mapping[Any, str], *, many: bool = True) -> Filter:
    """Return a filter over an enum with catalogue texts, such as `labels_filter("stage", N_("Stage"), STAGE_LABELS)`."""
    texts = {key.value if isinstance(key, Enum) else str(key): text for key, text in labels.items()}

    def options(asked: Asked) -> list[Option]:
        return [Option(value, asked.language.say(text)) for value, text in texts.items()]

    return Filter(name, title, options, many)


def tag_filter(kind: Kind) -> Filter:
    """Return the filter by tags in use for a kind."""

    def options(asked: Asked) -> list[Option]:
        return [Option(tag, tag) for tag in service_of(asked.house, kind).tags()]

    return Filter("tag", N_("Tag"), options)


def size_filter() -> Filter:
    """Return the filter by size of company."""
    return labels_filter("size", N_("Size"), SIZE_LABELS)


def municipality_filter() -> Filter:
    """Return the filter by municipality."""

    def options(asked: Asked) -> list[Option]:
        found = find_municipalities(asked.text, most=50) if asked.text.strip() else municipalities()
        return [Option(one.code, one.name, one.county) for one in found]

    return Filter(
        "municipality",
        N_("Municipality"),
        options,
        searches=True,
        label=lambda asked: municipality_name(asked.text),
    )


def cpv_filter() -> Filter:
    """Return the filter by CPV: a general code also finds the special ones below it, because it is cut to its digits."""

    def options(asked: Asked) -> list[Option]:
        if asked.text.strip():
            found = find_cpv(asked.text, asked.language.code)
            return [Option(cut_cpv(one.code), one.name(asked.language.code), one.code) for one in found]
        return [Option(cut_cpv(code), cpv_name(code, asked.language.code), code) for code in cpv_children("")]

    def label(asked: Asked) -> str:
        return cpv_name(asked.text.ljust(8, "0"), asked.language.code)

    return Filter("cpv", N_("CPV"), options, searches=True, label=label)


def cut_cpv(code: str) -> str:
    """Return the digits of a CPV code that say something, at least two: 45200000 gives 452."""
    return code[: max(2, len(code.rstrip("0")))]


def industry_filter() -> Filter:
    """Return the filter by main division of SNI."""

    def options(asked: Asked) -> list[Option]:
        if asked.text.strip():
            return [
                Option(one.code, one.name(asked.language.code), one.code)
                for one in find_sni(asked.text, asked.language.code)
            ]
        codes = (f"{number:02}" for number in range(1, 100))
        return [Option(code, name, code) for code in codes if (name := sni_name(code, asked.language.code))]

    def label(asked: Asked) -> str:
        return sni_name(asked.text, asked.language.code)

    return Filter("sni", N_("Industry"), options, searches=True, label=label)


_MET = {
    "ever": N_("Met at some time"),
    "never": N_("Never met"),
    "30": N_("Met in the last 30 days"),
    "365": N_("Met in the last 12 months"),
    "<91": N_("Not met for 3 months"),
    "<183": N_("Not met for 6 months"),
    "<365": N_("Not met for 12 months"),
    "<730": N_("Not met for 24 months"),
}
_NEXT_CONTACT = {
    "overdue": N_("Next contact overdue"),
    "week": N_("Next contact within a week"),
    "any": N_("Next contact is set"),
    "none": N_("No next contact"),
}
_PROMISED = {
    "overdue": N_("Follow-up overdue"),
    "open": N_("Follow-up planned"),
    "none": N_("No follow-up"),
}


def met_filter() -> Filter:
    """Return the filter by whether, and how lately, somebody was met. "12 months" moves with the day."""
    return labels_filter("met", N_("Met"), _MET, many=False)


def promised_filter() -> Filter:
    """Return the filter by what was promised."""
    return labels_filter("follow_up", N_("Follow up"), _PROMISED, many=False)


def next_contact_filter() -> Filter:
    """Return the filter by when a company is to be heard of next."""
    return labels_filter("next_contact", N_("Next contact"), _NEXT_CONTACT, many=False)


def event_filter(title: str = N_("Met at")) -> Filter:
    """Return the filter by the event at which somebody was met (or, under another title, something asked), the latest first."""

    def options(asked: Asked) -> list[Option]:
        keys = asked.house.events.keys(Listing(Kind.EVENT, text=asked.text))[:100]
        return [
            Option(str(row.id), str(row.cells["title"]), str(row.cells["when"]["start"])[:10])
            for row in asked.house.events.rows(keys)
        ]

    def label(asked: Asked) -> str:
        found = asked.house.events.many([UUID(asked.text)])
        return next((event.title for event in found.values()), "")

    return Filter("event", title, options, searches=True, label=label)


def reached_filter() -> Filter:
    """Return the filter by how far a company has come with us, as the page of coverage counts it."""

    def options(asked: Asked) -> list[Option]:
        every = [Reached(stage, at_least) for at_least in (False, True) for stage in STAGES[at_least:]]
        return [Option(one.key, say_reached(one, asked.language)) for one in every]

    def label(asked: Asked) -> str:
        return say_reached(read_reached(asked.text), asked.language)

    return Filter("reached", N_("Coverage"), options, label=label, quiet=True)


def branch_filter() -> Filter:
    """Return the filter by branch, as the rows of the page of coverage are."""

    def options(asked: Asked) -> list[Option]:
        sections = [Branch("sni", letter) for letter in sni_sections()]
        return [Option(one.key, branch_title(one, asked.language)) for one in (*sections, Branch("sni"))]

    def label(asked: Asked) -> str:
        return branch_name(read_branch(asked.text), asked.language)

    return Filter("branch", N_("Branch"), options, label=label, quiet=True)


def service_of(house: House, kind: Kind) -> Any:
    """Return the service of a kind of record."""
    return house.records(kind)
