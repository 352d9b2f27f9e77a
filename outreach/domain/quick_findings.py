"""What has been found in a captured line so far, and how it is settled once every part has been looked at.

`quick_who.py` sorts the parts into it. What could be either a person or a company waits among `names`, what looks like a trade
among `trades`; `settle` gives them their places, and every choice between two readings is listed in the doubts of `Who`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from outreach.domain.name_runs import (
    AND_OTHERS,
    JOINT,
    SEVERAL,
    SURNAME,
    is_genitive,
    is_run,
    person_words,
    words_after_form,
    words_before_person,
)
from outreach.domain.name_shapes import is_first_name, is_title, looks_like_company, looks_like_person
from outreach.domain.names_in_text import company_in, first_name_in, title_in
from outreach.domain.quick_note import Unsure
from outreach.language import N_

TAKEN_AS_PERSON = N_("taken as the person's name")
TAKEN_AS_COMPANY = N_("taken as the company")
_PERSON_OR_COMPANY = N_("a person or a company; both are possible")
_DIVIDED = N_("divided here between the person and the company")
_LEFT_OVER = N_("more than a person and a company")
_SECOND_COMPANY = N_("a second company")
SECOND_PERSON = N_("more than one person")
_MOST_PERSON_WORDS = 3
_AT_WORK = re.compile(r"\s(?:på|hos|från|fr\.?|vid|at|from|@)\s", re.IGNORECASE)


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


class Findings:
    """Who was found in one line, and what still waits to be placed."""

    def __init__(self) -> None:
        self.who = Who()
        #: Names that could be either; and where among `extras` each part stood.
        self.names: list[str] = []
        self.trades: list[str] = []
        self.stood: dict[str, int] = {}
        self.said: list[tuple[int, str]] = []
        self.place = 0
        self.sure_person = False
        self.sure_company = False

    def wait(self, text: str, *, trade: bool) -> None:
        """Keep a name until all parts are known."""
        (self.trades if trade else self.names).append(text)
        self.stood[text] = self.place

    def add_title(self, text: str) -> None:
        """Take a title; a second one is put beside the first."""
        self.who.title = f"{self.who.title}, {text}" if self.who.title else text

    def add_company(self, text: str) -> None:
        """Take what is a company for certain; a second one goes to the note, marked."""
        text = self._without_tail(text)
        if not self.who.company:
            self.who.company, self.sure_company = text, True
        elif text.casefold() != self.who.company.casefold():
            self.say(text)
            self.who.doubt(text, _SECOND_COMPANY, "company")
            self.who.doubt(text, _SECOND_COMPANY, "note")

    def _without_tail(self, text: str) -> str:
        """Take a title, or another person, off what follows the legal form: "Bergs Bygg AB inköpschef", "… AB och Bo Ek"."""
        words = text.split()
        after = words_after_form(words)
        name, tail = " ".join(words[:after]), " ".join(words[after:])
        if not after or not tail:
            return text
        if is_title(tail):
            self.add_title(tail)
            return name
        joint = AND_OTHERS.match(tail)
        if joint and looks_like_person(tail[joint.end() :]):
            self.say(tail)
            self.who.doubt(tail, SECOND_PERSON, "person")
            self.who.doubt(tail, SECOND_PERSON, "note")
            return name
        return text

    def add_person(self, text: str) -> None:
        """Take who is a person for certain; a second one goes to the note, marked."""
        if not self.who.person:
            self.who.person, self.sure_person = text, True
            return
        if text.casefold() == self.who.person.casefold():
            return
        self.say(text)
        self.who.doubt(text, SECOND_PERSON, "person")
        self.who.doubt(text, SECOND_PERSON, "note")

    def say(self, text: str, *, bracketed: bool = False) -> None:
        """Leave a part to the note."""
        self.said.append((self.place, f"({text})" if bracketed else text))

    # What is still missing when every part has been looked at.

    def settle(self) -> None:
        """Give what waits its place, now that all parts are known."""
        who = self.who
        self._join_surname_first()
        self._person_named_like_a_trade()
        self._company_from_trades()
        self._divide_run()
        self._divide_names()
        if not who.person and self.names:
            self._person_from_names()
        if not who.company and self.names:
            who.company = self.names.pop(0)
            if not self.sure_person or len(self.names) > 0:
                who.doubt(who.company, TAKEN_AS_COMPANY, "company")
        for text in [*self.trades, *self.names]:
            self.place = self.stood[text]
            self.say(text)
            who.doubt(text, _LEFT_OVER, "note")
        if SEVERAL.search(who.person):
            who.doubt(who.person, SECOND_PERSON, "person")
        if who.person and " " not in who.person and not who.company and self.sure_person:
            who.doubt(who.person, TAKEN_AS_PERSON, "person")

    def _join_surname_first(self) -> None:
        """Read "Öberg Lind, Åsa" as Åsa Öberg Lind, where two parts stand for a surname and a first name."""
        who = self.who
        if not (who.person and is_first_name(who.person) and self.names and not looks_like_company(self.names[0])):
            return
        if who.company or len(self.names) > 1 or self.trades:
            surname = self.names.pop(0)
            who.person = f"{who.person} {surname}"
            who.doubt(who.person, TAKEN_AS_PERSON, "person")

    def _person_named_like_a_trade(self) -> None:
        """Read "Karin Mark" as a person where something else is the company."""
        if self.who.person or self.names or not (self.who.company or len(self.trades) > 1):
            return
        name = next((one for one in self.trades if len(one.split()) == 2 and is_first_name(one.split()[0])), "")
        if name:
            self.trades.remove(name)
            self.who.person = name
            self.who.doubt(name, TAKEN_AS_PERSON, "person")

    def _company_from_trades(self) -> None:
        who = self.who
        if who.company or not self.trades:
            return
        who.company = self.trades.pop(0)
        if not (who.person or self.names) or self.trades:
            who.doubt(who.company, TAKEN_AS_COMPANY, "company")

    def _person_from_names(self) -> None:
        who = self.who
        name = self.names[0]
        if len(self.names) == 1 and not who.company and not is_first_name(name.split()[0]):
            # Nothing says which: a word alone that ends as no surname does is rather a company.
            is_person = (" " in name and not is_genitive(name.split()[0])) or SURNAME.match(name)
            which = "person" if is_person else "company"
            setattr(who, which, self.names.pop())
            who.doubt(name, _PERSON_OR_COMPANY, "person")
            who.doubt(name, _PERSON_OR_COMPANY, "company")
            return
        who.person = self.names.pop(0)
        sure = self.sure_company and " " in who.person and not self.names
        if not sure:
            who.doubt(who.person, TAKEN_AS_PERSON, "person")

    def _divide_names(self) -> None:
        """Divide "Volvo CE Markus Bäck" and "Markus Bäck Volvo CE" where no company is named. Both sides are marked."""
        who = self.who
        if who.company:
            return
        if who.person and not self.names:
            words = who.person.split()
            end = person_words(words)
            if 0 < end < len(words) and not JOINT.search(who.person):
                surname = len(words) == end + 1 and SURNAME.match(words[-1])
                if not surname:
                    who.person, who.company = " ".join(words[:end]), " ".join(words[end:])
                who.doubt(who.person, _DIVIDED, "person")
                who.doubt(who.company or words[-1], _DIVIDED, "company")
        elif not who.person and len(self.names) == 1:
            words = self.names[0].split()
            place = next((place for place, word in enumerate(words) if is_first_name(word)), 0)
            if place and len(words) - place <= _MOST_PERSON_WORDS and not (place == 1 and SURNAME.match(words[0])):
                self.names.clear()
                who.company, who.person = " ".join(words[:place]), " ".join(words[place:])
                who.doubt(who.person, _DIVIDED, "person")
                who.doubt(who.company, _DIVIDED, "company")

    def _divide_run(self) -> None:
        """Divide "Anna Berg Bergs Bygg AB" where nobody else is named: a first name, a surname, then the company."""
        who = self.who
        if who.person or self.names or not who.company or not is_run(who.company):
            return
        words = who.company.split()
        after = words_after_form(words)
        after = after or words_before_person(words)
        if after and looks_like_person(" ".join(words[after:])):
            who.person, who.company = " ".join(words[after:]), " ".join(words[:after])
        else:
            end = person_words(words)
            who.person, who.company = " ".join(words[:end]), " ".join(words[end:])
        who.doubts = [one for one in who.doubts if one.field != "company"]
        who.doubt(who.person, _DIVIDED, "person")
        who.doubt(who.company, _DIVIDED, "company")

    def own_up(self) -> None:
        """Mark what is still missing where a word of the note could be it: a name in the middle of a sentence."""
        who, said = self.who, " ".join(text for _, text in self.said)
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

        for _, text in self.said:
            words = text.split()
            if who.person and len(words) > 1 and is_first_name(words[0]) and _AT_WORK.search(text):
                who.doubt(text, SECOND_PERSON, "person")
                who.doubt(text, SECOND_PERSON, "company")
                who.doubt(text, SECOND_PERSON, "note")

    def keep_title(self) -> None:
        """Keep a title of nobody, or at no company: it is still something that was said."""
        who = self.who
        if who.title and not (who.person and who.company):
            self.said.append((-1, who.title))
            who.doubt(who.title, N_("a title without a name or a company; it stands in the note"), "title")
            who.title = ""
