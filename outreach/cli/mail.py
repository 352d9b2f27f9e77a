"""`outreach mail …`: the servers that letters go to and answers come from, sending what waits, and what is unclear."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.passwords import ask_password, find_password
from outreach.cli.progress import progress
from outreach.cli.table import aligned, pairs
from outreach.domain.accounts import SECURITY_LABELS, Security, proposed_provider
from outreach.domain.invitation import Invitation
from outreach.domain.record import to_plain
from outreach.errors import Ambiguous, CannotWrite, InvalidInput, NotFound, NotSetUp, OutreachError, PasswordWanted
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.accounts import (
    PASSWORD_FILE,
    Accounts,
    forget_password,
    has_password,
    keep_password,
    read_password,
    try_calendar,
    try_mail_folder,
    try_mail_server,
)
from outreach.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from outreach.services.outbox import SendReport

mail = group("mail", N_("E-mail: the servers, sending what waits, and letters of which nobody knows whether they arrived."))

#: The options of `mail set`, the setting that each is, and the field that it shows as.
_FIELDS = {
    "server": ("mail_host", N_("Server")),
    "port": ("mail_port", N_("Port")),
    "security": ("mail_security", N_("Security")),
    "user": ("mail_user", N_("User")),
    "sender": ("mail_sender", N_("Sender")),
    "name": ("mail_sender_name", N_("Sender's name")),
    "pace": ("mail_pace", N_("Messages a minute")),
    "answers_server": ("answers_host", N_("Server for answers")),
    "answers_port": ("answers_port", N_("Port for answers")),
    "answers_security": ("answers_security", N_("Security for answers")),
    "answers_user": ("answers_user", N_("User for answers")),
    "answers_folder": ("answers_folder", N_("Folder for answers")),
    "ca_file": ("ca_file", N_("Certificates")),
}
_PARTS = ("mail", "answers", "calendar")
_secure = click.Choice([one.value for one in Security])


@command(mail, "show", N_("Show the servers that are named, and whether the key ring has their passwords."))
def show(door: Door) -> Answer:
    """Show the accounts."""
    of = load_settings()
    plain: dict[str, Any] = {name: getattr(of, field) for name, (field, _) in _FIELDS.items()}
    known = {part: _has_password(of, part) for part in _PARTS}
    say = door.language.say
    lines = [(say(label), _shown(door, name, plain[name])) for name, (_, label) in _FIELDS.items() if plain[name]]
    nothing = [say(N_("No server has been named yet. Begin with: outreach mail set --sender ADDRESS"))]
    return Answer({**plain, "passwords": known}, lambda: pairs(lines) if lines else nothing)


@command(mail, "set", N_("Name the servers. What is not named stays; with a sender alone the usual servers are proposed."))
@option("--sender", default=None, metavar="ADDRESS", text=N_("Whom letters come from."))
@option("--name", default=None, text=N_("The sender's name."))
@option("--server", default=None, metavar="HOST", text=N_("The server that letters go to."))
@option("--port", default=None, type=int, text=N_("Its port."))
@option("--security", default=None, type=_secure, text=N_("How the line is kept private."))
@option("--user", default=None, text=N_("The user there; empty where none is asked for."))
@option("--pace", default=None, type=int, text=N_("The most letters a minute; 0 for no limit."))
@option("--answers-server", default=None, metavar="HOST", text=N_("The server where answers come in (IMAP)."))
@option("--answers-port", default=None, type=int, text=N_("Its port."))
@option("--answers-security", default=None, type=_secure, text=N_("How the line is kept private."))
@option("--answers-user", default=None, text=N_("The user there."))
@option("--answers-folder", default=None, metavar="FOLDER", text=N_("The folder where answers lie."))
@option("--ca-file", default=None, metavar="FILE", text=N_("Certificates to trust beside the system's (PEM)."))
def set_servers(door: Door, **options: Any) -> Answer:
    """Keep the accounts."""
    before = load_settings()
    given = {_FIELDS[name][0]: str(value) for name, value in options.items() if value is not None}
    changed = replace(before, **{**_proposed(before, given), **given})
    require_usable(changed)
    keep_settings(changed)
    plain = {name: getattr(changed, field) for name, (field, _) in _FIELDS.items()}
    lines = [(door.language.say(label), _shown(door, name, plain[name])) for name, (_, label) in _FIELDS.items() if plain[name]]
    return Answer(plain, lambda: pairs(lines))


@command(mail, "test", N_("Connect to each server that is named, log in, and leave again."))
def test(door: Door) -> Answer:
    """Try the accounts."""
    accounts = Accounts(load_settings())
    tried = [_tried(door, part, lambda one=part: _try(door, accounts, one)) for part in _PARTS]  # type: ignore[misc]
    failed = [one for one in tried if one["state"] == "failed"]
    say = door.language.say
    states = {"good": N_("works"), "failed": N_("does not work"), "unset": N_("not set up")}
    labels = {"mail": N_("Sending"), "answers": N_("Answers"), "calendar": N_("Shared calendar")}
    rows = [[say(labels[one["part"]]), say(states[one["state"]]), one["sentence"]] for one in tried]
    header = [say(N_("Server")), say(N_("State")), say(N_("What it said"))]
    complaint = str(failed[0]["sentence"]) if failed else ""
    return Answer({"tests": tried}, lambda: aligned(header, rows), 1 if failed else 0, complaint)


@command(mail, "password", N_("Put a password into the system's key ring: typed, or the first line of the file that "
                              "OUTREACH_MAIL_PASSWORD_FILE names."))  # fmt: skip
@option("--for", "part", type=click.Choice(_PARTS), default="mail", text=N_("Which server's."))
@option("--forget", is_flag=True, text=N_("Take it out of the key ring instead."))
def password(door: Door, part: str, forget: bool) -> Answer:
    """Keep or forget a password."""
    account = _account(Accounts(load_settings()), part)
    if not account:
        raise InvalidInput(N_("User"), N_("An account without a user name needs no password."))
    if forget:
        forgotten = forget_password(account)
        said = N_("The password of {account} was taken out.") if forgotten else N_("There was no password of {account}.")
    else:
        named = os.environ.get(PASSWORD_FILE, "")
        if not named and not sys.stdin.isatty():
            raise PasswordWanted(account)
        keep_password(account, read_password(Path(named)) if named else ask_password(door, account))
        said = N_("The password of {account} is in the key ring.")
    return Answer({"account": account, "kept": not forget}, lambda: [door.language.say(said, account=account)])


# Sending ------------------------------------------------------------------------------------------------------------------


@command(mail, "waiting", N_("Show the letters that wait to be sent."))
def waiting(door: Door) -> Answer:
    """Show what waits."""
    with door.house() as house:
        found = house.outbox.waiting()
    say = door.language.say
    plain = [{**to_plain(one.invitation), "outdated": say(one.outdated)} for one in found]
    rows = [[one.invitation.address, one.invitation.subject, say(one.outdated) or one.invitation.problem] for one in found]
    header = [say(N_("To")), say(N_("Subject")), say(N_("Note"))]
    return Answer({"waiting": plain}, lambda: aligned(header, rows) if rows else [say(N_("No letter waits."))])


@command(mail, "send", N_("Send the letters that wait, at the server's pace; each guest gets each version once."))
@option("--batch", default=None, type=click.UUID, metavar="ID", text=N_("Only those that were prepared together."))
@leaves
def send(door: Door, batch: UUID | None) -> Answer:
    """Send what waits."""
    with door.house(writing=True) as house:
        if not house.outbox.waiting(batch):
            return Answer(_report_plain(None), lambda: [door.language.say(N_("No letter waits."))])
        server = Accounts(load_settings()).mail_server
        secret = find_password(door, server.account)
        with progress(door.language, N_("Letters")) as report:
            told = house.outbox.send(server, secret, batch, report)
    complaint = ""
    if told.stopped is not None:
        explained = explain(told.stopped, door.language)
        complaint = explained.whole if explained else ""
    bad = bool(told.refused or told.unclear or told.stopped)
    return Answer(_report_plain(told), lambda: _report_lines(door, told), 1 if bad and not told.sent else 0, complaint)


@command(mail, "unclear", N_("Show the letters of which nobody knows whether they arrived."))
def unclear(door: Door) -> Answer:
    """Show what is unclear."""
    with door.house() as house:
        found = house.outbox.unclear()
    say = door.language.say
    rows = [[one.address, one.subject, one.problem, str(one.id)] for one in found]
    header = [say(N_("To")), say(N_("Subject")), say(N_("Note")), "id"]
    nothing = [say(N_("Of every letter it is known what became of it."))]
    return Answer({"unclear": [to_plain(one) for one in found]}, lambda: aligned(header, rows) if rows else nothing)


@command(mail, "settle", N_("Say whether unclear letters arrived: ask the guest, or look into the sender's own mailbox."))
@argument("letters", nargs=-1, required=True, metavar="ID|ADDRESS…")
@option("--arrived/--not-arrived", "arrived", required=True, text=N_("Those that did not arrive wait to be sent again."))
def settle(door: Door, letters: Sequence[str], arrived: bool) -> Answer:
    """Settle unclear letters."""
    with door.house(writing=True) as house:
        ids = _chosen(house.outbox.unclear(), letters)
        return done(door, house.outbox.settle(ids, arrived))


@command(mail, "drop", N_("Let letters that wait, or were refused, not go out."))
@argument("letters", nargs=-1, required=True, metavar="ID|ADDRESS…")
def drop(door: Door, letters: Sequence[str]) -> Answer:
    """Drop letters."""
    with door.house(writing=True) as house:
        found = [*(one.invitation for one in house.outbox.waiting()), *house.outbox.refused()]
        return done(door, house.outbox.drop(_chosen(found, letters)))


@command(mail, "again", N_("Let letters that were refused wait again."))
@argument("letters", nargs=-1, required=True, metavar="ID|ADDRESS…")
def again(door: Door, letters: Sequence[str]) -> Answer:
    """Put refused letters back."""
    with door.house(writing=True) as house:
        return done(door, house.outbox.again(_chosen(house.outbox.refused(), letters)))


# Inside -------------------------------------------------------------------------------------------------------------------


def keep_settings(settings: Settings) -> None:
    """Write the user's settings. Raises CannotWrite."""
    try:
        save_settings(settings)
    except OSError as error:
        raise CannotWrite(error.filename or "settings.toml", error.strerror or "") from error


