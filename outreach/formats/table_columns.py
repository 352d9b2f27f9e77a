"""Columns decided by the company they keep: what "Namn" is beside "Kontaktperson", and whose a second e-mail is."""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.table_mapping import Column

_NAMING = frozenset({"name", "contact", "given", "family", "organisation", "email"})
_OF_PEOPLE = frozenset({"organisation", "contact", "given", "family", "title", "is_company", "role"})


def is_naming(column: Column) -> bool:
    """Say whether a column names someone: without one there is no list of contacts."""
    return column.kind in _NAMING and not column.part


def settled(columns: list[tuple[int, Column]], *, form: bool = False) -> list[tuple[int, Column]]:
    """Decide headings that mean one thing here and another there, by the company they keep. `form`: people answer."""
    columns = _firms_own(_others_as_notes(columns))
    kinds = {column.kind for _, column in columns}
    renamed: dict[str, str] = {}
    # "Title" is "Mr" beside a job title or a middle name (Outlook), else the job title.
    if "courtesy" in kinds and not kinds & {"title", "additional"}:
        renamed["courtesy"] = "title"
    names = [index for index, column in columns if column.kind == "name"]
    if len(names) > 1 and "org_number" in kinds and not form and not kinds & _OF_PEOPLE:
        # "Företag" and "Kontakt" stood above: "Namn;Org.nr;Namn;E-post".
        columns = [(index, Column("organisation") if index == names[0] else column) for index, column in columns]
    elif "name" in kinds and "org_number" in kinds and not form and not kinds & _OF_PEOPLE:
        # A ledger of suppliers: who has an organisation number and no contact person is a company.
        renamed["name"] = "organisation"
    if "contact" in kinds:
        # "Namn" beside "Kontaktperson" is the company, unless the company has a column of its own.
        if "name" in kinds and "organisation" not in kinds and not form:
            renamed |= {"name": "organisation", "contact": "name"}
        elif not kinds & {"name", "given", "family"}:
            renamed["contact"] = "name"
    return [(index, replace(column, kind=renamed.get(column.kind, column.kind))) for index, column in columns]


def _others_as_notes(columns: list[tuple[int, Column]]) -> list[tuple[int, Column]]:
    """Keep a second contact person, and what stands twice from there on, in the notes: it is not the first one's.

    So is what stands below a second company, where the list begins again ("Företag;E-post;Företag;E-post").
    """
    seen: set[str] = set()
    result: list[tuple[int, Column]] = []
    second = False
    for index, column in columns:
        contact = column.kind == "contact" and "contact" in seen
        firm = column.kind == "organisation" and "organisation" in seen and bool(seen & {"email", "phone"})
        second = second or contact or firm
        to_notes = contact or (second and column.kind in _SECOND and column.kind in seen)
        seen.add(column.kind)
        result.append((index, Column("answer") if to_notes else column))
    return result


def _firms_own(columns: list[tuple[int, Column]]) -> list[tuple[int, Column]]:
    """Keep "Företagets e-post" in the notes beside the contact person's own; alone it is how the row is reached."""
    own = {column.kind for _, column in columns if not column.part}
    return [
        (index, column if column.part != "firm" else Column("answer") if column.kind in own else replace(column, part=""))
        for index, column in columns
    ]


#: What belongs to the contact person or company that stands before it.
_SECOND = frozenset({"name", "contact", "organisation", "email", "phone", "title", "address", "website", "org_number", "note"})
