"""Who stands in a captured line: "Anna Berg, vd, Bergs Bygg AB" in any order, with what people write around names.

The parts of the line (`quick_parts.py`) are sorted by what they look like (`name_shapes.py`) and by what the contacts beside them
say (`quick_witness.py`). Nothing is thrown away: what is neither a person, a title nor a company comes back in `extras`, and every
choice between two readings is listed in `doubts`.
"""

from __future__ import annotations

import re

from outreach.domain.codes import find_municipality
from outreach.domain.name_runs import AND_OTHERS, are_people, is_partnership, is_run
from outreach.domain.name_shapes import (
    has_legal_form,
    is_first_name,
    is_only_legal_form,
    is_title,
    looks_like_company,
    looks_like_person,
    name_shaped,
    title_and_name,
)
from outreach.domain.quick_findings import SECOND_PERSON, TAKEN_AS_COMPANY, TAKEN_AS_PERSON, Findings, Who
from outreach.domain.quick_known import KnownNames, nobody_known
from outreach.domain.quick_parts import TENDER_SIGN, Part, bare, name_and_rest, parts_of
from outreach.domain.quick_witness import Witness
from outreach.language import N_

_AT = re.compile(r"(\S.*?)\s+(?:på|hos|från|fr\.?|vid|at|from|@)\s+(\S.*)", re.IGNORECASE)
_AT_FIRST = re.compile(r"(?:på|hos|från|fr\.?|vid|at|from)\s+(\S.*)", re.IGNORECASE)
#: So many words may a person and a company have that stand without a comma.
_MOST_RUN_WORDS = 7
#: So many words of a sentence are looked up as a company's name.
_MOST_COMPANY_WORDS = 4

#: What the officer wants to do, before a name: "Ring Conny".
_ERRAND = re.compile(
    r"\s*((?i:ringa?(?: upp)?(?: tillbaka)?(?: till)?|"
    r"(?:mejla|maila|mail)(?: till)?|sms:?a|kontakta|återkom till|kolla med|hör av (?:dig|mig) till|svara|besök|prata med))"
    r"\s+(?=[^\W\d_a-zåäöéü])"
)

_TAKEN_FROM_SENTENCE = N_("taken from a sentence")


def read_who(
    text: str,
    witness: Witness = Witness(),  # noqa: B008 - a frozen value
    known: KnownNames = nobody_known,
) -> Who:
    """Tell person, title and company apart. `text` has no contacts and no marks any more; `witness` are the contacts."""
    errand = _ERRAND.match(text)
    if errand:
        who = _Reader(witness, known).read(parts_of(text[errand.end() :]))
        if who.person or who.company:
            return _with_errand(who, errand.group(1), known)
    return _Reader(witness, known).read(parts_of(text))


def _with_errand(who: Who, errand: str, known: KnownNames) -> Who:
    """Put what is to be done before the words that are left: "Ring Conny på Skogen efter nyår" keeps "Ring efter nyår"."""
    first, *others = who.extras or [""]
    who.extras = [f"{errand} {first}".strip(), *others]
    who.doubt(errand, _TAKEN_FROM_SENTENCE, "note")
    if not who.person or not is_first_name(who.person.split()[0]):
        who.doubt(who.person or errand, _TAKEN_FROM_SENTENCE, "person")
    if not known(who.company).company:
        who.doubt(who.company or errand, _TAKEN_FROM_SENTENCE, "company")
    return who


