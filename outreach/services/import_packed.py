"""The files of a ZIP as an import opens them: one after the other, each under its own name, with progress."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.table_mapping import Look
from outreach.language import N_
from outreach.services.import_files import refusal_of

if TYPE_CHECKING:
    from outreach.formats.registry import FileFormat

GUESSED = N_("What the columns of this list mean was guessed. Take it out of the ZIP file to choose yourself.")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a ZIP: `path` is the ZIP's with the name within it."""

    path: Path
    format: FileFormat
    data: bytes


def packed_files(
    path: Path, data: bytes, as_format: str | None, progress: Callable[[int, int], None] | None = None
) -> Iterator[PackedFile | Problem]:
    """Yield the files of a ZIP that can be read, and a problem for each that cannot. `progress` may raise Cancelled."""
    from outreach.formats.packed_files import open_packed
    from outreach.formats.registry import HEAD, by_name, identify

    chosen: FileFormat | None = None

    def limit_of(head: bytes, name: str) -> int:
        nonlocal chosen
        chosen = by_name(as_format) if as_format and as_format != "zip" else identify(head, name)
        return chosen.limit if chosen is not None else HEAD

    packed = open_packed(data)
    if packed.problem is not None:
        yield dataclasses.replace(packed.problem, file=str(path))
    # Each entry is told by `limit_of` before it comes: what it is need not be asked twice.
    for number, entry in enumerate(packed.entries(limit_of)):
        if progress:
            progress(number, packed.count)
        within = Path(f"{path}/{entry.name}")
        problem = entry.problem or refusal_of(chosen, len(entry.data))
        if problem is not None or chosen is None:
            yield dataclasses.replace(problem or Problem(0, ""), file=str(within))
        else:
            yield PackedFile(within, chosen, entry.data)


def guessed(look: Look) -> Problem | None:
    """Return a warning for a list whose columns nobody could be asked about; None where they are known."""
    return None if look.sure or not look.columns else Problem(0, GUESSED, file=look.file, warning=True)