def require_usable(settings: Settings) -> None:
    """Raise InvalidInput for an account that could not be used; one that nobody has named is no trouble."""
    accounts = Accounts(settings)
    for part in _PARTS:
        try:
            _account(accounts, part)
        except NotSetUp:
            continue


def _proposed(before: Settings, given: dict[str, str]) -> dict[str, str]:
    """Return the usual servers for a sender who is named while no server is."""
    provider = proposed_provider(given.get("mail_sender", ""))
    if provider is None or before.mail_host or "mail_host" in given:
        return {}
    host, port, security = provider.smtp
    answers, answers_port, answers_security = provider.imap
    return {
        "mail_host": host,
        "mail_port": str(port),
        "mail_security": security.value,
        "mail_user": given["mail_sender"],
        "answers_host": answers,
        "answers_port": str(answers_port),
        "answers_security": answers_security.value,
        "answers_user": given["mail_sender"],
    }


def _account(accounts: Accounts, part: str) -> str:
    if part == "mail":
        return accounts.mail_server.account
    return accounts.mail_folder.account if part == "answers" else accounts.calendar_server.account


def _has_password(of: Settings, part: str) -> bool | None:
    try:
        account = _account(Accounts(of), part)
    except OutreachError:
        return False
    return has_password(account) if account else False


