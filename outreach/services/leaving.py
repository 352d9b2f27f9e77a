"""Many people who leave the program: why, and until when, as it stands in the file and in the audit log (names stand in neither).

The window asks for it (`ui/privacy/leaving_dialog.py`), the command line takes it as an option and never insists: scripts go on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from outreach.domain.usable import WhyNot
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: More people than this are many: a reason is asked for.
MANY = 20
PURPOSE = N_("Personal data. For: {ground}")
DELETE_BY = N_("Delete by {day}.")


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why people's data leave the program, and the day by which the copy is to be deleted."""

    ground: str = ""
    delete_by: date | None = None

    def lines(self, language: Language) -> tuple[str, ...]:
        """Return what stands in the file; nothing where nothing was said."""
        ground = " ".join(self.ground.split())
        said = (
            language.say(PURPOSE, ground=ground) if ground else "",
            language.say(DELETE_BY, day=self.delete_by.isoformat()) if self.delete_by else "",
        )
        return tuple(line for line in said if line)


NOTHING_SAID = Leaving()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How many people would leave the program, and why others of the list would not, a reason each."""

    count: int
    left_out: tuple[WhyNot, ...] = ()


def outgoing(database: Database, keys: Sequence[int]) -> Outgoing:
    """Return how many people of these rows may be exported, and why the others may not; nothing but flags is read."""
    from outreach.domain.usable import FORBIDDEN, Use

    wanted, barred = set(keys), dict[int, WhyNot]()
    with database.read() as view:
        for why in WhyNot:
            if Use.EXPORT in FORBIDDEN[why]:
                for one in view.people.flagged(why.value):
                    key = view.people.key_of(one)
                    if key in wanted:
                        barred.setdefault(key, why)
    return Outgoing(len(wanted) - len(barred), tuple(barred.values()))


def note_leaving(
    database: Database, leaving: Leaving, what: str, count: int, *, left_out: int = 0, deed: str = "export", form: str = ""
) -> None:
    """Add the line to the audit log. A workspace that cannot be written (a medium that is write-protected) has none."""
    from outreach.errors import WorkspaceReadOnly

    try:
        database.audit(
            deed,
            kind=what,
            count=count,
            left_out=left_out,
            form=form,
            ground=" ".join(leaving.ground.split()),
            delete_by=leaving.delete_by.isoformat() if leaving.delete_by else "",
        )
    except WorkspaceReadOnly:
        return


def marked(data: bytes, suffix: str, lines: tuple[str, ...]) -> bytes:
    """Return a file with what it is for and until when: first lines, a property of the document, or a property of each card."""
    if not lines:
        return data
    if suffix == ".csv":
        begin = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        head = "".join('"' + line.replace('"', "'") + '"\r\n' for line in lines)
        return begin + head.encode() + data.removeprefix(begin)
    if suffix == ".vcf":
        said = " ".join(lines).replace("\\", "/").replace(",", "\\,").replace(";", "\\;")
        return data.replace(b"END:VCARD", f"X-OUTREACH-PURPOSE:{said}\r\nEND:VCARD".encode())
    if suffix == ".json":
        return json.dumps({**json.loads(data), "purpose": list(lines)}, ensure_ascii=False, indent=1).encode()
    if suffix == ".xlsx":
        from outreach.formats.table_workbook import with_description

        return with_description(data, " ".join(lines))
    return data
