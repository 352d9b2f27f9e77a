"""Where a command gets a passphrase from: the named file, the key ring, or whoever sits at the terminal. Never an argument."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from outreach.domain.passphrase import weakness
from outreach.domain.secret import Secret
from outreach.domain.server_address import is_address, login_of
from outreach.errors import InvalidInput, ServerPasswordRefused, ServerPasswordWanted, WorkspaceLocked, WrongPassphrase
from outreach.language import N_
from outreach.services.unlocking import NEW_PASSPHRASE_FILE, is_encrypted, named_secret

if TYPE_CHECKING:
    from outreach.cli.door import Door
    from outreach.services.house import House

_TRIES = 3
_FIELD = N_("Passphrase")
NOT_ENCRYPTED = N_(
    "{place} is not encrypted: no passphrase was named. “outreach key protect” encrypts it, with a passphrase from a prompt or"
    " from the file that {variable} names."
)


def opened_house(door: Door, writing: bool) -> House:
    """Open the workspace: with the named passphrase, else the key ring, else by asking at the terminal, three times at most.

    Raises WorkspaceLocked or ServerPasswordWanted where nobody can be asked, and what opening raises.
    """
    place = door.place
    if is_address(place):
        return _on_server(door, writing)
    if not is_encrypted(place):
        return door.open_house(place, writing)
    secret = named_secret()
    if secret is not None:
        return door.open_house(place, writing, secret)
    try:
        return door.open_house(place, writing)
    except WorkspaceLocked:
        if not _somebody_there():
            raise
    for left in reversed(range(_TRIES)):
        try:
            return door.open_house(place, writing, _asked(door, N_("Passphrase or recovery code of {place}"), place=place))
        except WrongPassphrase:
            if not left:
                raise
            door.complain(door.language.say(N_("That does not fit. Try again.")))
    raise AssertionError


def _on_server(door: Door, writing: bool) -> House:
    """Log in: with the password in the address, of which its owner is told, else a named file, the key ring, or a prompt."""
    from outreach.services.server_login import TOLD

    place = door.place
    if door.written_password:
        door.complain(door.language.say(TOLD))
        return door.open_house(place, writing, Secret(door.written_password))
    try:
        return door.open_house(place, writing)
    except ServerPasswordWanted:
        if not _somebody_there():
            raise
    for left in reversed(range(_TRIES)):
        try:
            return door.open_house(place, writing, server_password(door))
        except ServerPasswordRefused:
            if not left:
                raise
            door.complain(door.language.say(N_("That does not fit. Try again.")))
    raise AssertionError


def server_password(door: Door) -> Secret:
    """Ask for the password of one's login to a shared workspace. Raises ServerPasswordWanted where nobody can be asked."""
    if not _somebody_there():
        raise ServerPasswordWanted(door.place)
    return _asked(door, N_("Password of {account}"), account=login_of(door.place))


def made_house(door: Door, place: str, *, aloud: bool = True) -> House:
    """Make a workspace: encrypted with a passphrase that is named or asked for; plain where nobody can be asked.

    `aloud` says so on standard error; `check` and `key status` say it at any time. A weak passphrase from a file is taken, with a
    sentence: whoever sets a machine up by script has chosen it.
    """
    named = True
    secret = named_secret(NEW_PASSPHRASE_FILE) or named_secret()
    reason = ""
    if secret is None and _somebody_there():
        secret = _twice(door, N_("Passphrase of the new workspace (nothing: no encryption)"), may_be_empty=True)
        reason, named = "" if secret else _reason(door), False
    if secret:
        try:
            require_strong(secret)
        except InvalidInput as error:
            if not named:
                raise
            door.complain(door.language.say(error.reason, **error.values))
        return door.create_house(place, secret)
    house = door.create_house(place, None, reason) if reason else door.create_house(place)
    if not reason and aloud:
        door.complain(door.language.say(NOT_ENCRYPTED, place=place, variable=NEW_PASSPHRASE_FILE))
    return house


def new_passphrase(door: Door, *, may_be_the_named: bool = False) -> Secret:
    """Return the passphrase to set: from the file that OUTREACH_NEW_PASSPHRASE_FILE names, else asked for twice.

    `may_be_the_named`: for a workspace that has none yet, OUTREACH_PASSPHRASE_FILE will do as well.
    """
    secret = named_secret(NEW_PASSPHRASE_FILE) or (named_secret() if may_be_the_named else None)
    if secret is None and _somebody_there():
        secret = _twice(door, N_("New passphrase"))
    if not secret:
        text = N_("Name a file with the new passphrase in {variable}, or run the command at a terminal.")
        raise InvalidInput(_FIELD, text, variable=NEW_PASSPHRASE_FILE)
    return secret


def old_passphrase(door: Door) -> Secret:
    """Return what opens the workspace now, typed or named: a key ring alone may not change the keys. Raises WorkspaceLocked."""
    secret = named_secret()
    if secret is None and _somebody_there():
        secret = _asked(door, N_("Passphrase or recovery code of {place}"), place=door.place)
    if not secret:
        raise WorkspaceLocked(door.place)
    return secret


def require_strong(secret: Secret) -> None:
    """Raise InvalidInput for a passphrase that is too weak."""
    found = weakness(secret.text())
    if found:
        secret.wipe()
        raise InvalidInput(_FIELD, found)


def _twice(door: Door, text: str, *, may_be_empty: bool = False) -> Secret | None:
    first = _asked(door, text)
    if not first:
        return None if may_be_empty else first
    second = _asked(door, N_("The same once more"))
    try:
        if not first.same_as(second):
            raise InvalidInput(_FIELD, N_("The two are not the same."))
    finally:
        second.wipe()
    return first


def _reason(door: Door) -> str:
    from outreach.services.protection import checked_reason

    text = door.language.say(N_("Why is it not to be encrypted?"))
    return checked_reason(str(click.prompt(text, default="", show_default=False, err=True)))


def _asked(door: Door, text: str, **values: object) -> Secret:
    said = door.language.say(text, **values)
    return Secret(str(click.prompt(said, hide_input=True, default="", show_default=False, err=True)))


def _somebody_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
