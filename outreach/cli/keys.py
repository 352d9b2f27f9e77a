"""`outreach key`: whether the workspace is encrypted, and everything about its passphrase, recovery code and key ring."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.passphrases import new_passphrase, old_passphrase
from outreach.cli.progress import progress
from outreach.domain.protection import NOT_PROMISED, KeysChanged, Protection, RecoveryOffer
from outreach.errors import InvalidInput
from outreach.language import N_, NN_, Language
from outreach.services.exports import write_file

if TYPE_CHECKING:
    from outreach.services.house import House

key = group("key", N_("Encryption: the passphrase, the recovery code and the key ring of the workspace."))

_WORKING = N_("Writing the workspace anew")
_OPEN_BACKUP = N_("This backup from before is not encrypted: {file}")
_REPLACE = N_("These backups from before anybody can read. “outreach key wipe-backups” replaces them by an encrypted one.")
_NEXT = N_("Now make a recovery code: outreach key recovery --to FILE.pdf")


@command(key, "status", N_("Say whether the workspace is encrypted, and what opens it."))
def status(door: Door) -> Answer:
    """Show the state."""
    with door.house() as house:
        state, place = house.protection.state(_second(door)), house.place
    plain: dict[str, Any] = {
        "workspace": place,
        "encrypted": state.encrypted,
        "on_server": state.on_server,
        "passphrase": _written(state.passphrase),
        "recovery": _written(state.recovery),
        "ring": _written(state.ring),
        "ring_possible": state.ring_possible,
        "because": state.because,
        "plain_copies": [str(file) for file in state.plain_copies],
        "plain_backups": [str(file) for file in state.plain_backups],
    }
    return Answer(plain, lambda: _told(door.language, state, place))


@command(key, "protect", N_("Encrypt the workspace; the plain file and its plain copies are overwritten and removed."))
@option("--wipe-backups", is_flag=True, text=N_("Make an encrypted backup, then overwrite and remove those from before."))
def protect(door: Door, wipe_backups: bool) -> Answer:
    """Encrypt a plain workspace."""
    with door.house(writing=True) as house, progress(door.language, _WORKING) as report:
        changed = house.protection.protect(new_passphrase(door, may_be_the_named=True), report, _second(door))
        if wipe_backups:
            backups = house.protection.wipe_plain_backups(_second(door))
            removed, left = (*changed.removed, *backups.removed), (*changed.left, *backups.left)
            changed = replace(changed, removed=removed, left=left, plain_backups=())
    lines = [N_("The workspace is encrypted."), NOT_PROMISED, _NEXT]
    if changed.plain_backups:
        lines.append(_REPLACE)
    return _changed(door, True, changed, lines)


@command(key, "wipe-backups", N_("Make an encrypted backup, then overwrite and remove those from before the encryption."))
def wipe_backups(door: Door) -> Answer:
    """Replace the plain backups."""
    with door.house(writing=True) as house:
        changed = house.protection.wipe_plain_backups(_second(door))
    return _changed(door, True, changed, [NOT_PROMISED] if changed.removed else [])


@command(key, "change", N_("Set another passphrase; the old one, or the recovery code, has to be given."))
def change(door: Door) -> Answer:
    """Rewrite the passphrase's slot."""
    with door.house(writing=True) as house:
        house.protection.change_passphrase(old_passphrase(door), new_passphrase(door))
    said = [
        N_("The new passphrase opens the workspace; the old one no longer does."),
        N_("Backups from before open with the old one. If somebody knows it who should not: outreach key rekey."),
    ]
    return _changed(door, True, KeysChanged(), said)


@command(key, "recovery", N_("Make a new recovery code on a page to print; the old one ends."))
@option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The page to write. Print it, then delete the file."))
def recovery(door: Door, file: str) -> Answer:
    """Write the page, let it be proven, and only then let the code count."""
    path = Path(file).absolute()
    if path.suffix.casefold() != ".pdf":
        raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
    with door.house(writing=True) as house:
        offer = house.protection.offer_recovery_code()
        write_file(path, house.protection.recovery_page(offer, door.language.code))
        house.protection.confirm_recovery_code(offer, _typed_back(door, house, offer, path))
        made = house.protection.state().recovery
    said = [
        N_("The recovery code stands on {file}. Print it, seal it in an envelope for the registrator, and delete the file."),
        N_("Codes of before no longer open the workspace."),
    ]
    return Answer(
        {"file": str(path), "recovery": _written(made)},
        lambda: [door.language.say(line, file=path) for line in said],
    )


@command(key, "ring", N_("Let the system's key ring open the workspace (on), or not (off)."))
@argument("wish", type=click.Choice(["on", "off"]))
def ring(door: Door, wish: str) -> Answer:
    """Turn the comfort of the key ring on or off."""
    with door.house(writing=True) as house:
        if wish == "on":
            house.protection.ring_on()
        else:
            house.protection.ring_off()
    said = N_("The key ring opens the workspace on this computer.") if wish == "on" else N_("The passphrase is asked each time.")
    return Answer({"ring": wish == "on"}, lambda: [door.language.say(said)])


