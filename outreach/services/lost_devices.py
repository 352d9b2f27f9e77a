"""A computer that is gone: what lay on it, and the draft of what IMY is told within 72 hours (GDPR art. 33).

The figures are those of this workspace, of which the other computer had a copy, or those in the list inside a backup of it. Each
incident is documented even where nobody has to be told (art. 33.5): the audit log holds the line.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.domain.dialogue_paper import DialoguePaper, PaperLine
from outreach.domain.purposes import known_purposes
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.errors import BadFile, InvalidInput
from outreach.language import N_, Language
from outreach.services.everybody import everybody
from outreach.services.exports import write_file

if TYPE_CHECKING:
    from outreach.services.house import House

#: By when the authority is told (art. 33.1), from the moment at which somebody noticed.
HOURS = 72
_LARGEST_LIST = 1_000_000


@dataclass(frozen=True, slots=True)
class Loss:
    """What lay on a computer. `people` by category; `encrypted` None: not known. `as_of`: when the figures were true.

    `exchanged`: when this workspace was last exchanged with others; what came later does not lie on the lost one. `source` is
    "workspace" (a copy of this one), "backup", or "server" (the register lies there; the computer had a login).
    """

    device: str
    noticed: datetime
    due: datetime
    people: dict[str, int]
    records: dict[str, int]
    encrypted: bool | None
    as_of: datetime | None
    source: str
    exchanged: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShutOut:
    """How a computer is shut out: a new code for the exchange, or the SQL that the database administrator runs."""

    code: str = ""
    sql: str = ""


class LostDevices:
    """The verbs for a lost computer."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(
        self, device: str, noticed: datetime | None = None, *, encrypted: bool | None = None, backup: Path | None = None
    ) -> Loss:
        """Say what lay on a computer. `encrypted`: whether its workspace was; None: not known, or as the backup says.

        Raises BadFile for a backup that cannot be read.
        """
        at = noticed or self._house.now()
        due = at + timedelta(hours=HOURS)
        if backup is not None:
            return _of_backup(device, at, due, backup, encrypted)
        source = "server" if self._house.is_shared else "workspace"
        return Loss(
            device, at, due, self._people(), self._records(), encrypted, self._house.now(), source, self._last_exchange()
        )

    def shut_out(self, login: str = "") -> ShutOut:
        """Shut a lost computer out: a new code for the exchange, or for a workspace on a server the SQL that ends a login.

        Every laptop that goes on exchanging has to be given the new code. Raises InvalidInput without the login of a server.
        """
        from outreach.services import server_roles

        house = self._house
        done = ShutOut(sql=server_roles.shut_out(login)) if house.is_shared else ShutOut(code=house.exchange.renew_code())
        house.audit.note("revoke_device", way="server" if house.is_shared else "exchange")
        return done

    def save(self, loss: Loss, path: Path, language: Language) -> Path:
        """Write the draft for IMY as .pdf or .txt, and log the incident. Raises InvalidInput, CannotWrite, DiskFull."""
        paper = self._paper(loss, language)
        suffix = path.suffix.casefold()
        if suffix not in (".pdf", ".txt"):
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf, .txt")
        self._house.audit.note("lost_device", people=loss.people.get("all", 0), encrypted=loss.encrypted, source=loss.source)
        if suffix == ".txt":
            lines = [paper.label, paper.title, "", *(f"{one.label}: {one.text}" for one in paper.facts), "", *paper.law]
            write_file(path, "\n".join(lines).encode())
        else:
            from outreach.print.dialogue_log import draw_dialogue

            write_file(path, draw_dialogue(paper))
        return path

    def _people(self) -> dict[str, int]:
        with self._house.database.read() as view, everybody(view):
            people = view.people.all()
            purposes = known_purposes(view.purposes.all())
        counts: Counter[str] = Counter(all=len(people))
        for one in people:
            counts["protected"] += one.protected
            counts["with_address"] += bool(one.emails or one.phones or one.addresses)
            counts["with_notes"] += bool(one.notes)
            counts[purposes[one.purpose].name if one.purpose in purposes else one.purpose] += 1
        return dict(counts)

    def _records(self) -> dict[str, int]:
        with self._house.database.read() as view:
            return {kind.value: count for kind in Kind if (count := view.store(kind).count())}

    def _last_exchange(self) -> datetime | None:
        lines = self._house.audit.latest(1, "exchange")
        return lines[0].at if lines else None

    def _paper(self, loss: Loss, language: Language) -> DialoguePaper:
        say = language.say
        known = {True: N_("yes"), False: N_("no"), None: N_("not known")}
        people = ", ".join(f"{say(CATEGORIES.get(name, name))} {count}" for name, count in loss.people.items() if count)
        rows = ", ".join(f"{say(RECORDS.get(name, name))} {count}" for name, count in loss.records.items() if name in RECORDS)
        facts = (
            (N_("Computer"), loss.device),
            (N_("Noticed"), language.moment(loss.noticed)),
            (N_("To be told by"), language.moment(loss.due)),
            (N_("What happened (33.3 a)"), say(HAPPENED_SERVER if loss.source == "server" else HAPPENED)),
            (N_("People"), people),
            (N_("Records"), rows),
            (N_("Figures as of"), language.moment(loss.as_of) if loss.as_of else ""),
            (N_("Last exchange"), say(EXCHANGED, when=language.moment(loss.exchanged)) if loss.exchanged else ""),
            (N_("Encrypted"), say(known[loss.encrypted])),
            (N_("Consequences (33.3 c)"), say(risk_of(loss))),
            (
                N_("Measures (33.3 d)"),
                say(N_("Revoke the computer's access to the database, change the passphrase, stop the exchange with it.")),
            ),
            (N_("Contact (33.3 b)"), self._house.unit.unit().email or self._house.officer),
        )
        return DialoguePaper(
            unit=self._house.unit.unit(),
            printed=home_day(self._house.now()),
            label=say(N_("Draft: notification of a personal data breach to IMY (art. 33)")),
            title=loss.device,
            facts=tuple(PaperLine(text, say(label)) for label, text in facts if text),
            law=(say(N_("It is sent through imy.se within 72 hours, by whom the municipality has named; this is its basis.")),),
            sections=(),
            entries=loss.people.get("all", 0),
            language=language.code,
        )


