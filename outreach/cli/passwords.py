"""Where a command gets a password from: the named file, the key ring, or whoever sits at the terminal. Never an argument."""

from __future__ import annotations

import sys

import click

from outreach.cli.door import Door
from outreach.errors import NoKeyRing, PasswordWanted
from outreach.language import N_
from outreach.services.accounts import password_for


def find_password(door: Door, account: str) -> str:
    """Return an account's password. Raises PasswordWanted, NoKeyRing and BadFile where nobody can be asked."""
    try:
        return password_for(account)
    except (PasswordWanted, NoKeyRing):
        if not sys.stdin.isatty():
            raise
        return ask_password(door, account)


def ask_password(door: Door, account: str) -> str:
    """Ask for a password; what is typed is not shown."""
    prompt = door.language.say(N_("Password of {account}"), account=account)
    return str(click.prompt(prompt, hide_input=True, err=True))
