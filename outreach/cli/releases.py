"""`outreach release …` and `outreach lost …`: public documents that somebody asks for, and a computer that is gone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_ids
from outreach.cli.usage import Misread
from outreach.domain.record import to_plain
from outreach.language import N_
from outreach.services.house import House
from outreach.services.lost_devices import CATEGORIES, CODE, SQL, ShutOut, risk_of
from outreach.services.releases import QUESTIONS, Masking, Weighed


def add_releases(root: Any) -> None:
    """Give the program its commands for public documents and lost computers."""

    @command(root, "release", N_("Write public documents for whoever asks, with what is secret left out (TF 2 kap., OSL)."))
    @argument("references", nargs=-1, metavar="[ID…]")
    @option("--search", default="", metavar="TEXT", text=N_("All that have these words."))
    @option("--to", "file", default="", metavar="FILE.pdf", text=N_("The file; without it the questions about secrecy are shown."))
    @option("--mask", "fields", multiple=True, metavar="FIELD=PARAGRAPH", text=N_("Take a field out, as phones=OSL 21:3."))
    @option("--hide", "words", multiple=True, metavar="WORDS", text=N_("Take these words out wherever they stand."))
    @option("--ground", default="", metavar="PARAGRAPH", text=N_("The paragraph by which words are taken out."))
    @option("--weighed", is_flag=True, text=N_("The questions about secrecy have been weighed."))
    def release(
        door: Door,
        references: tuple[str, ...],
        search: str,
        file: str,
        fields: tuple[str, ...],
        words: tuple[str, ...],
        ground: str,
        weighed: bool,
    ) -> Answer:
        masking = Masking(_fields(fields), words, ground)
        with door.house() as house:
            ids = _chosen(house, references, search)
            if not file:
                return _questions(house.releases.weigh(ids), door)
            done = house.releases.save(ids, Path(file), door.language, masking, weighed=weighed)
        text = door.language.say(N_("Wrote {records} to {file}"), records=str(done.records), file=str(done.file))
        unfound = [door.language.say(N_("Stands nowhere, so nothing was taken out: {word}"), word=one) for one in done.unfound]
        plain = {"file": str(done.file), "records": done.records, "masked": done.masked, "unfound": list(done.unfound)}
        return Answer(plain, lambda: [text, *unfound])

    @command(root, "lost", N_("A computer is gone: what lay on it, and the draft for IMY within 72 hours (GDPR art. 33)."))
    @argument("device")
    @option("--to", "file", default="", metavar="FILE", text=N_("Write the draft: .pdf or .txt."))
    @option("--noticed", default=None, metavar="TIME", text=N_("When it was noticed, as 2026-11-24T09:00; now unless named."))
    @option("--backup", default=None, metavar="FILE", text=N_("Take the figures from a backup of that computer."))
    @option("--encrypted/--not-encrypted", "encrypted", default=None, text=N_("Whether its workspace was encrypted."))
    @option("--shut-out", "shut", is_flag=True, text=N_("Shut it out: a new code for the exchange, or SQL for the administrator."))
    @option("--login", default="", metavar="NAME", text=N_("Its login, where the workspace lies on a server."))
    def lost(
        door: Door,
        device: str,
        file: str,
        noticed: str | None,
        backup: str | None,
        encrypted: bool | None,
        shut: bool,
        login: str,
    ) -> Answer:
        with door.house(writing=shut) as house:
            at = _instant(noticed)
            path = Path(backup) if backup else None
            loss = house.lost_devices.look(device, at, encrypted=encrypted, backup=path)
            written = house.lost_devices.save(loss, Path(file), door.language) if file else None
            done = house.lost_devices.shut_out(login) if shut else ShutOut()
        say, moment = door.language.say, door.language.moment
        lines = [f"{say(CATEGORIES.get(name, name))}  {count}" for name, count in loss.people.items()]
        lines.append(say(risk_of(loss)))
        lines += [say(N_("Tell IMY by {when}"), when=moment(loss.due)), *([str(written)] if written else [])]
        lines += [say(CODE, code=done.code)] if done.code else []
        lines += [say(SQL, sql=done.sql)] if done.sql else []
        return Answer({**to_plain(loss), "file": str(written) if written else None, **to_plain(done)}, lambda: lines)


def _fields(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, ground = pair.partition("=")
        if not equals or not name.strip():
            raise Misread(N_("Write “{word}” as FIELD=PARAGRAPH."), word=pair)
        found[name.strip()] = ground.strip()
    return found


def _chosen(house: House, references: tuple[str, ...], search: str) -> list[UUID]:
    ids = find_ids(house, references)
    return ids + (house.releases.find(search) if search else [])


def _questions(weighed: Weighed, door: Door) -> Answer:
    plain = {"records": weighed.records, "questions": list(weighed.questions), "protected": len(weighed.protected)}
    return Answer(plain, lambda: [door.language.say(QUESTIONS[one]) for one in weighed.questions])


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise Misread(N_("Write “{word}” as 2026-11-24T09:00."), word=text) from None
