"""What the columns of a table mean: two kinds of table, the fields that a column may fill, and the officer's own wishes.

A field is named by a key that is also what the command line and the memory write: `email`, `phone/mobile`,
`address:city`, `phone/work#2`. The first word is the kind, `:` its part, `/` its label, `#` tells several of a kind
apart and `~` orders the lines of a street.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from outreach.language import N_


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. `kind` names a field of `Card` or "groups", "additional", "contact"; `part` a part of it.

    `number` tells several of a kind apart, `label` is what the heading itself says ("work"), `line` orders the lines
    of a street.
    """

    kind: str
    number: int = 1
    part: str = ""
    label: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """The field's name in mappings: "phone/work#2"."""
        part = f":{self.part}" if self.part else ""
        label = f"/{self.label}" if self.label else ""
        number = f"#{self.number}" if self.number != 1 else ""
        line = f"~{self.line}" if self.line else ""
        return f"{self.kind}{part}{label}{number}{line}"


_KEY = re.compile(r"([a-z_]+)(?::([a-z_ ]+))?(?:/([^#~]*))?(?:#(\d{1,3}))?(?:~(\d{1,3}))?")


def column_of(key: str) -> Column | None:
    """Return the column that a key names, or None when it is not shaped like one."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    kind, part, label, number, line = match.groups()
    return Column(kind, int(number or 1), part or "", label or "", int(line or 0))


class TableKind(StrEnum):
    """What the rows of a table are: companies and people, or tenders (one row a lot or a purchase)."""

    CONTACTS = "contacts"
    TENDERS = "tenders"


TABLE_KINDS = {
    TableKind.CONTACTS: N_("Companies and people"),
    TableKind.TENDERS: N_("Tenders"),
}

#: The field of a column that is left out.
LEFT_OUT = ""


class Why(StrEnum):
    """Why a column got its field."""

    HEADING = "heading"
    CONTENT = "content"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"
    UNKNOWN = "unknown"


WHY_WORDS = {
    Why.HEADING: N_("by its heading"),
    Why.CONTENT: N_("by what stands in it"),
    Why.REMEMBERED: N_("as last time"),
    Why.CHOSEN: N_("chosen"),
    Why.UNKNOWN: N_("not recognised"),
}


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that a column may fill; `title` and `group` are catalogue texts. Choices stand in the order shown."""

    key: str
    title: str
    group: str


_WHO, _FIRM, _REACH = N_("Person"), N_("Company"), N_("How to reach them")
_PLACE, _MORE = N_("Address"), N_("More")
_WHAT, _WHEN, _LOTS = N_("Tender"), N_("Dates"), N_("Lot")

CONTACT_FIELDS = (
    FieldChoice("name", N_("Name"), _WHO),
    FieldChoice("given", N_("First name"), _WHO),
    FieldChoice("family", N_("Last name"), _WHO),
    FieldChoice("title", N_("Job title"), _WHO),
    FieldChoice("department", N_("Department"), _WHO),
    FieldChoice("organisation", N_("Company name"), _FIRM),
    FieldChoice("org_number", N_("Organisation number"), _FIRM),
    FieldChoice("municipality", N_("Municipality"), _FIRM),
    FieldChoice("workplaces", N_("Workplaces in"), _FIRM),
    FieldChoice("sni", N_("SNI codes"), _FIRM),
    FieldChoice("cpv", N_("CPV codes"), _FIRM),
    FieldChoice("size", N_("Size"), _FIRM),
    FieldChoice("staff", N_("Number of employees"), _FIRM),
    FieldChoice("email", N_("E-mail"), _REACH),
    FieldChoice("phone", N_("Telephone"), _REACH),
    FieldChoice("phone/mobile", N_("Mobile"), _REACH),
    FieldChoice("website", N_("Website"), _REACH),
    FieldChoice("declines", N_("Does not want"), _REACH),
    FieldChoice("address:street", N_("Street or box"), _PLACE),
    FieldChoice("address:code", N_("Postal code"), _PLACE),
    FieldChoice("address:city", N_("Town"), _PLACE),
    FieldChoice("address:region", N_("Region"), _PLACE),
    FieldChoice("address:country", N_("Country"), _PLACE),
    FieldChoice("address:formatted", N_("Whole address"), _PLACE),
    FieldChoice("categories", N_("Tags"), _MORE),
    FieldChoice("note", N_("Note"), _MORE),
    FieldChoice("answer", N_("Note, under its heading"), _MORE),
    FieldChoice("language", N_("Language"), _MORE),
    FieldChoice("source", N_("Source"), _MORE),
    FieldChoice("uid", N_("The record's own id"), _MORE),
)