class _Reader:
    """Reads the parts of one line."""

    def __init__(self, witness: Witness, known: KnownNames) -> None:
        self._witness = witness
        self._known = known
        self._found = Findings()
        self._small = False

    def read(self, parts: list[Part]) -> Who:
        prose = False
        self._small = not any(part.text[:1].isupper() for part in parts)
        for self._found.place, part in enumerate(parts):
            if prose and not self._is_certain(part.text):
                self._found.say(part.text, bracketed=part.bracketed)
                continue
            prose = self._sort(part, alone=len(parts) == 1) or prose
        self._found.settle()
        self._found.keep_title()
        self._found.own_up()
        said = [text for _, text in sorted(self._found.said, key=lambda one: one[0])]
        self._found.who.extras = [text.replace(TENDER_SIGN, "") for text in said]
        return self._found.who

    def _is_certain(self, text: str) -> bool:
        """Say whether a part after prose is still a name that is missing: "…, vill ha offert, Anna Berg"."""
        if not self._found.who.person and looks_like_person(text) and " " in text:
            return True
        is_name = name_shaped(text) and " " in text and looks_like_company(text)
        return not self._found.who.company and text[:1].isupper() and (has_legal_form(text) or is_name)

    def _sort(self, part: Part, *, alone: bool) -> bool:
        """Put one part where it belongs. Returns whether words of prose stood in it."""
        text, rest = self._name_and_rest(part)
        if part.bracketed:
            self._take_bracketed(text)
        elif rest and not self._could_be_name(text):
            self._found.say(part.text)
            return True
        else:
            self._take(text, alone=alone)
        if rest:
            # What turned out to be no name goes on as one sentence.
            if looks_like_person(rest) and not self._found.who.person:
                self._found.add_person(rest)
                self._found.who.doubt(rest, TAKEN_AS_PERSON, "person")
                return False
            is_said = bool(self._found.said) and self._found.said[-1] == (self._found.place, text)
            self._found.said[-1:] = (
                [(self._found.place, part.text)] if is_said else [*self._found.said[-1:], (self._found.place, rest)]
            )
            if AND_OTHERS.match(rest) and self._found.who.person:
                self._found.who.doubt(rest, SECOND_PERSON, "person")
        return bool(rest) or (len(self._found.said) > 0 and self._found.said[-1][1] == text and " " in text)

    def _name_and_rest(self, part: Part) -> tuple[str, str]:
        """Divide a part where the name of a known company ends, else where it goes on in small letters."""
        if is_title(part.text) or part.bracketed:
            return part.text, ""
        words = part.text.split()
        for place in range(min(len(words), _MOST_COMPANY_WORDS), 0, -1):
            name = " ".join(words[:place])
            goes_on = place < len(words) and words[place][:1].isupper()
            if not goes_on and not is_first_name(name) and self._known(name).only_company:
                return name, " ".join(words[place:])
        return name_and_rest(part.text)

    def _could_be_name(self, text: str) -> bool:
        if not text:
            return False
        at_first = _AT_FIRST.fullmatch(text)
        if at_first and (self._found.who.person or self._found.names):
            return True
        at_work = _AT.fullmatch(text)
        first = at_work.group(1) if at_work else text
        is_shaped = looks_like_company(text) or name_shaped(first) or is_title(first.split()[0]) or is_run(text)
        return is_shaped or self._known(text).only_company

    def _take(self, text: str, *, alone: bool) -> None:
        if is_title(text):
            self._found.add_title(text)
            return
        if self._take_known(text) or self._take_at_work(text, alone=alone):
            return
        text = self._without_title(text)
        if not self._take_known(text):
            self._take_by_shape(text, alone=alone)

    def _take_by_shape(self, text: str, *, alone: bool) -> None:
        """Put a text where its looks say: a place, a company, a person, or a name that could be either."""
        if self._is_place(text):
            self._found.say(text)
            self._found.who.doubt(text, N_("a place; it stands in the note"), "note")
        elif is_only_legal_form(text):
            self._found.say(text)
        elif has_legal_form(text) or (self._witness.names_company(text) and not self._witness.names_person(text)):
            self._found.add_company(text)
        elif looks_like_person(text) or self._witness.names_person(text) or are_people(text):
            self._found.add_person(text)
        elif self._cased(text) and (looks_like_company(text) or is_partnership(text)):
            self._found.wait(text, trade=True)
        elif name_shaped(text) or self._could_be_small_name(text):
            self._found.wait(text, trade=False)
        else:
            self._found.say(text)
            if (alone or len(text.split()) == 1) and any(map(str.isalpha, text)):
                self._found.who.doubt(text, N_("neither a person nor a company; it stands in the note"), "note")

    def _take_known(self, text: str) -> bool:
        """Take a name that the register has: all of the text, or a company before or after a person's name."""
        known = self._known(text)
        if known.only_company and not is_first_name(text):
            self._found.add_company(text)
            return True
        if known.only_person and not has_legal_form(text):
            self._found.add_person(text)
            return True
        words = text.split()
        for place in range(1, len(words) if len(words) <= _MOST_RUN_WORDS else 1):
            one, other = " ".join(words[:place]), " ".join(words[place:])
            for person, company in ((one, other), (other, one)):
                if looks_like_person(person) and self._known(company).only_company:
                    self._found.add_person(person)
                    self._found.add_company(company)
                    return True
        return False

    def _cased(self, text: str) -> bool:
        """Say whether a text is written as names are on this line: with a capital, unless the line has none at all."""
        return self._small or text[:1].isupper() or text[:1].isdecimal()

    def _could_be_small_name(self, text: str) -> bool:
        words = text.split()
        nobody = not self._found.who.person and not self._found.who.company
        known = len(words) > 1 or is_first_name(text)
        return self._small and nobody and known and len(words) <= 2 and all(word.isalpha() for word in words)

    @staticmethod
    def _is_place(text: str) -> bool:
        return text[:1].isupper() and " " not in text and not text.isdecimal() and find_municipality(text) is not None

    def _take_at_work(self, text: str, *, alone: bool) -> bool:
        """Read "Anna Berg på Bergs Bygg", "vd hos Bergs Bygg" and "från Bergs Bygg"."""
        first = _AT_FIRST.fullmatch(text)
        if first and (self._found.who.person or self._found.names) and not self._found.who.company:
            self._take_work(bare(first.group(1)))
            return True
        at_work = _AT.fullmatch(text)
        if at_work is None or self._found.who.company or TENDER_SIGN in text:
            return False
        # "Bröd på Torget AB" is one name where a person stands beside it; "Anna på Bergs Bygg AB" alone is two.
        name = bare(at_work.group(1))
        is_two = is_title(name) or looks_like_person(self._titleless(name)) or are_people(name)
        if not is_two and (self._found.who.person or (has_legal_form(text) and not alone) or not name_shaped(name)):
            return False
        self._take(name, alone=False)
        self._take_work(bare(at_work.group(2)))
        return True

    def _take_work(self, text: str) -> None:
        if self._is_place(text):
            self._found.say(text)
            self._found.who.doubt(text, N_("a place; it stands in the note"), "note")
            return
        self._found.add_company(text)
        if not text[:1].isupper() and not looks_like_company(text):
            self._found.who.doubt(text, TAKEN_AS_COMPANY, "company")

    def _take_bracketed(self, text: str) -> None:
        if is_title(text):
            self._found.add_title(text)
        elif has_legal_form(text) or self._witness.names_company(text):
            self._found.add_company(text)
        elif looks_like_person(text) and not self._found.who.person:
            self._found.add_person(text)
        elif is_first_name(text):
            self._found.say(text, bracketed=True)
        elif not self._is_place(text) and text[:1].isupper() and not self._found.who.company and len(text) > 1:
            self._found.who.company = text
            self._found.who.doubt(text, TAKEN_AS_COMPANY, "company")
        else:
            self._found.say(text, bracketed=True)

    def _without_title(self, text: str) -> str:
        """Take "vd" off "vd Anna Berg", "Anna Berg vd" and "Ägare och vd Anna Berg"."""
        title, rest = title_and_name(text)
        if not title or self._found.who.title:
            return text
        self._found.add_title(title)
        return rest

    @staticmethod
    def _titleless(text: str) -> str:
        return title_and_name(text)[1]
