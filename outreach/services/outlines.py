"""What plans and templates share, as it may be kept: words on one line, empty lines left out, figures in their ranges."""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.plan import Outline, PackingItem, Printing, Shift, Task
from outreach.errors import InvalidInput
from outreach.language import N_


def clean_outline(outline: Outline) -> Outline:
    """Return an outline as it is kept. Raises InvalidInput for a count below 1, a negative capacity or a shift that ends first."""
    if outline.capacity < 0:
        raise InvalidInput(N_("Capacity"), N_("The number of places cannot be negative."))
    return replace(
        outline,
        tasks=clean_tasks(outline.tasks),
        packing=tuple(_packing(item) for item in outline.packing if item.text.strip()),
        shifts=tuple(_shift(shift) for shift in outline.shifts if shift.post.strip() or shift.officer.strip()),
        printing=tuple(_printing(one) for one in outline.printing if one.kind.strip()),
        goals=_lines(outline.goals),
        questions=_lines(outline.questions),
        resources=_lines(outline.resources),
    )


def clean_tasks(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return tasks in order of their days; those of one day stay as they stand. Lines without words are left out."""
    cleaned = (replace(one, text=_line(one.text), officer=_line(one.officer)) for one in tasks if one.text.strip())
    return tuple(sorted(cleaned, key=lambda task: task.days))


def _packing(item: PackingItem) -> PackingItem:
    if item.count < 1:
        raise InvalidInput(N_("Packing list"), N_("Bring at least one."))
    return replace(item, text=_line(item.text))


def _shift(shift: Shift) -> Shift:
    if shift.ends < shift.begins:
        raise InvalidInput(N_("Staffing"), N_("A shift cannot end before it begins."))
    return replace(shift, officer=_line(shift.officer), post=_line(shift.post))


def _printing(one: Printing) -> Printing:
    if one.copies < 1:
        raise InvalidInput(N_("Printing"), N_("Print at least one copy."))
    return replace(one, kind=one.kind.strip())


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := _line(text))))


def _line(text: str) -> str:
    return " ".join(text.split())