TENDER_FIELDS = (
    FieldChoice("title", N_("Title"), _WHAT),
    FieldChoice("purchase", N_("Number of the purchase (ties lots together)"), _WHAT),
    FieldChoice("reference", N_("Reference"), _WHAT),
    FieldChoice("description", N_("Description"), _WHAT),
    FieldChoice("buyer", N_("Buyer"), _WHAT),
    FieldChoice("buyer_number", N_("Buyer's organisation number"), _WHAT),
    FieldChoice("cpv", N_("CPV codes"), _WHAT),
    FieldChoice("place", N_("Place"), _WHAT),
    FieldChoice("stage", N_("Stage"), _WHAT),
    FieldChoice("value", N_("Value without VAT"), _WHAT),
    FieldChoice("link", N_("Link"), _WHAT),
    FieldChoice("officer", N_("Officer"), _WHAT),
    FieldChoice("expected_publication", N_("Publication"), _WHEN),
    FieldChoice("question_deadline", N_("Last day for questions"), _WHEN),
    FieldChoice("tender_deadline", N_("Last day for tenders"), _WHEN),
    FieldChoice("contract_start", N_("Contract from"), _WHEN),
    FieldChoice("contract_end", N_("Contract to"), _WHEN),
    FieldChoice("contract_months", N_("Contract in months"), _WHEN),
    FieldChoice("appealed", N_("Appealed"), _WHAT),
    FieldChoice("lot", N_("Lot number"), _LOTS),
    FieldChoice("lot_title", N_("Lot title"), _LOTS),
    FieldChoice("lot_text", N_("Lot description"), _LOTS),
    FieldChoice("bids", N_("Number of bids"), _LOTS),
    FieldChoice("lot_answer", N_("Lot text, under its heading"), _LOTS),
    FieldChoice("tags", N_("Tags"), _MORE),
    FieldChoice("notes", N_("Note"), _MORE),
    FieldChoice("answer", N_("Note, under its heading"), _MORE),
    FieldChoice("id", N_("The record's own id"), _MORE),
)

FIELDS = {TableKind.CONTACTS: CONTACT_FIELDS, TableKind.TENDERS: TENDER_FIELDS}


def field_title(kind: TableKind, key: str) -> tuple[str, str]:
    """Return the catalogue text of a field and what stands after it ("2", "work"), for keys beyond the choices too."""
    titles = {choice.key: choice.title for choice in FIELDS[kind]}
    if key in titles:
        return titles[key], ""
    column = column_of(key)
    if column is None:
        return key, ""
    bare = Column(column.kind, part=column.part).key
    after = " ".join(part for part in (column.label, str(column.number) if column.number != 1 else "") if part)
    if column.part == "label":
        bare = column.kind if column.kind != "address" else "address:street"
        return titles.get(bare, _OTHER_TITLES.get(bare, bare)), f"{after} ({column.part})".strip()
    return titles.get(bare, _OTHER_TITLES.get(bare, bare)), after


#: Kinds of fields that several columns may fill together. Of all others the first column alone counts.
_GATHERED = frozenset({"email", "phone", "address", "note", "notes", "answer", "lot_answer"})


