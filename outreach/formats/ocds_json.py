"""JSON from strangers, decoded with care: packages, single objects, arrays, and files with one object a line.

The elements of the two lists that may be long ("releases", "records") are decoded one by one, so that what is wrong with one
says its line and costs only itself. Refused are names that stand twice in one object, NaN and Infinity, numbers of more than
30 digits, and nesting beyond what Python's own reader takes. Amounts come as `Decimal`, exact.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from json import JSONDecodeError
from typing import Any

from outreach.domain.problem import Problem, cut
from outreach.language import N_

NO_TEXT = N_("The file is written neither in UTF-8 nor in UTF-16, so it cannot be read.")
EMPTY = N_("The file is empty.")
ENDS = N_("The JSON ends in the middle; the file is not complete.")
BROKEN = N_("The JSON is not well-formed here (character {column} of the line).")
TOO_DEEP = N_("The JSON is nested too deeply to be a notice.")
TWICE = N_("The name {name} stands twice in one object; which one counts cannot be told.")
NO_NUMBER = N_("{text} is no number that JSON may hold.")
LONG_NUMBER = N_("A number has more than {most} digits.")
NO_OBJECT = N_("Here stands something else than an object of JSON.")
TOO_MANY = N_("Of this file only the first {most} releases were read.")

#: More than any file of a unit has; each is kept in memory while the file is read.
MOST_ELEMENTS = 20_000
_MOST_DIGITS = 30
_LISTS = ("releases", "records")
_SPACE = re.compile(r"[ \t\r\n]*")
#: What is not read of anybody's file: people to contact and to own, money that went from whom to whom.
_DROPPED = frozenset(
    {"contactPoint", "additionalContactPoints", "persones", "beneficialOwners", "implementation", "transactions"}
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """One decoded object and the line on which it begins."""

    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """The objects at the top of a file; in their "releases" and "records" stand `Element`s."""

    objects: tuple[Element, ...]
    problems: tuple[Problem, ...]


def read_json(data: bytes) -> Decoded:
    """Return the objects of a file, and what could not be read; never raises for bad content."""
    try:
        text = as_text(data)
    except UnicodeDecodeError as error:
        return Decoded((), (Problem(data.count(b"\n", 0, error.start) + 1, NO_TEXT),))
    decoder = _Decoder(text)
    decoder.read()
    return Decoded(tuple(decoder.objects), tuple(decoder.problems))


def as_text(data: bytes) -> str:
    """Return the text of a JSON file, whose encoding its first bytes tell (RFC 8259, 8.1; older files may be UTF-16 or 32)."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "") or json.detect_encoding(data[:4])
    return data.decode(encoding)


