"""Who stands in a captured line: "Anna Berg, vd, Bergs Bygg AB" in any order, with what people write around names.

The parts of the line (`quick_parts.py`) are sorted by what they look like (`name_shapes.py`) and by what the contacts beside them
say (`quick_witness.py`). Nothing is thrown away: what is neither a person, a title nor a company comes back in `extras`, and every
choice between two readings is listed in `doubts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from outreach.domain.codes import find_municipality
from outreach.domain.name_shapes import (
    has_legal_form,
    is_first_name,
    is_only_legal_form,
    is_title,
    looks_like_company,
    looks_like_person,
    name_shaped,
    only_trade_words,
    title_and_name,
)
from outreach.domain.names_in_text import company_in, first_name_in, title_in
from outreach.domain.quick_known import KnownNames, nobody_known
from outreach.domain.quick_note import Unsure
from outreach.domain.quick_parts import TENDER_SIGN, Part, bare, name_and_rest, parts_of
from outreach.domain.quick_witness import Witness
from outreach.language import N_

_AT = re.compile(r"(\S.*?)\s+(?:på|hos|från|fr\.?|vid|at|from|@)\s+(\S.*)", re.IGNORECASE)
_AT_FIRST = re.compile(r"(?:på|hos|från|fr\.?|vid|at|from)\s+(\S.*)", re.IGNORECASE)
_SEVERAL = re.compile(r"\w\s+(?:och|o|and|&|\+|samt)\s+\w", re.IGNORECASE)
_AND_OTHERS = re.compile(r"(?:och|o|and|samt|med|&|\+)\s", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:och|o|and|&|\+|samt)\s+", re.IGNORECASE)
#: So many words may a person and a company have that stand without a comma.
_MOST_RUN_WORDS = 7
_SURNAME = re.compile(
    r"\w{2,}(?:sson|berg|ström|qvist|kvist|gren|lund|dahl|man|stedt|vall|wall|mark|borg|fors|löf|blad|blom|lind|ius|ing|sen|ell|én)$",
    re.IGNORECASE,
)
_PARTICLES = frozenset("von af av de der van den".split())

#: What the officer wants to do, before a name: "Ring Conny".
_ERRAND = re.compile(
    r"\s*((?i:ringa?(?: upp)?|mejla|maila|sms:?a|kontakta|återkom till|kolla med|hör av (?:dig|mig) till|svara|besök|prata med))"
    r"\s+(?=[^\W\d_a-zåäöéü])"
)

_TAKEN_FROM_SENTENCE = N_("taken from a sentence")
_PERSON_OR_COMPANY = N_("a person or a company; both are possible")
_TAKEN_AS_PERSON = N_("taken as the person's name")
_TAKEN_AS_COMPANY = N_("taken as the company")
_LEFT_OVER = N_("more than a person and a company")
_SECOND_COMPANY = N_("a second company")
_SECOND_PERSON = N_("more than one person")


@dataclass(slots=True)
class Who:
    """Who was met. `extras` are the parts that are neither person, title nor company, in their order."""

    person: str = ""
    title: str = ""
    company: str = ""
    extras: list[str] = field(default_factory=list)
    doubts: list[Unsure] = field(default_factory=list)

    def doubt(self, text: str, reason: str, which: str) -> None:
        """Mark what stood there as doubtful; `which` is the field."""
        self.doubts.append(Unsure(text, reason, which))


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
            return _with_errand(who, errand.group(1))
    return _Reader(witness, known).read(parts_of(text))


def _with_errand(who: Who, errand: str) -> Who:
    """Put what is to be done before the words that are left: "Ring Conny på Skogen efter nyår" keeps "Ring efter nyår"."""
    first, *others = who.extras or [""]
    who.extras = [f"{errand} {first}".strip(), *others]
    who.doubt(errand, _TAKEN_FROM_SENTENCE, "note")
    for which, name in (("person", who.person), ("company", who.company)):
        if not name or not is_first_name(name.split()[0]):
            who.doubt(name or errand, _TAKEN_FROM_SENTENCE, which)
    return who


class _Reader:
    """Reads the parts of one line."""

    def __init__(self, witness: Witness, known: KnownNames) -> None:
        self._witness = witness
        self._known = known
        self._who = Who()
        #: Names that could be either; and where among `extras` each part stood.
        self._names: list[str] = []
        self._trades: list[str] = []
        self._stood: dict[str, int] = {}
        self._said: list[tuple[int, str]] = []
        self._place = 0
        self._small = False
        self._sure_person = False
        self._sure_company = False

    def read(self, parts: list[Part]) -> Who:
        prose = False
        self._small = not any(part.text[:1].isupper() for part in parts)
        for self._place, part in enumerate(parts):
            if prose and not self._is_certain(part.text):
                self._say(part.text, bracketed=part.bracketed)
                continue
            prose = self._sort(part, alone=len(parts) == 1) or prose
        self._settle()
        self._keep_title()
        self._own_up()
        said = [text for _, text in sorted(self._said, key=lambda one: one[0])]
        self._who.extras = [text.replace(TENDER_SIGN, "") for text in said]
        return self._who

    def _is_certain(self, text: str) -> bool:
        """Say whether a part after prose is still a name that is missing: "…, vill ha offert, Anna Berg"."""
        if not self._who.person and looks_like_person(text) and " " in text:
            return True
        is_name = name_shaped(text) and " " in text and looks_like_company(text)
        return not self._who.company and text[:1].isupper() and (has_legal_form(text) or is_name)

    def _sort(self, part: Part, *, alone: bool) -> bool:
        """Put one part where it belongs. Returns whether words of prose stood in it."""
        whole = is_title(part.text) or part.bracketed or self._known(part.text).only_company
        text, rest = (part.text, "") if whole else name_and_rest(part.text)
        if part.bracketed:
            self._take_bracketed(text)
        elif rest and not self._could_be_name(text):
            self._say(part.text)
            return True
        else:
            self._take(text, alone=alone)
        if rest:
            # What turned out to be no name goes on as one sentence.
            if looks_like_person(rest) and not self._who.person:
                self._add_person(rest)
                self._who.doubt(rest, _TAKEN_AS_PERSON, "person")
                return False
            is_said = bool(self._said) and self._said[-1] == (self._place, text)
            self._said[-1:] = [(self._place, part.text)] if is_said else [*self._said[-1:], (self._place, rest)]
            if _AND_OTHERS.match(rest) and self._who.person:
                self._who.doubt(rest, _SECOND_PERSON, "person")
        return bool(rest) or (len(self._said) > 0 and self._said[-1][1] == text and " " in text)

    def _could_be_name(self, text: str) -> bool:
        if not text:
            return False
        at_work = _AT.fullmatch(text)
        first = at_work.group(1) if at_work else text
        return looks_like_company(text) or name_shaped(first) or is_title(first.split()[0]) or self._divisible(text)

    def _take(self, text: str, *, alone: bool) -> None:
        if is_title(text):
            self._add_title(text)
            return
        if self._take_known(text) or self._take_at_work(text, alone=alone):
            return
        text = self._without_title(text)
        if self._take_known(text):
            return
        if self._is_place(text):
            self._say(text)
            self._who.doubt(text, N_("a place; it stands in the note"), "note")
        elif is_only_legal_form(text):
            self._say(text)
        elif has_legal_form(text) or (self._witness.names_company(text) and not self._witness.names_person(text)):
            self._add_company(text)
        elif looks_like_person(text) or self._witness.names_person(text) or _are_people(text):
            self._add_person(text)
        elif self._cased(text) and (looks_like_company(text) or _is_partnership(text)):
            self._trades.append(text)
            self._stood[text] = self._place
        elif name_shaped(text) or self._could_be_small_name(text):
            self._names.append(text)
            self._stood[text] = self._place
        else:
            self._say(text)
            if (alone or len(text.split()) == 1) and any(map(str.isalpha, text)):
                self._who.doubt(text, N_("neither a person nor a company; it stands in the note"), "note")

    def _take_known(self, text: str) -> bool:
        """Take a name that the register has: all of the text, or a company before or after a person's name."""
        known = self._known(text)
        if known.only_company:
            self._add_company(text)
            return True
        if known.only_person and not has_legal_form(text):
            self._add_person(text)
            return True
        words = text.split()
        for place in range(1, len(words) if len(words) <= _MOST_RUN_WORDS else 1):
            one, other = " ".join(words[:place]), " ".join(words[place:])
            for person, company in ((one, other), (other, one)):
                if looks_like_person(person) and self._known(company).only_company:
                    self._add_person(person)
                    self._add_company(company)
                    return True
        return False

    def _cased(self, text: str) -> bool:
        """Say whether a text is written as names are on this line: with a capital, unless the line has none at all."""
        return self._small or text[:1].isupper() or text[:1].isdecimal()

    def _could_be_small_name(self, text: str) -> bool:
        words = text.split()
        nobody = not self._who.person and not self._who.company
        known = len(words) > 1 or is_first_name(text)
        return self._small and nobody and known and len(words) <= 2 and all(word.isalpha() for word in words)

    @staticmethod
    def _is_place(text: str) -> bool:
        return text[:1].isupper() and " " not in text and not text.isdecimal() and find_municipality(text) is not None

    def _take_at_work(self, text: str, *, alone: bool) -> bool:
        """Read "Anna Berg på Bergs Bygg", "vd hos Bergs Bygg" and "från Bergs Bygg"."""
        first = _AT_FIRST.fullmatch(text)
        if first and (self._who.person or self._names) and not self._who.company:
            self._take_work(bare(first.group(1)))
            return True
        at_work = _AT.fullmatch(text)
        if at_work is None or self._who.company or TENDER_SIGN in text:
            return False
        # "Bröd på Torget AB" is one name where a person stands beside it; "Anna på Bergs Bygg AB" alone is two.
        name = bare(at_work.group(1))
        is_two = is_title(name) or looks_like_person(self._titleless(name)) or _are_people(name)
        if not is_two and (self._who.person or (has_legal_form(text) and not alone) or not name_shaped(name)):
            return False
        self._take(name, alone=False)
        self._take_work(bare(at_work.group(2)))
        return True

    def _take_work(self, text: str) -> None:
        if self._is_place(text):
            self._say(text)
            self._who.doubt(text, N_("a place; it stands in the note"), "note")
            return
        self._add_company(text)
        if not text[:1].isupper() and not looks_like_company(text):
            self._who.doubt(text, _TAKEN_AS_COMPANY, "company")

    def _take_bracketed(self, text: str) -> None:
        if is_title(text):
            self._add_title(text)
        elif has_legal_form(text) or self._witness.names_company(text):
            self._add_company(text)
        elif looks_like_person(text) and not self._who.person:
            self._add_person(text)
        elif is_first_name(text):
            self._say(text, bracketed=True)
        elif not self._is_place(text) and text[:1].isupper() and not self._who.company and len(text) > 1:
            self._who.company = text
            self._who.doubt(text, _TAKEN_AS_COMPANY, "company")
        else:
            self._say(text, bracketed=True)

    def _without_title(self, text: str) -> str:
        """Take "vd" off "vd Anna Berg", "Anna Berg vd" and "Ägare och vd Anna Berg"."""
        title, rest = title_and_name(text)
        if not title or self._who.title:
            return text
        self._add_title(title)
        return rest

    @staticmethod
    def _titleless(text: str) -> str:
        return title_and_name(text)[1]

    def _add_title(self, text: str) -> None:
        self._who.title = f"{self._who.title}, {text}" if self._who.title else text

    def _add_company(self, text: str) -> None:
        text = self._without_tail(text)
        if not self._who.company:
            self._who.company, self._sure_company = text, True
        elif text.casefold() != self._who.company.casefold():
            self._say(text)
            self._who.doubt(text, _SECOND_COMPANY, "company")
            self._who.doubt(text, _SECOND_COMPANY, "note")

    def _without_tail(self, text: str) -> str:
        """Take a title, or another person, off what follows the legal form: "Bergs Bygg AB inköpschef", "… AB och Bo Ek"."""
        words = text.split()
        after = _words_after_form(words)
        name, tail = " ".join(words[:after]), " ".join(words[after:])
        if not after or not tail:
            return text
        if is_title(tail):
            self._add_title(tail)
            return name
        joint = _AND_OTHERS.match(tail)
        if joint and looks_like_person(tail[joint.end() :]):
            self._say(tail)
            self._who.doubt(tail, _SECOND_PERSON, "person")
            self._who.doubt(tail, _SECOND_PERSON, "note")
            return name
        return text

    def _add_person(self, text: str) -> None:
        if not self._who.person:
            self._who.person, self._sure_person = text, True
            return
        if text.casefold() == self._who.person.casefold():
            return
        self._say(text)
        self._who.doubt(text, _SECOND_PERSON, "person")
        self._who.doubt(text, _SECOND_PERSON, "note")

    def _say(self, text: str, *, bracketed: bool = False) -> None:
        self._said.append((self._place, f"({text})" if bracketed else text))

    # What is still missing when every part has been looked at.

    def _settle(self) -> None:
        who = self._who
        self._join_surname_first()
        self._person_named_like_a_trade()
        self._company_from_trades()
        self._divide_run()
        if not who.person and self._names:
            self._person_from_names()
        if not who.company and self._names:
            who.company = self._names.pop(0)
            if not self._sure_person or len(self._names) > 0:
                who.doubt(who.company, _TAKEN_AS_COMPANY, "company")
        for text in [*self._trades, *self._names]:
            self._place = self._stood[text]
            self._say(text)
            who.doubt(text, _LEFT_OVER, "note")
        if _SEVERAL.search(who.person):
            who.doubt(who.person, _SECOND_PERSON, "person")
        if who.person and " " not in who.person and not who.company and self._sure_person:
            who.doubt(who.person, _TAKEN_AS_PERSON, "person")

    def _join_surname_first(self) -> None:
        """Read "Öberg Lind, Åsa" as Åsa Öberg Lind, where two parts stand for a surname and a first name."""
        who = self._who
        if not (who.person and is_first_name(who.person) and self._names and not looks_like_company(self._names[0])):
            return
        if who.company or len(self._names) > 1 or self._trades:
            surname = self._names.pop(0)
            who.person = f"{who.person} {surname}"
            who.doubt(who.person, _TAKEN_AS_PERSON, "person")

    def _person_named_like_a_trade(self) -> None:
        """Read "Karin Mark" as a person where something else is the company."""
        if self._who.person or self._names or not (self._who.company or len(self._trades) > 1):
            return
        name = next((one for one in self._trades if len(one.split()) == 2 and is_first_name(one.split()[0])), "")
        if name:
            self._trades.remove(name)
            self._who.person = name
            self._who.doubt(name, _TAKEN_AS_PERSON, "person")

    def _company_from_trades(self) -> None:
        who = self._who
        if who.company or not self._trades:
            return
        who.company = self._trades.pop(0)
        if not (who.person or self._names) or self._trades:
            who.doubt(who.company, _TAKEN_AS_COMPANY, "company")

    def _person_from_names(self) -> None:
        who = self._who
        name = self._names[0]
        if len(self._names) == 1 and not who.company and not is_first_name(name.split()[0]):
            # Nothing says which: a word alone that ends as no surname does is rather a company.
            which = "person" if " " in name or _SURNAME.match(name) else "company"
            setattr(who, which, self._names.pop())
            who.doubt(name, _PERSON_OR_COMPANY, "person")
            who.doubt(name, _PERSON_OR_COMPANY, "company")
            return
        who.person = self._names.pop(0)
        sure = self._sure_company and " " in who.person and not self._names
        if not sure:
            who.doubt(who.person, _TAKEN_AS_PERSON, "person")

    def _divide_run(self) -> None:
        """Divide "Anna Berg Bergs Bygg AB" where nobody else is named: a first name, a surname, then the company."""
        who = self._who
        if who.person or self._names or not who.company or not self._divisible(who.company):
            return
        words = who.company.split()
        after = _words_after_form(words)
        after = after or _words_before_person(words)
        if after and looks_like_person(" ".join(words[after:])):
            who.person, who.company = " ".join(words[after:]), " ".join(words[:after])
        else:
            end = _person_words(words)
            who.person, who.company = " ".join(words[:end]), " ".join(words[end:])
        who.doubts = [one for one in who.doubts if one.field != "company"]
        who.doubt(who.person, N_("divided here: the person, then the company"), "person")
        who.doubt(who.company, N_("divided here: the person, then the company"), "company")

    @staticmethod
    def _divisible(text: str) -> bool:
        words = text.split()
        after = _words_after_form(words)
        if _words_before_person(words) or (after and looks_like_person(" ".join(words[after:]))):
            return True
        end = _person_words(words)
        return bool(end) and len(words) > end and not only_trade_words(" ".join(words[end:]))

    def _own_up(self) -> None:
        """Mark what is still missing where a word of the note could be it: a name in the middle of a sentence."""
        who, said = self._who, " ".join(text for _, text in self._said)
        missing = (
            ("person", not who.person, first_name_in, N_("perhaps the person; it stands in the note")),
            ("company", not who.company, company_in, N_("perhaps the company; it stands in the note")),
            (
                "title",
                bool(not who.title and who.person),
                title_in,
                N_("perhaps a title; it stands in the note"),
            ),
        )
        for which, is_missing, find, reason in missing:
            found = find(said) if is_missing else ""
            if found:
                who.doubt(found, reason, which)
                who.doubt(found, reason, "note")

    def _keep_title(self) -> None:
        """Keep a title of nobody, or at no company: it is still something that was said."""
        who = self._who
        if who.title and not (who.person and who.company):
            self._said.append((-1, who.title))
            who.doubt(who.title, N_("a title without a name or a company; it stands in the note"), "title")
            who.title = ""


