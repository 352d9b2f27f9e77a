"""Two versions of one calendar entry made into one: what each side changed since they last agreed, property by property.

It works on the lines as they stand, so that what we have no field for (alarms, other programs' X-properties) survives. What
belongs together is changed together: start and end, the lines of a series, place and stand. Where both sides changed the same thing
differently nothing is decided here: it is a `Clash`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: Lines that change with every write and say nothing of what was changed.
_VOLATILE = frozenset({"DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "CREATED", "X-MOZ-LASTACK", "X-MOZ-GENERATION"})
_TOGETHER = {
    "DTEND": "DTSTART",
    "DURATION": "DTSTART",
    "X-MICROSOFT-CDO-ALLDAYEVENT": "DTSTART",
    "RDATE": "RRULE",
    "EXDATE": "RRULE",
    "EXRULE": "RRULE",
    "X-OUTREACH-PLACE": "LOCATION",
    "X-OUTREACH-BOOTH": "LOCATION",
    "X-OUTREACH-KIND": "CATEGORIES",
    "TRANSP": "STATUS",
    "X-MICROSOFT-CDO-BUSYSTATUS": "STATUS",
}
_NAME = re.compile(r"[A-Za-z0-9-]+")
#: The name of the property that stands for the whole entry, or the whole occurrence of a series.
WHOLE = "VEVENT"


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that both sides changed. `name` is the property, `occurrence` the RECURRENCE-ID or empty; the values are raw lines.

    An empty value means that the side has taken it away.
    """

    name: str
    ours: str
    theirs: str
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The entry that has both sides' work, as a calendar file, and the clashes (then the text has `prefer`'s side of them).

    `taken` are the properties that came from the other side, by occurrence.
    """

    text: str
    clashes: tuple[Clash, ...] = ()
    taken: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class _Part:
    """One component: its own lines, unfolded, and those within it."""

    kind: str
    lines: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)

    def value(self, name: str) -> str:
        line = next((one for one in self.lines if _name(one) == name), "")
        return line.partition(":")[2]

    def text(self) -> Iterator[str]:
        yield f"BEGIN:{self.kind}"
        yield from self.lines
        for part in self.parts:
            yield from part.text()
        yield f"END:{self.kind}"

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Return the lines by what they belong to; parts (alarms) stand under their kind."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            name = _name(line)
            if name not in _VOLATILE:
                found.setdefault(_TOGETHER.get(name, name), []).append(line)
        for part in self.parts:
            found.setdefault(part.kind, []).extend(part.text())
        return {name: tuple(sorted(lines)) if name != "VALARM" else tuple(lines) for name, lines in found.items()}


def same_entry(one: str, other: str) -> bool:
    """Say whether two versions of an entry tell the same, whatever their stamps and the order of their lines."""
    return _meaning(one) == _meaning(other)


def same_calendar(one: str, other: str) -> bool:
    """Say whether two calendar files hold the same events under the same name, whatever their stamps and order."""
    return _whole_meaning(one) == _whole_meaning(other)


def merge_entries(base_ours: str, ours: str, base_theirs: str, theirs: str, *, prefer_ours: bool = True) -> Merged:
    """Return one entry with what each side changed: we from `base_ours` to `ours`, they from `base_theirs` to `theirs`.

    The bases are what each side looked like when both agreed last; they differ in form, because each program writes its own. An
    empty `base_ours` means that they never did: then all that differs clashes. `prefer_ours` says whose side of a clash the
    text takes.
    """
    calendar = _parse(theirs)
    sides = [_events(_parse(text)) for text in (base_ours, ours, base_theirs, theirs)]
    keys = dict.fromkeys(key for side in sides for key in side)
    clashes: list[Clash] = []
    taken: set[tuple[str, str]] = set()
    events: list[_Part] = []
    for key in keys:
        four = [side.get(key) for side in sides]
        chosen = _merge_part(key, four, prefer_ours, clashes, taken)
        if chosen is not None:
            events.append(chosen)
    zones = [part for part in calendar.parts if part.kind == "VTIMEZONE"]
    known = {zone.value("TZID") for zone in zones}
    zones += [part for part in _parse(ours).parts if part.kind == "VTIMEZONE" and part.value("TZID") not in known]
    others = [part for part in calendar.parts if part.kind not in ("VTIMEZONE", "VEVENT")]
    made = _Part("VCALENDAR", calendar.lines, [*zones, *events, *others])
    return Merged(_written(made), tuple(clashes), frozenset(taken))


def _merge_part(
    key: str, four: list[_Part | None], prefer_ours: bool, clashes: list[Clash], taken: set[tuple[str, str]]
) -> _Part | None:
    base_ours, ours, base_theirs, theirs = four
    if ours is None or theirs is None:
        return _one_sided(key, four, prefer_ours, clashes, taken)
    ours_was, ours_is = _groups(base_ours), ours.groups()
    theirs_was, theirs_is = _groups(base_theirs), theirs.groups()
    chosen = dict(theirs_is)
    for name in dict.fromkeys((*ours_is, *theirs_is, *ours_was, *theirs_was)):
        mine, other = ours_is.get(name, ()), theirs_is.get(name, ())
        we_changed, they_changed = mine != ours_was.get(name, ()), other != theirs_was.get(name, ())
        if they_changed and mine != other:
            if we_changed:
                clashes.append(Clash(name, "\n".join(mine), "\n".join(other), key))
            if not we_changed or not prefer_ours:
                taken.add((key, name))
        if we_changed and (not they_changed or prefer_ours):
            chosen[name] = mine
    return _with_groups(ours, theirs, chosen)


def _one_sided(
    key: str, four: list[_Part | None], prefer_ours: bool, clashes: list[Clash], taken: set[tuple[str, str]]
) -> _Part | None:
    """Decide about an occurrence that only one side has, or none has any more."""
    base_ours, ours, base_theirs, theirs = four
    if ours is None and theirs is None:
        return None
    was, here = (base_ours, ours) if theirs is None else (base_theirs, theirs)
    removed_by_other = (base_theirs if theirs is None else base_ours) is not None
    if not removed_by_other:
        # New on one side: it stays.
        if ours is None:
            taken.add((key, WHOLE))
        return here
    unchanged = was is not None and here is not None and was.groups() == here.groups()
    if unchanged:
        if theirs is None:
            taken.add((key, WHOLE))
        return None
    shown = "\n".join(here.text()) if here else ""
    clashes.append(Clash(WHOLE, shown if theirs is None else "", shown if ours is None else "", key))
    keep = (theirs is None) == prefer_ours
    if not prefer_ours:
        taken.add((key, WHOLE))
    return here if keep else None


def _with_groups(ours: _Part, theirs: _Part, chosen: Mapping[str, tuple[str, ...]]) -> _Part:
    """Return their entry with the chosen lines in place of its own, ours where we changed, and the later revision."""
    made = _Part(theirs.kind)
    placed: set[str] = set()
    kinds = {part.kind for part in (*ours.parts, *theirs.parts)}

    def place(name: str) -> None:
        if name not in placed and name not in kinds:
            placed.add(name)
            made.lines += chosen.get(name, ())

    for line in theirs.lines:
        name = _name(line)
        if name in _VOLATILE:
            if name not in ("DTSTAMP", "SEQUENCE", "LAST-MODIFIED"):
                made.lines.append(line)
            continue
        place(_TOGETHER.get(name, name))
    for name in chosen:
        place(name)
    stamp = next((line for line in ours.lines if _name(line) == "DTSTAMP"), "")
    made.lines += [line for line in (stamp, f"SEQUENCE:{max(_number(ours), _number(theirs))}") if line]
    for kind in kinds:
        source = ours if chosen.get(kind) == ours.groups().get(kind) else theirs
        made.parts += [part for part in source.parts if part.kind == kind]
    return made


def _groups(part: _Part | None) -> dict[str, tuple[str, ...]]:
    return {} if part is None else part.groups()


def _number(part: _Part) -> int:
    value = part.value("SEQUENCE")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 9 else 0


def _events(calendar: _Part) -> dict[str, _Part]:
    return {part.value("RECURRENCE-ID"): part for part in calendar.parts if part.kind == "VEVENT"}


def _meaning(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    return {key: part.groups() for key, part in _events(_parse(text)).items()}


def _whole_meaning(text: str) -> tuple[object, ...]:
    calendar = _parse(text)
    events = [(part.value("UID"), part.value("RECURRENCE-ID"), part.groups()) for part in calendar.parts if part.kind == "VEVENT"]
    zones = sorted("\n".join(part.text()) for part in calendar.parts if part.kind == "VTIMEZONE")
    return sorted(calendar.lines), zones, sorted(events, key=lambda event: event[:2])


def _parse(text: str) -> _Part:
    """Read the components of a calendar; what stands outside of one, or never ends, is passed over."""
    root = _Part("")
    open_parts = [root]
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        name = _name(line)
        value = line.partition(":")[2].strip().upper()
        if name == "BEGIN" and len(open_parts) < 8:
            part = _Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END" and len(open_parts) > 1:
            open_parts.pop()
        elif name:
            open_parts[-1].lines.append(line)
    return next((part for part in root.parts if part.kind == "VCALENDAR"), _Part("VCALENDAR", ["VERSION:2.0"]))


def _name(line: str) -> str:
    found = _NAME.match(line)
    return found[0].upper() if found else ""


def _written(part: _Part) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in part.text())


def _folded(line: str) -> str:
    """Fold at 75 octets, never within a character (RFC 5545, 3.1)."""
    pieces: list[str] = []
    piece, size, most = "", 0, 75
    for char in line:
        length = len(char.encode("utf-8", "replace"))
        if size + length > most:
            pieces.append(piece)
            piece, size, most = "", 0, 74
        piece += char
        size += length
    return "\r\n ".join([*pieces, piece])