class _FaultError(Exception):
    """Something that makes one object unreadable."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass
class _Decoder:
    text: str
    objects: list[Element] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _count: int = 0
    _counted: tuple[int, int] = (0, 1)
    _faults: list[_FaultError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._json = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_float=Decimal,
            parse_int=self._whole,
            parse_constant=self._constant,
            strict=False,
        )

    def read(self) -> None:
        at = self._after_space(0)
        if at == len(self.text):
            self.problems.append(Problem(1, EMPTY))
            return
        spans = self._lines() if self._is_lines(at) else iter([(at, len(self.text))])
        for begin, end in spans:
            self._top(begin, end)

    # The top of the file --------------------------------------------------------------------------------------------

    def _is_lines(self, at: int) -> bool:
        """Say whether each line is an object of its own: the first does not go on below, and the second begins one."""
        end = self.text.find("\n", at)
        first = self.text[at:end].strip() if end >= 0 else ""
        following = self._after_space(end) if end >= 0 else len(self.text)
        return first.startswith("{") and first[-1] not in "{[,:" and self.text[following : following + 1] == "{"

    def _lines(self) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            begin = self._after_space(at)
            if begin < end:
                yield begin, end
            at = end + 1

    def _top(self, at: int, end: int) -> None:
        line = self._line(at)
        try:
            if self.text[at] == "[":
                elements, at = self._elements(at, end)
                self.objects += elements
            elif self.text[at] == "{":
                members, at = self._members(at, end)
                self.objects.append(Element(members, line))
            else:
                raise _FaultError(NO_OBJECT)
            rest = self._after_space(at)
            if rest < end:
                self._broken(rest)
        except JSONDecodeError as error:
            self._broken(error.pos)
        except RecursionError:
            self._faults.clear()
            self.problems.append(Problem(self._line(at), TOO_DEEP))
        except _FaultError as fault:
            self.problems.append(Problem(line, fault.reason, fault.values))

    def _broken(self, at: int) -> None:
        self._faults.clear()
        if self._after_space(at) >= len(self.text):
            self.problems.append(Problem(self.text.count("\n") + 1, ENDS))
            return
        column = at - self.text.rfind("\n", 0, at)
        found = cut(self.text[at : at + 200], 40)
        self.problems.append(Problem(self.text.count("\n", 0, at) + 1, BROKEN, {"column": str(column)}, found))

    # Objects and lists, element by element --------------------------------------------------------------------------

    def _members(self, at: int, end: int) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        at = self._after_space(at + 1)
        while self.text[at : at + 1] != "}":
            if members:
                at = self._past(",", at, end)
            name, at = self._value(at)
            if not isinstance(name, str):
                raise JSONDecodeError("a name was expected", self.text, at)
            if name in members:
                raise _FaultError(TWICE, name=cut(name, 30))
            at = self._past(":", at, end)
            if name in _LISTS and self.text[at : at + 1] == "[":
                members[name], at = self._elements(at, end)
            else:
                members[name], at = self._value(at)
            at = self._after_space(at)
        return members, at + 1

    def _elements(self, at: int, end: int) -> tuple[list[Element], int]:
        found: list[Element] = []
        first = True
        at = self._after_space(at + 1)
        while self.text[at : at + 1] != "]":
            if not first:
                at = self._past(",", at, end)
            first = False
            line = self._line(at)
            try:
                value, at = self._value(at)
            except _FaultError as fault:
                self.problems.append(Problem(line, fault.reason, fault.values))
                at = self._end
            else:
                self._take(found, value, line)
            at = self._after_space(at)
        return found, at + 1

    def _take(self, found: list[Element], value: Any, line: int) -> None:
        self._count += 1
        if not isinstance(value, dict):
            self.problems.append(Problem(line, NO_OBJECT, text=cut(str(value)[:200])))
        elif self._count <= MOST_ELEMENTS:
            found.append(Element(value, line))
        elif self._count == MOST_ELEMENTS + 1:
            self.problems.append(Problem(line, TOO_MANY, {"most": str(MOST_ELEMENTS)}, warning=True))

    def _value(self, at: int) -> tuple[Any, int]:
        """Decode one value. Raises _FaultError once its end is known (`_end`), so that the next one can be read."""
        value, self._end = self._json.raw_decode(self.text, at)
        if self._faults:
            fault = self._faults[0]
            self._faults.clear()
            raise fault
        return value, self._end

    def _past(self, mark: str, at: int, end: int) -> int:
        at = self._after_space(at)
        if at >= end or self.text[at] != mark:
            raise JSONDecodeError(f"{mark} was expected", self.text, at)
        return self._after_space(at + 1)

    def _after_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _line(self, at: int) -> int:
        known, line = self._counted
        if at >= known:
            self._counted = (at, line + self.text.count("\n", known, at))
        return self._counted[1]

    # What the decoder calls -----------------------------------------------------------------------------------------

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in found if names.count(name) > 1)
            self._faults.append(_FaultError(TWICE, name=cut(twice, 30)))
        for name in _DROPPED & found.keys():
            del found[name]
        return found

    def _constant(self, text: str) -> None:
        self._faults.append(_FaultError(NO_NUMBER, text=text))

    def _whole(self, text: str) -> int:
        if len(text) > _MOST_DIGITS:
            self._faults.append(_FaultError(LONG_NUMBER, most=str(_MOST_DIGITS)))
            return 0
        return int(text)
