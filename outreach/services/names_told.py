"""Whom a text names that leaves the municipality: companies and people of the register, addresses, and what looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from outreach.domain.company import name_key
from outreach.domain.name_shapes import has_legal_form, is_only_legal_form
from outreach.domain.names_in_text import first_name_in
from outreach.domain.person import person_key
from outreach.domain.search_text import words as folded_words
from outreach.domain.unit import Unit

if TYPE_CHECKING:
    from outreach.storage.work import View

#: No name is longer than so many words.
_LONGEST = 5
_SIGNS = ".,;:()!?\"'”“«»"
_ADDRESS = re.compile(r"[^\s<>\"',;:()]+@[^\s<>\"',;:()]+\.[^\s<>\"',;:().]+")
_SENTENCE = re.compile(r"[.!?:\n]+\s*")


def names_told(view: View, text: str, unit: Unit | None) -> list[str]:
    """Return what stands in `text` and tells of somebody, each once, in the order of the text.

    That is a company or person of the register, an e-mail address that is not the unit's, a name with a legal form, a first name
    with a family name. The unit's own name, municipality and officers are no secret.
    """
    own = {name_key(one) for one in (unit.municipality, unit.department) if one} if unit is not None else set()
    officers = {person_key(one.name) for one in view.officers.all()}
    told = dict.fromkeys(one for one in _ADDRESS.findall(text) if unit is None or one.casefold() != unit.email.casefold())
    runs = list(_runs(text))
    companies = view.companies.ids_by_terms("name", list({key for _, key, _ in runs} - own))
    people = view.people.ids_by_terms("name", list({key for _, _, key in runs} - officers))
    told |= {run: None for run, key, other in runs if key in companies or other in people}
    told |= dict.fromkeys(_shaped(text, own, officers))
    # "Bergs" stands in "Bergs Bygg AB": the longer one says it.
    return [one for one in told if not any(one != other and f" {one} " in f" {other} " for other in told)]


def _runs(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield runs of words that begin with a capital or figure, with their keys as a company's and as a person's name."""
    parts = [word.strip(_SIGNS) for word in text.split()]
    for start, first in enumerate(parts):
        if not (first[:1].isupper() or first[:1].isdigit()):
            continue
        for end in range(start + 1, min(len(parts), start + _LONGEST) + 1):
            run = " ".join(parts[start:end])
            if is_only_legal_form(run) or len(run) < _SHORTEST:
                continue
            for said in dict.fromkeys((run, run.removesuffix("s"))):  # "Anna Bergs fråga"
                yield run, name_key(said), person_key(said) if end > start + 1 else ""


#: A name of fewer letters is a word.
_SHORTEST = 3


def _shaped(text: str, own: set[str], officers: set[str]) -> Iterator[str]:
    """Yield what looks like a name though the register has it not."""
    for sentence in _SENTENCE.split(text):
        name = first_name_in(sentence)
        if len(name.split()) > 1 and person_key(name) not in officers:
            yield name
        parts = [word.strip(_SIGNS) for word in sentence.split()]
        for before, word in pairwise(parts):
            named = f"{before} {word}"
            public = folded_words(word)[-1:] in (["kommun"], ["region"], ["stad"])
            if before[:1].isupper() and has_legal_form(word) and not public and name_key(named) not in own:
                yield named