def _try(door: Door, accounts: Accounts, part: str) -> str:
    say = door.language
    if part == "mail":
        server = accounts.mail_server
        try_mail_server(server, find_password(door, server.account))
        return ""
    if part == "answers":
        folder = accounts.mail_folder
        count = try_mail_folder(folder, find_password(door, folder.account))
        return say.count(NN_("{n} letter lies there", "{n} letters lie there"), count)
    calendar = accounts.calendar_server
    count = try_calendar(calendar, find_password(door, calendar.account))
    return say.count(NN_("{n} entry lies there", "{n} entries lie there"), count)


def _tried(door: Door, part: str, work: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"part": part, "state": "good", "sentence": work()}
    except NotSetUp:
        return {"part": part, "state": "unset", "sentence": ""}
    except OutreachError as error:
        known = explain(error, door.language)
        return {"part": part, "state": "failed", "sentence": known.whole if known else str(error)}


def _shown(door: Door, name: str, value: str) -> str:
    return door.language.say(SECURITY_LABELS[Security(value)]) if name.endswith("security") and value in list(Security) else value


def _chosen(letters: Iterable[Invitation], words: Sequence[str]) -> list[UUID]:
    """Return the letters that ids or addresses mean. Raises NotFound, Ambiguous."""
    found: list[UUID] = []
    known = list(letters)
    for word in words:
        fitting = [one for one in known if word.casefold() in (str(one.id), one.address.casefold())]
        if not fitting:
            raise NotFound(word)
        if len(fitting) > 1:
            raise Ambiguous(word, [str(one.id) for one in fitting])
        found.append(fitting[0].id)
    return found


