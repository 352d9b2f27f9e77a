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
    from outreach.formats.registry import by_name
    from outreach.services.readers import unpack

    for one in unpack(data, as_format or "", progress):
        entry, chosen = one.entry, by_name(one.format) if one.format else None
        if progress and one.count:
            progress(one.number, one.count)
        within = Path(f"{path}/{entry.name}") if entry.name else path
        problem = entry.problem or refusal_of(chosen, len(entry.data))
        if problem is not None or chosen is None:
            yield dataclasses.replace(problem or Problem(0, ""), file=str(within))
        else:
            yield PackedFile(within, chosen, entry.data)


def guessed(look: Look) -> Problem | None:
    """Return a warning for a list whose columns nobody could be asked about; None where they are known."""
    return None if look.sure or not look.columns else Problem(0, GUESSED, file=look.file, warning=True)
