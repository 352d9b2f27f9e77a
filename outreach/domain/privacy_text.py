"""What people are told of their data (GDPR articles 13 and 14): nine items, in Swedish and English, as dated versions.

The program brings a text of each language; the municipality's own versions (`PrivacyText`) take its place from their first day on.
What is printed carries version and day, so that each person's "told" says by which words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.domain.contact import show_phone
from outreach.domain.information import HERE, SOMEBODY, information_text
from outreach.domain.processing import SINCE_LABELS, PrivacyText, Purpose, RetentionRule
from outreach.domain.purposes import in_language
from outreach.domain.unit import Unit
from outreach.errors import InvalidInput
from outreach.language import N_, Language

#: Version and first day of the texts that the program brings; both change when a word of them does.
BUILT_IN_LABEL = "1.0"
BUILT_IN_FROM = date(2026, 11, 29)


class Item(StrEnum):
    """What article 13 asks to be told, in its order."""

    CONTROLLER = "controller"
    DPO = "dpo"
    PURPOSE = "purpose"
    BASIS = "basis"
    RECIPIENTS = "recipients"
    STORAGE = "storage"
    RIGHTS = "rights"
    COMPLAINT = "complaint"
    SOURCE = "source"


#: The words of each item, articles 13.1 and 13.2, 14.1 and 14.2.
WORDS: dict[Item, str] = {
    Item.CONTROLLER: N_("{unit} is responsible for the personal data (the controller). Contact: {contact}."),
    Item.DPO: N_("Data protection officer: {dpo}."),
    Item.PURPOSE: N_("What for: {purposes}. We keep name, employer, title, contact details and what we talked about."),
    Item.BASIS: N_("Lawful basis (GDPR, article 6.1): {bases}."),
    Item.RECIPIENTS: N_(
        "Recipients: those in the municipality who buy, and whoever asks for official documents, where no secrecy stands "
        "against it. Nothing is sent to a country outside the EU and the EEA, and nothing is decided by a machine alone."
    ),
    Item.STORAGE: N_("Storage: {storage}."),
    Item.RIGHTS: N_(
        "Your rights: to see your data, to have them corrected, erased or restricted, to object to the use, and to take a "
        "consent back at any time. Write to {requests}."
    ),
    Item.COMPLAINT: N_("You can complain to the authority for privacy protection, IMY (imy.se)."),
    Item.SOURCE: N_(
        "Source: you, or what is named when we write to you for the first time: your employer's web site, a public notice, or "
        "a list of participants. You need not leave any data; without them we cannot invite you or answer."
    ),
}
#: By what an own text is seen to speak of an item: a hint for whoever edits it, no proof.
_SIGNS: dict[Item, str] = {
    Item.CONTROLLER: r"ansvarig|controller|responsible",
    Item.DPO: r"dataskyddsombud|data protection officer",
    Item.PURPOSE: r"ändamål|syfte|för att|används till|purpose|what for|in order to|we use",
    Item.BASIS: r"6\.1",
    Item.RECIPIENTS: r"mottagare|lämnas ut|recipient|disclosed",
    Item.STORAGE: r"gallras|sparas|lagr|bevaras|kept|stor(ed|age)|dispos",
    Item.RIGHTS: r"rätt|right|you may see",
    Item.COMPLAINT: r"\bIMY\b|imy\.se|integritetsskyddsmyndigheten",
    Item.SOURCE: r"källa|frivillig|behöver inte|uppgifterna kommer|source|voluntary|need not",
}

#: One line for the capture screen: what a visitor can be shown in a moment.
CAPTURE_LINE = N_(
    "{unit} (the controller) keeps your name, your company and your contact details in order to invite you to dialogue with "
    "suppliers (task in the public interest, GDPR, article 6.1 e). They become official documents, may be disclosed to whoever "
    "asks for such, and are disposed of as our plan for documents says. You get news only if you say yes, and need not leave any "
    "details. You have a right to an extract, to correction and to object: {requests}. Data protection officer: {dpo}. "
    "Complaints: imy.se."
)
#: One sentence for paper that has no room for more; the whole text is to be had where it says.
PAPER_LINE = N_(
    "If you leave your details, {unit} keeps them to invite you (GDPR, art. 6.1 e). Your rights and the whole text: {requests}."
)
#: For a badge, which holds a name and little else: where the whole text is to be had.
BRIEF_LINE = N_("Your data: {requests}")
STAMP = N_("Information text {label}, {day}")
_PLAN = N_("as long as the purpose needs; then disposed of or kept as the municipality's plan for documents says")
_MONTHS = N_("{months} months from: {since} ({decision})")


@dataclass(frozen=True, slots=True)
class Notice:
    """What people are told now, in one language: a short text for paper and mail, all nine items, and which version it is."""

    language: str
    label: str
    valid_from: date
    short: str
    full: str
    line: str
    paper: str = ""
    own: bool = False
    brief: str = ""

    @property
    def version(self) -> str:
        """The version as it is kept with each person who was told: label and day."""
        return f"{self.label} {self.valid_from.isoformat()}"

    def stamp(self) -> str:
        """Return version and day as they are printed."""
        return Language(self.language).say(STAMP, label=self.label, day=self.valid_from.isoformat())

    def stamped(self) -> str:
        """Return the short text with its version."""
        return f"{self.short.rstrip()} {self.stamp()}."

    def stamped_line(self) -> str:
        """Return the line for the capture screen with its version."""
        return f"{self.line.rstrip()} {self.stamp()}."

    def on_badge(self) -> str:
        """Return the few words for a badge or a card, with the version."""
        return f"{self.brief} ({self.stamp()})"

    def on_paper(self) -> str:
        """Return the one sentence for a flyer, with the version."""
        return f"{self.paper} {self.stamp()}."


def notice_of(
    unit: Unit,
    language: Language,
    day: date,
    texts: Iterable[PrivacyText] = (),
    purposes: Sequence[Purpose] = (),
    rules: Sequence[RetentionRule] = (),
) -> Notice:
    """Return what holds on a day: the unit's newest version that has begun, else the program's text, filled from the unit."""
    values = _values(unit, language, purposes, rules)
    line, paper = language.say(CAPTURE_LINE, **values), language.say(PAPER_LINE, **values)
    brief = language.say(BRIEF_LINE, **values)
    own = in_force(texts, language.code, day)
    if own is None:
        whole = "\n".join(language.say(words, **values) for words in WORDS.values())
        said = information_text(unit, language)
        return Notice(language.code, BUILT_IN_LABEL, BUILT_IN_FROM, said, whole, line, paper, brief=brief)
    short = _filled(own.short, values)
    full = _filled(own.full, values) or short
    # On the screen too: who is noted as told by a version must have been shown its words, not the program's.
    return Notice(own.language, own.label, own.valid_from, short, full, short, paper, own=True, brief=brief)


def in_force(texts: Iterable[PrivacyText], language: str, day: date) -> PrivacyText | None:
    """Return the newest of the unit's versions in a language that has begun on a day."""
    begun = [one for one in texts if one.language == language and one.valid_from <= day]
    return max(begun, key=lambda one: (one.valid_from, one.label), default=None)