HAPPENED = N_("A computer with a copy of the register of contacts is lost or stolen.")
HAPPENED_SERVER = N_("A computer with a login to the register of contacts is lost or stolen; the register lies on a server.")
CODE = N_("The new code; type it in on each laptop that goes on, then exchange: only that replaces the files of the old. {code}")
SQL = N_("The database administrator runs this:\n{sql}")
EXCHANGED = N_("{when}; what came later does not lie on it, what was deleted later may")


def risk_of(loss: Loss) -> str:
    """Return the sentence (a catalogue text) about the risk to people, by what is known."""
    if loss.encrypted:
        return N_("Encrypted with a strong passphrase: a risk to people is unlikely (art. 33.1); the incident is documented.")
    if loss.source == "server":
        return N_("Until the login is shut out whoever has the computer may log in: do that first, then look at the server's log.")
    return N_("Not known to be encrypted: tell IMY, and the people concerned where the risk is high (art. 34).")


#: What people are counted by, in words; purposes stand under their own names.
CATEGORIES = {
    "all": N_("people in all"),
    "protected": N_("with a protected identity"),
    "with_address": N_("with telephone, e-mail or address"),
    "with_notes": N_("with notes"),
}
#: Which records are told, in words.
RECORDS = {
    "company": N_("companies"),
    "person": N_("people"),
    "meeting": N_("conversations"),
    "guest": N_("guests"),
    "event": N_("events"),
    "tender": N_("tenders"),
    "follow_up": N_("follow-ups"),
}


def _of_backup(device: str, at: datetime, due: datetime, backup: Path, encrypted: bool | None) -> Loss:
    """Read the list inside a backup: its counts, when it was made, and whether keys lie in it."""
    try:
        with zipfile.ZipFile(backup) as opened:
            info = opened.getinfo("manifest.json")
            if info.file_size > _LARGEST_LIST:
                raise BadFile(backup)
            manifest: Mapping[str, Any] = json.loads(opened.read(info))
            has_keys = "keys.json" in opened.namelist()
        counts = {str(name): int(count) for name, count in manifest["counts"].items()}
        made = manifest.get("made")
        as_of = datetime.fromisoformat(made) if isinstance(made, str) else None
    except (OSError, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise BadFile(backup) from error
    known = has_keys if encrypted is None else encrypted
    return Loss(device, at, due, {"all": counts.get("person", 0)}, counts, known, as_of, "backup")
