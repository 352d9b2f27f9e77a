"""The extract for one person as a paper to read: what is said beside the data first, then each part of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreach.domain.audit import DEED_LABELS
from outreach.domain.dialogue_paper import DialoguePaper, PaperEntry, PaperLine, PaperSection
from outreach.domain.extract import PART_LABELS, RIGHTS, Extract, ExtractPart
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language
from outreach.services.field_words import FIELD_LABELS, written
from outreach.services.record_names import legible, named

if TYPE_CHECKING:
    from outreach.services.house import House

_UNSAID = frozenset(
    {"version", "row", "sort", "shown", "revising", "digest", "hash", "previous", "id", "origins", "uid", "message_id"}
)
#: What says nothing to the reader of a line of the history: the title of its entry tells it.
_UNSAID_OF_HISTORY = frozenset({"action", "record", "number", "verb", "kind", "batch"})
_VERBS = {"create": N_("added"), "change": N_("changed"), "delete": N_("taken out"), "merge": N_("made one with another")}
#: What the columns of history and log are called; the fields of records have their words in `field_words.py`.
_COLUMNS = {
    "created": N_("Came in"),
    "changed": N_("Last changed"),
    "who": N_("By whom"),
    "device": N_("Computer"),
    "deed": N_("What was done"),
    "detail": N_("Details"),
    "additions": N_("Added later"),
}
_LONGEST = 120
_NAMED_ONLY = N_("{part} that name the person")
_TITLES = ("name", "title", "text", "note", "subject", "deed", "verb", "kind", "at")


def paper_of(extract: Extract, house: House, language: Language) -> DialoguePaper:
    """Return the paper of an extract."""
    say = language.say
    facts = [PaperLine(value, label) for label, value in extract.facts]
    facts += [PaperLine(say(one)) for one in RIGHTS]
    if extract.backups:
        days = ", ".join(dict.fromkeys(language.day(home_day(one)) for one in extract.backups))
        facts.append(PaperLine(days, say(N_("Backups of these days may hold the same"))))
    if extract.namesakes:
        facts.append(PaperLine(say(N_("Somebody else has the same name: texts were searched for addresses and numbers alone."))))
    return DialoguePaper(
        unit=house.unit.unit(),
        printed=home_day(extract.made),
        label=say(N_("Extract of the register (GDPR art. 15)")),
        title=extract.name,
        facts=tuple(facts),
        law=(),
        sections=tuple(_section(part, extract.names, language) for part in extract.parts),
        entries=extract.rows,
        language=language.code,
    )


def _section(part: ExtractPart, names: Mapping[str, str], language: Language) -> PaperSection:
    title = language.say(PART_LABELS.get(part.table, part.table))
    if not part.own:
        title = language.say(_NAMED_ONLY, part=title)
    count = language.count(NN_("{n} entry", "{n} entries"), len(part.rows))
    return PaperSection(f"{title} ({count})", tuple(_entry(row, names, language) for row in part.rows), "–")


def _entry(row: dict[str, Any], names: Mapping[str, str], language: Language) -> PaperEntry:
    shown = legible(named(row, names), language)
    if row.get("verb") in _VERBS:
        kind = PART_LABELS.get(str(row.get("kind")), str(row.get("kind")))
        title = f"{language.say(kind)}: {language.say(_VERBS[row['verb']])}"
        shown = {name: value for name, value in shown.items() if name not in _UNSAID_OF_HISTORY}
    elif row.get("deed"):
        title = language.say(DEED_LABELS.get(row["deed"], row["deed"]))
        shown = {name: value for name, value in shown.items() if name not in ("deed", "number")}
    else:
        title = next((_line(shown[name]) for name in _TITLES if shown.get(name) and isinstance(shown[name], str)), "–")
    lines = tuple(PaperLine(text, label) for label, text in field_lines_of(shown, language))
    return PaperEntry(_cut(title), lines)


def _cut(title: str) -> str:
    """Return a title's beginning, whole words and a sign that more follows: all of it stands in the lines below."""
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST].rpartition(' ')[0] or title[:_LONGEST]} …"


def _line(text: str) -> str:
    return " ".join(text.split())


def field_lines_of(row: dict[str, Any], language: Language, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield (label, text) for every value that says something; groups are written out, nothing is shortened."""
    for name, value in row.items():
        if name in _UNSAID or value in (None, "", [], {}, False):
            continue
        label = language.say(_COLUMNS.get(name) or FIELD_LABELS.get(name, name))
        label = f"{above} – {label}" if above else label
        if isinstance(value, bytes):
            yield label, language.say(N_("{n} bytes; they are in the file for programs (.json)"), n=str(len(value)))
        elif name == "fields" and isinstance(value, dict):
            yield from _changes(value, language)
        elif isinstance(value, dict):
            yield from field_lines_of(value, language, label)
        elif isinstance(value, list):
            yield label, "; ".join(_flat(one) for one in value)
        else:
            yield label, _written(name, value, language)


def _written(name: str, value: Any, language: Language) -> str:
    try:
        return written(name, value, language) or str(value)
    except (ValueError, KeyError, TypeError):
        return str(value)


def _changes(fields: dict[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    for name, sides in fields.items():
        label = language.say(FIELD_LABELS.get(name, name))
        before, after = sides if isinstance(sides, list) and len(sides) == 2 else (None, sides)
        old, new = _flat(before), _flat(after)
        if old or new:
            yield label, f"{old} → {new}" if old else new


def _flat(value: Any) -> str:
    if value in (None, "", [], {}, False):
        return ""
    if isinstance(value, dict):
        return ", ".join(part for name, one in value.items() if name != "id" and (part := _flat(one)))
    if isinstance(value, list):
        return "; ".join(part for one in value if (part := _flat(one)))
    return str(value)
