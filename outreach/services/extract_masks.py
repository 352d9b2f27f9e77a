"""What of a row goes into the extract for one person, and how everybody else in it is masked (GDPR art. 15.4).

A row that is the person's own goes in whole. Of one that only names her goes in what names her: of a plan the line with her name,
of somebody else's talk the sentence. In every text other people's names, addresses and numbers are taken out; her own, those of her
companies and of our officers stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.masking import Masker, Named, folded
from outreach.domain.needles import Needles, names_of
from outreach.domain.person import Person
from outreach.language import Language
from outreach.services.dialogue_masks import words_in

if TYPE_CHECKING:
    from outreach.storage.traces import Trace

#: Who of us did something is no secret: our own officers act for the authority.
_OURS = frozenset({"officer", "who", "device", "publisher"})
_KEYS = frozenset({"hash", "previous", "digest", "message_id", "uid", "mark"})
#: Columns of a record's row that repeat its body.
_OF_A_LINE = ("at", "who", "device", "deed")
_DOUBLE = frozenset({"row", "sort", "family_sort", "company_sort", "version"})
_WORDLESS = re.compile(r"[\d\W_]*|[a-z_]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(?:T[\d:.+Z-]+)?")
#: Private-use signs stand for what must not be masked while the rest is.
_FIRST_SIGN = 0xE000


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words of texts as names are compared, each with and without a genitive s."""
    found = set(re.findall(r"[^\W\d_]+", folded("\n".join(texts))))
    return found | {word.removesuffix("s") for word in found}


class ThirdParties:
    """Masks everybody but one person in texts."""

    def __init__(
        self,
        person: Person,
        companies: Sequence[Company],
        officers: Sequence[str],
        others: Sequence[str],
        corpus: str,
        language: Language,
        needles: Needles | None = None,
    ) -> None:
        self._hers = needles or Needles()
        self._masker = Masker(
            corpus=corpus, known=[Named(one, is_person=True) for one in others], officers=(), words=words_in(language)
        )
        own = [*names_of(person), *(one.address for one in person.emails), *(one.number for one in person.phones), person.website]
        for company in companies:
            own += [company.name, company.website, *(one.address for one in company.emails)]
            own += [one.number for one in company.phones]
        self._whole = _either([*own, *officers])
        self._single = _either([person.name, *person.name.split(), person.given, person.family])
        self._others = _either(others)

    def masked(self, text: str) -> str:
        """Return a text without other people's names, addresses and numbers."""
        if _WORDLESS.fullmatch(text):
            return text
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(match.group())
            return chr(_FIRST_SIGN + len(kept) - 1)

        # First by what she was found by: her number in any spelling is not somebody else's.
        text = self._whole.sub(keep, self._hers.replaced(text, keep))
        text = self._others.sub(lambda match: self._masker.label(Named(match.group(), is_person=True)), text)
        text = self._single.sub(keep, text)
        text = self._masker.mask(text, free=True)
        for number, one in enumerate(kept):
            text = text.replace(chr(_FIRST_SIGN + number), one)
        return text


def _either(words: Iterable[str]) -> re.Pattern[str]:
    found = sorted({" ".join(one.split()) for one in words if one.strip()}, key=lambda one: (-len(one), one))
    parts = [r"\s+".join(map(re.escape, one.split())) for one in found]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)


class Cutter:
    """Cuts of each row what is about the person."""

    def __init__(self, needles: Needles, own: Iterable[UUID], third: ThirdParties) -> None:
        self._needles = needles
        self._own = {str(one) for one in own} | {str(one) for one in needles.ids}
        self._third = third

    def cut(self, trace: Trace) -> dict[str, Any]:
        """Return what goes into the extract of one row; nothing of one that does not tell of her after all."""
        plain = plain_row(trace.row)
        if trace.tied:
            return {name: self._masked(name, value) for name, value in plain.items()}
        if trace.others:
            said = list(self._sentences(plain))
            return {"text": said} if said else {}
        kept = self._pruned(plain) or {}
        # When, by whom and what: of a line of the log that is what she asks for.
        return {name: plain[name] for name in _OF_A_LINE if name in plain} | kept if kept and trace.table == "audit" else kept

    def _is_hers(self, value: Any) -> bool:
        return isinstance(value, str) and (value in self._own or self._needles.in_any(value))

    def _pruned(self, value: Any) -> Any:
        """Keep of lists and groups those in which she is named, with the plain fields beside her name."""
        if isinstance(value, Mapping):
            kept = {name: found for name, one in value.items() if (found := self._pruned(one)) not in (None, {}, [])}
            if any(self._is_hers(one) for one in value.values()):
                kept = {name: self._masked(name, one) for name, one in value.items() if not isinstance(one, Mapping | list)} | kept
            elif kept and "id" in value:
                kept = {"id": value["id"]} | kept
            return kept
        if isinstance(value, list):
            return [found for one in value if (found := self._pruned(one)) not in (None, {}, [])]
        return self._masked("", value) if self._is_hers(value) else None

    def _masked(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._masked(str(key), one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._masked(name, one) for one in value]
        if not isinstance(value, str) or name in _OURS or name in _KEYS:
            return value
        return self._third.masked(value)

    def _sentences(self, value: Any) -> Iterable[str]:
        if isinstance(value, Mapping):
            for one in value.values():
                yield from self._sentences(one)
        elif isinstance(value, list):
            for one in value:
                yield from self._sentences(one)
        elif isinstance(value, str):
            yield from map(self._third.masked, self._needles.sentences_in(value))


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as plain data: a record by its body, anything else by its columns."""
    body = row.get("body")
    if isinstance(body, Mapping):
        return {"id": str(row["id"]), **body, "created": _plain(row.get("created")), "changed": _plain(row.get("changed"))}
    return {name: _plain(value) for name, value in row.items() if name not in _DOUBLE}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