def is_gathered(key: str) -> bool:
    """Say whether several columns may have this field: their values are gathered, as with telephones."""
    column = column_of(key)
    return column is not None and column.kind in _GATHERED


#: Fields that are recognised by their headings but not offered for choice.
_OTHER_TITLES = {
    "additional": N_("Middle name"),
    "groups": N_("Tags"),
    "contact": N_("Name"),
    "courtesy": N_("Form of address"),
    "is_company": N_("Is it a company?"),
    "address:extended": N_("Street or box"),
    "address:box": N_("Street or box"),
    "role:organisation": N_("Company name"),
    "role:title": N_("Job title"),
    "role:department": N_("Department"),
    "withheld": N_("Value withheld"),
    "size": N_("Size"),
}


@dataclass(frozen=True, slots=True)
class TableWishes:
    """What the officer wants of one table file; what is left at None is guessed.

    `heading_row` is the line (text) or row number (workbook) that the headings stand in, 0 for a table without headings.
    `mapping`: (column index from 0, field key or `LEFT_OUT`) for the columns decided by hand; the others are guessed.
    With `empty_too` the file's empty cells also empty ours, never what was edited by hand. `tags` are put on every record;
    `source` says where new ones came from, in place of the file's name; `event` is where the contacts were met.
    """

    kind: TableKind | None = None
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    heading_row: int | None = None
    mapping: tuple[tuple[int, str], ...] = ()
    empty_too: bool = False
    tags: tuple[str, ...] = ()
    source: str = ""
    event: UUID | None = None
    use_memory: bool = True


#: Everything guessed or remembered.
AS_GUESSED = TableWishes()


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One sheet of a workbook: its name, how many rows hold something, and whether the workbook hides it."""

    name: str
    rows: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class EncodingChoice:
    """An encoding that the file can be read in. `sample`: a line with å ä ö (or the first foreign sign) read in it."""

    name: str
    title: str
    sample: str


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column as the wizard shows it.

    `field` is a key of `FIELDS` (or of a numbered sibling), `LEFT_OUT` when it is not imported. `top`: its commonest
    values, personal identity numbers masked; `others`: how many further different values; `empty`, `filled`: rows.
    `misfits`: how many values do not fit the field (a perfect column has none), `misfit` an example.
    """

    index: int
    heading: str
    field: str
    why: Why
    top: tuple[str, ...] = ()
    others: int = 0
    empty: int = 0
    filled: int = 0
    misfits: int = 0
    misfit: str = ""

    @property
    def perfect(self) -> bool:
        """Say whether the column is recognised and every value in it fits."""
        return self.field != LEFT_OUT and self.misfits == 0


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the file as it stands, personal identity numbers masked; `line` as in problems."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a table file looks like before anything is done with it.

    `form`: "csv", "tsv", "xlsx", "xls", "ods". `encoding` and `delimiter` are empty for workbooks, `sheet` for texts.
    `heading_row` is 0 when there are no headings. `rows` counts the rows below the headings that hold something.
    `sure`: nobody needs to look at the columns, because it is our own export or a shape that is remembered. `missing`: no
    column names a company or a person (a title, for tenders), so that no row could be kept.
    `refused` is a catalogue text (with `refused_values`) when the file cannot be read at all; then all else is empty.
    """

    file: str
    form: str = ""
    kind: TableKind = TableKind.CONTACTS
    sheets: tuple[SheetChoice, ...] = ()
    sheet: str = ""
    encoding: str = ""
    encodings: tuple[EncodingChoice, ...] = ()
    delimiter: str = ""
    delimiters: tuple[str, ...] = ()
    heading_row: int = 0
    columns: tuple[ColumnLook, ...] = ()
    head: tuple[RawRow, ...] = ()
    rows: int = 0
    remembered: bool = False
    sure: bool = False
    missing: bool = False
    refused: str = ""
    refused_values: dict[str, str] = field(default_factory=dict)
