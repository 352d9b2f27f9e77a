"""The record of processing activities (GDPR article 30.1 a–g), made from what really holds: purposes, rules, fields, safeguards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.contact import show_phone
from outreach.domain.personal_data import CATEGORY_LABELS, Category, fields_of
from outreach.domain.printed_list import PrintedList
from outreach.domain.processing import BASIS_LABELS, DEED_LABELS, SINCE_LABELS, Purpose, RetentionRule
from outreach.domain.purposes import in_language, known_purposes
from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.exports import Exported, write_file

if TYPE_CHECKING:
    from outreach.services.house import House

SUFFIXES = (".pdf", ".csv", ".xlsx", ".json")
TITLE = N_("Record of processing activities")
LEAD = N_("GDPR, article 30.1. Made by Outreach from the workspace as it is.")
_HEADER = (N_("Item"), N_("Concerns"), N_("Content"))
_NOT_SAID = N_("not said yet")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the letter of article 30.1 with its heading, what it is about, and what stands there."""

    letter: str
    heading: str
    about: str
    content: str


class ProcessingRecord:
    """Makes the record."""

    def __init__(self, house: House) -> None:
        self._house = house

    def lines(self, language: Language) -> list[Line]:
        """Return the record, letter by letter."""
        with self._house.database.read() as view:
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            purposes = [in_language(one, language) for one in known_purposes(view.purposes.all()).values()]
            rules = view.retention_rules.all()
            fields = fields_of({kind: view.store(kind).record_type for kind in Kind})
        return [
            *_who(unit, language),
            *_purposes(purposes, language),
            *_categories(purposes, fields, language),
            *_recipients(purposes, language),
            Line("e", language.say(N_("Transfers")), "", language.say(_NO_TRANSFERS)),
            *_time_limits(purposes, rules, language),
            *(Line("g", language.say(N_("Security")), "", text) for text in self.safeguards(language)),
        ]

    def safeguards(self, language: Language) -> list[str]:
        """Return what really protects the data in this workspace (article 32.1), and what does not."""
        database, say = self._house.database, language.say
        encrypted = bool(getattr(database, "is_encrypted", False))
        said = [say(N_("The workspace is encrypted.")) if encrypted else say(N_("The workspace is not encrypted."))]
        if database.is_shared:
            said.append(say(N_("The workspace lies on a server of the unit.")))
        backups = getattr(self._house, "backups", None)
        if backups is not None and not database.is_shared:
            count = len(backups.listed())
            said.append(say(N_("Backups: {count}."), count=count) if count else say(N_("There is no backup yet.")))
        said += [
            say(N_("Every change is journalled; exports, extracts and looks at protected people stand in a sealed log.")),
            say(N_("Files are readable for their owner alone. The program calls no server but those that the unit names.")),
        ]
        return said

    def write(self, path: Path, language: Language) -> Exported:
        """Write the record, by the name's end. Raises InvalidInput, CannotWrite, DiskFull, TypefaceMissing."""
        suffix = path.suffix.casefold()
        if suffix not in SUFFIXES:
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=", ".join(SUFFIXES))
        lines = self.lines(language)
        write_file(path, self._bytes(suffix, lines, language))
        return Exported(path, len(lines))

    def _bytes(self, suffix: str, lines: list[Line], language: Language) -> bytes:
        rows = [(f"{one.letter}) {one.heading}", one.about, one.content) for one in lines]
        header = [language.say(text) for text in _HEADER]
        if suffix == ".pdf":
            return self._house.lists.draw(self._printed(header, rows, language))
        if suffix == ".json":
            import json

            plain = [{"letter": one.letter, "heading": one.heading, "about": one.about, "content": one.content} for one in lines]
            return json.dumps({"record": plain}, ensure_ascii=False, indent=1).encode()
        from outreach.formats.table import write_table

        return write_table(header, [list(row) for row in rows], suffix)

    def _printed(self, header: list[str], rows: list[tuple[str, str, str]], language: Language) -> PrintedList:
        unit = self._house.unit.unit()
        return PrintedList(
            title=language.say(TITLE),
            lead=language.say(LEAD),
            header=tuple(header),
            rows=tuple(rows),
            printed=home_day(self._house.now()),
            unit=", ".join(part for part in (unit.municipality, unit.department) if part),
            language=language.code,
            colour=unit.colour,
            right=frozenset(),
        )


_NO_TRANSFERS = N_("None: no data leave the EU and the EEA, and the program uses no cloud service.")
_PEOPLE = N_("Contacts at companies, sole traders, guests, and the unit's own officers")


def _who(unit: Unit, language: Language) -> list[Line]:
    say, heading = language.say, language.say(N_("Controller"))
    contact = ", ".join(part for part in (unit.email, show_phone(unit.phone), unit.website) if part)
    return [
        Line("a", heading, unit.municipality or say(_NOT_SAID), contact or say(_NOT_SAID)),
        Line("a", heading, say(N_("Data protection officer")), unit.dpo or say(_NOT_SAID)),
        Line("a", heading, say(N_("Registrator")), unit.registrator or say(_NOT_SAID)),
    ]


def _purposes(purposes: list[Purpose], language: Language) -> list[Line]:
    heading = language.say(N_("Purpose"))
    return [Line("b", heading, one.name, f"{language.say(BASIS_LABELS[one.basis])}. {one.law}") for one in purposes]


def _categories(purposes: list[Purpose], fields: dict[Category, list[str]], language: Language) -> list[Line]:
    say = language.say
    lines = [Line("c", say(N_("People")), "", say(_PEOPLE))]
    lines += [Line("c", say(N_("Data")), one.name, "; ".join(one.categories)) for one in purposes if one.categories]
    lines += [
        Line("c", say(N_("Data")), say(CATEGORY_LABELS[category]), ", ".join(names)) for category, names in fields.items()
    ]
    return lines


def _recipients(purposes: list[Purpose], language: Language) -> list[Line]:
    heading = language.say(N_("Recipients"))
    return [Line("d", heading, one.name, one.recipients or language.say(_NOT_SAID)) for one in purposes]


def _time_limits(purposes: list[Purpose], rules: list[RetentionRule], language: Language) -> list[Line]:
    say, heading = language.say, language.say(N_("Time limits"))
    names = {one.key: one.name for one in purposes}
    lines = []
    for rule in rules:
        since, decision = say(SINCE_LABELS[rule.since]), rule.decision or say(_NOT_SAID)
        what = say(N_("{months} months from: {since} ({decision})"), months=rule.months, since=since, decision=decision)
        content = f"{rule.name}: {what}. {say(DEED_LABELS[rule.deed])}"
        lines.append(Line("f", heading, names.get(rule.purpose, rule.purpose), content))
    ruled = {rule.purpose for rule in rules}
    lines += [Line("f", heading, one.name, say(_NOT_SAID)) for one in purposes if one.key not in ruled]
    return lines