def _report_plain(told: SendReport | None) -> dict[str, Any]:
    if told is None:
        return {"sent": 0, "refused": [], "unclear": [], "later": 0, "outdated": [], "replaced": 0, "stopped": False}
    return {
        "sent": len(told.sent),
        "refused": [to_plain(one) for one in told.refused],
        "unclear": [to_plain(one) for one in told.unclear],
        "later": len(told.later),
        "outdated": [to_plain(one.invitation) for one in told.outdated],
        "replaced": told.replaced,
        "stopped": told.stopped is not None,
        "action": to_plain(told.changes.action),
    }


#: What a run did, as one line each, where there is something to tell.
_SENT = NN_("{n} letter sent", "{n} letters sent")
_REFUSED = NN_("{n} letter refused:", "{n} letters refused:")
_UNCLEAR = NN_(
    "{n} letter may have arrived or not; see “outreach mail unclear”",
    "{n} letters may have arrived or not; see “outreach mail unclear”",
)
_LATER = NN_("{n} letter waits for the next time", "{n} letters wait for the next time")
_OUTDATED = NN_("{n} letter is out of date and was not sent:", "{n} letters are out of date and were not sent:")
_REPLACED = NN_("{n} older letter was dropped for a newer one", "{n} older letters were dropped for newer ones")


def _report_lines(door: Door, told: SendReport) -> list[str]:
    say = door.language.say
    refused = [f"  {one.address}: {say(one.problem)}" for one in told.refused]
    outdated = [f"  {one.invitation.address}: {say(one.outdated)}" for one in told.outdated]
    parts: list[tuple[tuple[str, str], int, list[str]]] = [
        (_REFUSED, len(told.refused), refused),
        (_UNCLEAR, len(told.unclear), []),
        (_LATER, len(told.later), []),
        (_OUTDATED, len(told.outdated), outdated),
        (_REPLACED, told.replaced, []),
    ]
    lines = [door.language.count(_SENT, len(told.sent))]
    for text, number, more in parts:
        if number:
            lines += [door.language.count(text, number), *more]
    return lines
