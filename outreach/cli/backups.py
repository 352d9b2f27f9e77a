"""`outreach backup`, `outreach restore`, `outreach rehearse` and `outreach check`: safe copies, and the way back to them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.table import aligned
from outreach.domain.record import to_plain
from outreach.errors import InvalidInput, NotAWorkspace, WorkspaceDamaged
from outreach.explain import KIND_WORDS, say_size
from outreach.language import N_, NN_, Language
from outreach.services.backups import REASONS, Listed
from outreach.services.unlocking import is_encrypted

if TYPE_CHECKING:
    from outreach.domain.secret import Secret
    from outreach.services.rescue import WayBack
    from outreach.services.restoring import Restored, RestorePreview

_NAMES_SHOWN = 20
_LETTERS = NN_(
    "{n} letter may have left already; it waits for your decision.",
    "{n} letters may have left already; they wait for your decision.",
)


def add_backups(root: Any) -> None:
    """Give the program its commands about safe copies."""
    _add_backup(root)
    _add_restore(root)
    _add_rehearse(root)
    _add_check(root)
    _add_salvage(root)


def _add_salvage(root: Any) -> None:
    @command(root, "salvage", N_("Read what can still be read of a damaged workspace into a new file beside it."))
    @argument("file", metavar="FILE")
    def salvage(door: Door, file: str) -> Answer:
        from outreach.services.rescue import salvage as read_out

        found = read_out(Path(file).absolute(), door.settings.officer)
        say, number = door.language.say, door.language.number
        text = N_("Read {rows} rows into {file}; {given_up} were given up, since what they belong to is lost.")
        said = say(text, rows=number(found.rows), file=found.path, given_up=number(found.given_up))
        plain = {"workspace": str(found.path), "rows": found.rows, "given_up": found.given_up, "failed": list(found.failed)}
        return Answer(plain, lambda: [said])


def _add_backup(root: Any) -> None:
    @command(
        root,
        "backup",
        N_("Make a backup, beside the workspace or in a folder; it is opened and compared before it counts."),
    )
    @argument("folder", required=False, default=None, metavar="[DIR]")
    @option("--list", "listing", is_flag=True, text=N_("Show the backups there are, the newest first."))
    @option("--plain", is_flag=True, text=N_("A backup that is not encrypted may leave this computer."))
    def backup(door: Door, folder: str | None, listing: bool, plain: bool) -> Answer:
        place = Path(folder).absolute() if folder else None
        with door.house() as house:
            if listing:
                found = house.backups.listed(place or _second(door))
                return _list_answer(found, door.language)
            made = house.backups.make("", place, plain_may_leave=plain)
            second = _second(door)
            copied = house.backups.copy(made.path, second, plain_may_leave=plain) if second and place is None else None
        assert made.manifest is not None
        size = say_size(made.size, door.language)
        rows = sum(made.manifest.counts.values())
        said = door.language.say(
            N_("Made and compared {file} ({size}, {rows} rows)."), file=made.path, size=size, rows=rows
        )
        also = [door.language.say(N_("A second one lies in {folder}."), folder=copied.parent)] if copied else []
        answer = {"file": str(made.path), "size": made.size, "rows": rows, "verified": True}
        return Answer(answer | {"second": str(copied) if copied else None}, lambda: [said, *also])


def _second(door: Door) -> Path | None:
    return Path(door.settings.backup_place) if door.settings.backup_place else None


def _list_answer(found: list[Listed], language: Language) -> Answer:
    plain = [
        {
            "file": str(one.path),
            "made": to_plain(one.made),
            "age_seconds": int(one.age.total_seconds()),
            "size": one.size,
            "reason": one.reason,
            "people": one.people,
            "companies": one.companies,
            "encrypted": one.encrypted,
            "verified": one.verified,
            "second": one.second,
        }
        for one in found
    ]

    def lines() -> list[str]:
        head = [
            language.say(text)
            for text in (N_("Made"), N_("Why"), N_("Size"), N_("People"), N_("Companies"), N_("File"))
        ]
        rows = [
            [
                language.moment(one.made) if one.made else language.say(N_("damaged")),
                language.say(REASONS.get(one.reason, one.reason)) if one.made else "",
                say_size(one.size, language),
                str(one.people),
                str(one.companies),
                str(one.path),
            ]
            for one in found
        ]
        return aligned(head, rows) if rows else [language.say(N_("There is no backup yet."))]

    return Answer({"backups": plain}, lines)


def _add_restore(root: Any) -> None:
    @command(
        root,
        "restore",
        N_("Put a backup in the place of the workspace; the file that is there stays under another name."),
    )
    @argument("file", metavar="FILE")
    @option("--preview", is_flag=True, text=N_("Only say what is in it and what would change."))
    @option("--to", metavar="FILE", default=None, text=N_("Restore to this file, and leave the workspace alone."))
    @option("--accept", is_flag=True, text=N_("Yes, also when many records go."))
    def restore(door: Door, file: str, preview: bool, to: str | None, accept: bool) -> Answer:
        from outreach.services.restoring import Restoring

        place = str(Path(to).absolute()) if to else door.place
        if "://" in place:
            raise InvalidInput(N_("Workspace"), N_("A shared workspace is restored on its server."))
        backup = Path(file).absolute()
        restoring = Restoring(place, door.settings.officer, secret=_secret(backup, place))
        if preview:
            return _preview_answer(restoring.preview(backup), door.language)
        try:
            return _restored_answer(restoring.restore(backup, accept=accept), door.language)
        except Exception as error:
            _name_those_that_go(door, restoring, backup, error)
            raise


def _secret(backup: Path, place: str) -> Secret | None:
    """Return the passphrase that opens a backup: from the named file, the key ring, or typed at a terminal."""
    from outreach.services.rescue import is_encrypted_backup
    from outreach.services.unlocking import named_secret, ring_secret

    if not is_encrypted_backup(backup):
        return None
    found = named_secret() or ring_secret(place)
    if found is None and sys.stdin.isatty():
        from outreach.domain.secret import Secret

        return Secret(click.prompt("", hide_input=True, prompt_suffix="", err=True))
    return found


def _name_those_that_go(door: Door, restoring: Any, backup: Path, error: Exception) -> None:
    from outreach.errors import TooMuchRemoved

    if not isinstance(error, TooMuchRemoved) or door.json:
        return
    for line in _preview_lines(restoring.preview(backup), door.language):
        door.complain(line)


def _preview_answer(preview: RestorePreview, language: Language) -> Answer:
    plain = {
        "file": str(preview.path),
        "made": to_plain(preview.made),
        "age_seconds": int(preview.age.total_seconds()),
        "counts": preview.counts,
        "encrypted": preview.encrypted,
        "readable": preview.readable,
        "kinds": [
            {"kind": one.kind.value, "now": one.now, "gone": one.gone, "changed": one.changed, "back": one.back}
            | {"names": list(one.names)}
            for one in preview.kinds
        ],
        "actions": preview.actions,
        "letters": preview.letters,
        "braked": preview.is_braked,
    }
    return Answer(plain, lambda: _preview_lines(preview, language))


def _preview_lines(preview: RestorePreview, language: Language) -> list[str]:
    say = language.say
    lines = [say(N_("Made {when}: {people} people, {companies} companies."), **_facts(preview, language))]
    if not preview.readable:
        return [*lines, say(N_("The present workspace cannot be read, so that nothing can be compared."))]
    lines.append(
        language.count(NN_("{n} action was done since.", "{n} actions were done since."), preview.actions)
        if preview.actions
        else say(N_("Nothing was done since."))
    )
    head = ["", say(N_("Now")), say(N_("Go")), say(N_("Change back")), say(N_("Come back"))]
    rows = [
        [say(KIND_WORDS[one.kind]), *(str(number) for number in (one.now, one.gone, one.changed, one.back))]
        for one in preview.kinds
        if one.now or one.back
    ]
    lines += aligned(head, rows)
    for one in preview.kinds:
        if one.names:
            shown = ", ".join(one.names[:_NAMES_SHOWN]) + ("…" if one.gone > _NAMES_SHOWN else "")
            lines.append(say(N_("Would go ({kind}): {names}"), kind=say(KIND_WORDS[one.kind]), names=shown))
    return lines


def _facts(preview: RestorePreview, language: Language) -> dict[str, Any]:
    counts = preview.counts
    return {
        "when": language.moment(preview.made),
        "people": counts.get("person", 0),
        "companies": counts.get("company", 0),
    }


def _restored_answer(done: Restored, language: Language) -> Answer:
    say = language.say
    lines = [say(N_("Restored {place} as it was {when}."), place=done.place, when=language.moment(done.made))]
    if done.kept is not None:
        lines.append(say(N_("The file that was there is {file}."), file=done.kept))
    if done.forgotten:
        lines.append(
            language.count(NN_("{n} person was erased once more.", "{n} people were erased once more."), done.forgotten)
        )
    if done.letters:
        lines.append(language.count(_LETTERS, done.letters))
    plain = {
        "workspace": str(done.place),
        "made": to_plain(done.made),
        "kept": str(done.kept) if done.kept else None,
        "backup": str(done.backup) if done.backup else None,
        "forgotten": done.forgotten,
        "letters": done.letters,
    }
    return Answer(plain, lambda: lines)


def _add_rehearse(root: Any) -> None:
    @command(
        root,
        "rehearse",
        N_("Restore the newest backup into a scratch folder, compare every row, and say how long it took."),
    )
    @argument("file", required=False, default=None, metavar="[FILE]")
    def rehearse(door: Door, file: str | None) -> Answer:
        with door.house() as house:
            done = house.backups.rehearse(path=Path(file).absolute() if file else None)
        seconds = round(done.seconds, 2)
        said = door.language.say(
            N_("{file} was restored and compared in {seconds} s: {rows} rows, all as they were."),
            file=done.path,
            seconds=door.language.number(seconds),
            rows=door.language.number(done.rows),
        )
        plain = {"file": str(done.path), "made": to_plain(done.made), "seconds": seconds, "rows": done.rows, "ok": True}
        return Answer(plain, lambda: [said])


def _add_check(root: Any) -> None:
    @command(root, "check", N_("Look the workspace through: pages, links, search, and whether it is as it was left."))
    @option("--accept", is_flag=True, text=N_("Go on with the file as it is; only if nothing else is wrong with it."))
    def check(door: Door, accept: bool) -> Answer:
        from outreach.services.rescue import changes_since_left
        from outreach.services.soundness import SOUND, Soundness, look_through

        language = door.language
        left = changes_since_left(door.place) if "://" not in door.place else []
        try:
            with door.house() as house:
                found, now = look_through(house), house.now()
        except (WorkspaceDamaged, NotAWorkspace) as error:
            if not Path(door.place).exists():
                raise
            detail = str(error.facts.get("detail", N_("it is no workspace any more")))
            found, now, left = Soundness(door.place, (detail,), encrypted=is_encrypted(door.place)), None, []
        problems, place = [*left, *found.problems], found.place
        if accept and "://" not in place:
            problems = _accepted(place, problems)
        back = _way_back(door, place, now) if problems else None
        plain = {"ok": not problems, "problems": [language.say(one) for one in problems], "workspace": place}
        plain["encrypted"] = found.encrypted
        plain["backup"] = str(back.backup) if back and back.backup else None
        sound = language.say(SOUND, place=place)
        said = [language.say(one) for one in problems]
        plain["warnings"] = warned = [language.say(one) for one in found.warnings]
        guarded = [language.say(one) for one in found.guarded]
        return Answer(plain, lambda: [*(said or [sound]), *guarded, *warned], 1 if problems else 0, _advice(place, back, language))


def _accepted(place: str, problems: list[str]) -> list[str]:
    from outreach.services.rescue import take_as_it_is, without_changes

    left = without_changes(problems)
    if not left:
        take_as_it_is(place)
    return left


def _way_back(door: Door, place: str, now: Any) -> WayBack | None:
    from datetime import UTC, datetime

    from outreach.services.rescue import way_back

    return None if "://" in place else way_back(place, now or datetime.now(UTC), _second(door))


def _advice(place: str, back: WayBack | None, language: Language) -> str:
    if back is None:
        return ""
    if back.backup is None or back.made is None:
        return language.say(
            N_("{place} is damaged, and there is no backup of it. Keep the file as it is."), place=place
        )
    return language.say(
        N_("{place} is damaged. The newest whole backup is from {when}: outreach restore “{file}”"),
        place=place,
        when=language.moment(back.made),
        file=back.backup,
    )
