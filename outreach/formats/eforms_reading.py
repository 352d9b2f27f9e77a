"""One eForms notice being read: its tree, the languages to prefer, and what could not be read on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from outreach.domain.problem import Problem, cut
from outreach.formats import eforms_xml as xml
from outreach.formats.eforms_values import read_day
from outreach.language import N_

BAD_TIME = N_("The date or time of {field} cannot be read and was left out.")


@dataclass
class Reading:
    """One notice being read: its tree, the languages to prefer, and what could not be read on the way."""

    root: etree._Element
    warnings: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = xml.text_at(self.root, "cbc:NoticeLanguageCode").upper()
        more = [xml.text_of(found).upper() for found in xml.each(self.root, "cac:AdditionalNoticeLanguage/cbc:ID")]
        self.languages = tuple(dict.fromkeys(code for code in (own, *more) if code))
        self.preferred = ("SWE", own, "ENG")
        self.withheld = _withholds_a_value(self.root)

    def warn(self, element: etree._Element | None, reason: str, text: str, **values: str) -> None:
        """Note something that was left out; the notice is kept. `values` fill the reason."""
        problem = Problem(xml.line_of(element), reason, values, cut(text), warning=True)
        if problem not in self.warnings:
            self.warnings.append(problem)

    def choose(self, parent: etree._Element | None, path: str) -> tuple[str, str]:
        """Return the text at a path in the best language, and that language's code; two empty texts for none."""
        found = [(element.get("languageID", "").upper(), xml.text_of(element)) for element in xml.each(parent, path)]
        spoken = [(language, text) for language, text in found if text]
        for wanted in self.preferred:
            for language, text in spoken:
                if language == wanted:
                    return text, language
        return (spoken[0][1], spoken[0][0]) if spoken else ("", "")

    def line(self, parent: etree._Element | None, path: str) -> str:
        """Return the chosen text on one line: a title."""
        return " ".join(self.choose(parent, path)[0].split())

    def day(self, parent: etree._Element | None, path: str, number: str) -> date | None:
        """Return the day at a path; `number` names the field where it cannot be read."""
        element = xml.first(parent, path)
        text = xml.text_of(element)
        found = read_day(text) if text else None
        if text and found is None:
            self.warn(element, BAD_TIME, text, field=number)
        return found


def _withholds_a_value(root: etree._Element) -> bool:
    """Tell whether an amount is not published (BT-195).

    Codes of amounts have the word "val" (not-val, win-ten-val); the numbers that then stand in the file may be dummies.
    Other withheld fields (ranks, criteria) do not matter here.
    """
    codes = root.iter(f"{{{xml.EFBC}}}FieldIdentifierCode")
    return any("val" in xml.text_of(code).split("-") for code in codes)


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, in order."""
    return tuple(dict.fromkeys(texts))