def _are_people(text: str) -> bool:
    """Say whether a text names several people: "Sven Ek och Bo Lund", "Sven & Bo"."""
    names = _JOINT.split(text)
    return len(names) > 1 and all(looks_like_person(name) for name in names)


def _is_partnership(text: str) -> bool:
    """Say whether a text is a firm's name with "&" or "och" in it: "Blom & Söner"."""
    names = _JOINT.split(text)
    return len(names) > 1 and all(name_shaped(name) for name in names)


def _person_words(words: list[str]) -> int:
    """Return how many words at the beginning are a person's first and last name (0: none)."""
    if len(words) < 3 or not is_first_name(words[0]):
        return 0
    end = 1
    while end < len(words) and (words[end].casefold() in _PARTICLES or (end == 1 and is_first_name(words[end]))):
        end += 1
    return min(end + 1, len(words))


def _words_before_person(words: list[str]) -> int:
    """Return how many words are a firm's name before a first and a last name: "Dalarnas Bilbolag Sten Alm" (0: none)."""
    head, tail = " ".join(words[:-2]), " ".join(words[-2:])
    is_firm = len(words) > 3 and looks_like_company(words[-3]) and not only_trade_words(head)
    return len(words) - 2 if is_firm and not is_first_name(words[0]) and looks_like_person(tail) else 0


def _words_after_form(words: list[str]) -> int:
    """Return where the words after a company's legal form begin (0: nowhere)."""
    for place in range(1, len(words)):
        if has_legal_form(words[place - 1]) and place > 1:
            return place
    return 0