@command(key, "rekey", N_("After a suspected leak: a new key and passphrase, and the list of what the old key still opens."))
def rekey(door: Door) -> Answer:
    """Give the workspace another data key."""
    with door.house(writing=True) as house, progress(door.language, _WORKING) as report:
        changed = house.protection.rekey(old_passphrase(door), new_passphrase(door), report, _second(door))
    lines = [N_("The workspace has a new key. Key files and recovery codes of before open it no longer.")]
    if changed.recovery_gone:
        lines.append(_NEXT)
    return _changed(door, True, changed, lines)


@command(key, "off", N_("Decrypt the workspace, for a reason that is kept."))
@option("--reason", required=True, metavar="TEXT", text=N_("Why, in a few words; it stands in the audit log."))
def off(door: Door, reason: str) -> Answer:
    """Make the workspace plain again."""
    with door.house(writing=True) as house, progress(door.language, _WORKING) as report:
        house.protection.switch_off(reason, report)
    return _changed(door, False, KeysChanged(), [N_("The workspace is no longer encrypted: whoever has the laptop can read it.")])


@command(key, "accept-plain", N_("Say that a plain workspace is right where an encrypted one lay; until then it is not opened."))
@option("--reason", required=True, metavar="TEXT", text=N_("Why, in a few words; it stands in the audit log."))
def accept_plain(door: Door, reason: str) -> Answer:
    """Open what lies there from now on."""
    from outreach.services.protection import accept_plain

    known = accept_plain(door.place, reason)
    if known:
        with door.house(writing=True) as house:
            house.protection.tell_accepted(reason)
    text = N_("The workspace is opened from now on, and is not encrypted.") if known else N_("No encrypted workspace lay here.")
    return Answer({"accepted": known}, lambda: [door.language.say(text)])


def _second(door: Door) -> Path | None:
    """Where the second copies of backups lie."""
    return Path(door.settings.backup_place) if door.settings.backup_place else None


def _typed_back(door: Door, house: House, offer: RecoveryOffer, path: Path) -> list[str]:
    """Ask for two groups of the printed page. Where nobody sits there, the page itself is read back and must hold the code."""
    if not sys.stdin.isatty():
        return house.protection.groups_read_back(path.read_bytes(), offer)
    door.complain(door.language.say(N_("The page was written to {file}. Print it or open it."), file=path))
    text = N_("Group {number} of the page")
    return [str(click.prompt(door.language.say(text, number=at + 1), err=True)) for at in offer.asked]


def _changed(door: Door, encrypted: bool, changed: KeysChanged, lines: list[str]) -> Answer:
    language = door.language

    def told() -> list[str]:
        said = [language.say(line) for line in lines]
        if changed.removed:
            text = NN_("{n} plain copy was overwritten.", "{n} plain copies were overwritten.")
            said.append(language.count(text, len(changed.removed)))
        said += [language.say(N_("This plain copy could not be removed: {file}"), file=file) for file in changed.left]
        said += [language.say(_OPEN_BACKUP, file=file) for file in changed.plain_backups]
        if changed.backup is not None:
            said.append(language.say(N_("A backup under the new key was made: {file}"), file=changed.backup))
        said += [language.say(N_("The old key still opens: {file}"), file=file) for file in changed.openable]
        return said

    plain = {
        "encrypted": encrypted,
        "removed": [str(file) for file in changed.removed],
        "left": [str(file) for file in changed.left],
        "openable": [str(file) for file in changed.openable],
        "plain_backups": [str(file) for file in changed.plain_backups],
        "backup": str(changed.backup or ""),
    }
    return Answer(plain, told)


def _told(language: Language, state: Protection, place: str) -> list[str]:
    say = language.say
    if state.on_server:
        return [say(N_("{place} lies on a server, which encrypts its disk and its backups itself."), place=place)]
    if not state.encrypted:
        lines = [say(N_("{place} is not encrypted: whoever has the computer can read it."), place=place)]
        return [*lines, say(N_("Reason: {reason}"), reason=state.because)] if state.because else lines
    lines = [say(N_("{place} is encrypted."), place=place)]
    for text, made in (
        (N_("Passphrase, set on {day}"), state.passphrase),
        (N_("Recovery code, made on {day}"), state.recovery),
        (N_("Key ring of this computer, since {day}"), state.ring),
    ):
        if made is not None:
            lines.append(say(text, day=language.day(made.astimezone().date(), "long")))
    if state.recovery is None:
        lines.append(say(N_("There is no recovery code: a forgotten passphrase would be the end of the data.")))
    lines += [say(N_("A plain copy lies beside it: {file}"), file=file) for file in state.plain_copies]
    lines += [say(_OPEN_BACKUP, file=file) for file in state.plain_backups]
    return lines


def _written(made: datetime | None) -> str:
    return made.isoformat() if made is not None else ""