#: What an own text may hold in braces, with what each stands for.
PLACES: dict[str, str] = {
    "unit": N_("the municipality"),
    "contact": N_("our e-mail address and telephone"),
    "dpo": N_("the data protection officer"),
    "requests": N_("where requests are sent"),
    "purposes": N_("the purposes"),
    "bases": N_("the lawful bases, a purpose each"),
    "storage": N_("how long data are kept, by the retention rules"),
}
_PLACE = re.compile(r"\{([^{}]*)\}")


def check_places(text: str) -> None:
    """Let an own text pass. Raises InvalidInput for a field that there is not, and for a brace that stands alone."""
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    for name in _PLACE.findall(text):
        if name not in PLACES:
            raise InvalidInput(
                N_("Text"), N_("There is no field called {name}. The fields are {fields}."), name=f"{{{name}}}", fields=known
            )
    alone = re.search(r"[^\n]{0,20}[{}]", _PLACE.sub("", text))
    if alone is not None:
        raise InvalidInput(
            N_("Text"), N_("A brace stands alone after “{words}”. The fields are {fields}."), words=alone[0].strip(), fields=known
        )


def missing_items(text: str) -> tuple[Item, ...]:
    """Return the items that a text does not seem to speak of, for whoever edits it."""
    return tuple(item for item, sign in _SIGNS.items() if not re.search(sign, text, re.IGNORECASE))


def _values(
    unit: Unit, language: Language, purposes: Sequence[Purpose], rules: Sequence[RetentionRule]
) -> dict[str, str]:
    say = language.say
    contact = ", ".join(part for part in (unit.email, show_phone(unit.phone)) if part) or say(HERE)
    told = [in_language(one, language) for one in purposes]
    return {
        "unit": unit.municipality or say(SOMEBODY),
        "contact": contact,
        "dpo": unit.dpo or contact,
        "requests": unit.registrator or contact,
        "purposes": "; ".join(one.name for one in told),
        "bases": "; ".join(f"{one.name}: {one.basis.value}, {one.law}" for one in told),
        "storage": _storage(rules, language),
    }


def _storage(rules: Sequence[RetentionRule], language: Language) -> str:
    decided = [one for one in rules if one.decision.strip()]
    said = [
        language.say(_MONTHS, months=one.months, since=_inside(language.say(SINCE_LABELS[one.since])), decision=one.decision)
        for one in decided
    ]
    return "; ".join(dict.fromkeys(said)) or language.say(_PLAN)


def _inside(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found.group(1), found.group(0)), text)
