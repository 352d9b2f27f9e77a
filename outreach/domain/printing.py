"""What was printed: for which event, how many, which version. A record of the past, so it is never changed, only added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.record import Record
from outreach.language import N_


class PrintWay(StrEnum):
    """How a handout left the program."""

    PRINTER = "printer"
    FILE = "file"
    EMAIL = "e-mail"


PRINT_WAY_LABELS = {
    PrintWay.PRINTER: N_("Printer"),
    PrintWay.FILE: N_("PDF file"),
    PrintWay.EMAIL: N_("E-mail draft"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing(Record):
    """One handing over to the printer, a file or an e-mail.

    `at` is aware, UTC. `handout` is a word of `HandoutKind`. `copies` is how many were printed (1 for a file), `pages` how
    many pages one copy has. `digest` is the SHA-256 of the PDF in hexadecimal: equal digests are one version. `way` is
    a word of `PrintWay`. `file` is the name of the file without its folder.
    """

    event: UUID | None = None
    at: datetime
    handout: str
    title: str = ""
    copies: int = 1
    pages: int = 1
    digest: str = ""
    tenders: tuple[UUID, ...] = ()
    language: str = "sv"
    paper: str = ""
    theme: str = ""
    way: str = PrintWay.PRINTER.value
    file: str = ""
    officer: str = ""
