"""An item in people's words: the preview in the window, on the command line, and the list that lies in the package."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from outreach.domain.codes import cpv_name
from outreach.domain.event import EVENT_KIND_LABELS, EventKind
from outreach.domain.network_package import SORT_LABELS, Item, Package, Sort
from outreach.language import N_, Language

_TITLES = {
    "title": N_("Title"),
    "kind": N_("Kind"),
    "place": N_("Place"),
    "description": N_("Description"),
    "answer": N_("Answer"),
    "answered": N_("Answered"),
    "source": N_("Source"),
    "tags": N_("Tags"),
    "plain": N_("In its place"),
    "forms": N_("Further forms"),
    "explanation": N_("Explanation"),
    "text": N_("Text"),
    "buyer": N_("Buyer"),
    "cpv": N_("CPV"),
    "year": N_("Year"),
    "bids": N_("Bids received"),
    "appealed": N_("Appealed"),
    "contact": N_("Contact"),
    "link": N_("Link"),
    "expected": N_("Expected publication"),
    "deadline": N_("Last day to bid"),
    "goals": N_("Goals"),
    "questions": N_("Questions we want answered"),
    "resources": N_("Things and rooms"),
}
_DAYS = ("answered", "expected", "deadline")
YES, NO = N_("Yes"), N_("No")
WHY, SAID = N_("Why: {text}"), N_("Bidders said: {text}")
PACKAGE_OF = N_("Package from {name}, {day}")
CREDIT = N_("From {name}")


def item_lines(item: Item, language: Language) -> list[str]:
    """Return all that an item says, as lines; its title is not among them."""
    return [line for line in _lines(item, language) if line]


def readable(package: Package, sort: Sort, language: Language) -> str:
    """Return the list of a sort that lies in the package beside its data, for whoever opens the ZIP by hand."""
    items = [one for one in package.items if one.sort is sort]
    if not items:
        return ""
    about = language.say(PACKAGE_OF, name=package.origin, day=language.day(package.made))
    parts = [f"{language.say(SORT_LABELS[sort])}\n{about}\n"]
    for number, item in enumerate(sorted(items, key=lambda one: one.key), start=1):
        credit = [language.say(CREDIT, name=item.credit)] if item.credit else []
        parts.append("\n".join([f"{number}. {item.title}", *(f"   {line}" for line in (*item_lines(item, language), *credit))]))
    return "\n\n".join(parts).replace("\n\n\n", "\n\n") + "\n"


def _lines(item: Item, language: Language) -> Iterator[str]:
    shown = {name for name in ("title", "text", "word", "name") if item.data.get(name) and _one_line(item.data[name]) == item.title}
    for name, value in item.data.items():
        if name in _TITLES and name not in shown and value not in (None, "", [], ()):
            yield f"{language.say(_TITLES[name])}: {_value(name, value, language)}"
    for one in _listed(item.data.get("requirements")):
        yield f"• {one.get('text', '')}"
        yield language.say(WHY, text=one["why"]) if one.get("why") else ""
        yield language.say(SAID, text=one["said"]) if one.get("said") else ""
    for one in _listed(item.data.get("answers")):
        day = language.day(date.fromisoformat(str(one["day"]))) if one.get("day") else ""
        yield f"• {one.get('municipality', '')} {day}: {one.get('text', '')}"
    outline = item.data.get("outline")
    if isinstance(outline, dict):
        yield from _outline(outline, language)


def _outline(outline: dict[str, Any], language: Language) -> Iterator[str]:
    for name in ("tasks", "packing"):
        yield from (f"• {one.get('text', '')}" for one in _listed(outline.get(name)))
    yield from (f"• {one.get('post', '')}" for one in _listed(outline.get("shifts")))
    for name in ("goals", "questions", "resources"):
        told = [str(one) for one in outline.get(name) or ()]
        yield f"{language.say(_TITLES[name])}: {'; '.join(told)}" if told else ""
    for one in _listed(outline.get("letters")):
        yield f"• {one.get('subject', '')}: {_one_line(one.get('body', ''))}"


def _listed(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _value(name: str, value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return language.say(YES if value else NO)
    if name in _DAYS:
        try:
            return language.day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    if name == "kind":
        return language.say(EVENT_KIND_LABELS[EventKind(value)]) if value in set(EventKind) else str(value)
    if name == "cpv" and isinstance(value, list):
        return ", ".join(f"{code} {cpv_name(str(code), language.code)}".strip() for code in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else _one_line(value)


def _one_line(value: Any) -> str:
    return " ".join(str(value).split())
