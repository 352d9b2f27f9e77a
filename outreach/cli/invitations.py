"""`outreach invite EVENT …`: who is invited, told of changes, reminded, uninvited; and the files that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.progress import progress
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.usage import Misread
from outreach.cli.values import one_of
from outreach.domain.invitation import PURPOSE_LABELS, Invitation, Purpose, Way
from outreach.domain.record import Kind, to_plain
from outreach.errors import NotFound
from outreach.language import N_, NN_, Language
from outreach.services.handing_over import write_or_forget

if TYPE_CHECKING:
    from outreach.domain.accounts import MailServer
    from outreach.services.house import House
    from outreach.services.messages import LeftOut, Message
    from outreach.services.outbox import SendReport

#: The options that say why a message goes out; without one it is the invitation.
_PURPOSES = {
    "update": Purpose.UPDATE,
    "cancel": Purpose.CANCEL,
    "remind": Purpose.REMIND,
    "wait": Purpose.WAIT,
    "offer": Purpose.OFFER,
}
_ONE_PURPOSE = N_("Name one of --update, --cancel, --remind, --wait, --offer and --uninvite.")
_NOTHING = N_("There is nobody to write to.")
_COLUMNS = (N_("To"), N_("Address"), N_("Language"), N_("Subject"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the words of the command ask for."""

    event: UUID
    purpose: Purpose
    guests: list[UUID] | None
    people: list[UUID]
    way: Way
    folder: Path | None


def add_invite(root: Any) -> None:
    """Give the program its `invite` command."""

    @command(root, "invite", N_("Write to the guests of an event: invitation, change, cancellation, reminder. One message each."))
    @argument("event", metavar="EVENT")
    @option("--to", "folder", default=None, metavar="DIR", text=N_("Where the files go."))
    @option("--way", type=one_of(Way), default=Way.DRAFTS.value, text=N_("drafts (.eml), folder (.ics), smtp or mailto."))
    @option("--guest", "guests", metavar="NAME", multiple=True, text=N_("Only this guest; may be named several times."))
    @option("--view", metavar="NAME", text=N_("Put everybody whom this view means on the list, and write to them."))
    @option("--cpv", metavar="CODE", text=N_("Put the people of companies with this CPV code on the list, and write to them."))
    @option("--tag", metavar="TAG", text=N_("Put people and companies with this tag on the list, and write to them."))
    @option("--update", is_flag=True, text=N_("Tell those who have an older version what has changed."))
    @option("--cancel", is_flag=True, text=N_("Cancel the event, and tell everybody who was invited."))
    @option("--remind", is_flag=True, text=N_("Remind those who have not answered."))
    @option("--uninvite", metavar="NAME", multiple=True, text=N_("Withdraw the invitation of this guest."))
    @option("--wait", is_flag=True, text=N_("Tell those on the waiting list that they are on it."))
    @option("--offer", is_flag=True, text=N_("Give the free places to the first ones waiting, and tell them."))
    @option("--open", "everybody", is_flag=True, text=N_("Write one calendar file for everybody, without guests."))
    @option("--preview", is_flag=True, text=N_("Show the messages, keep and write nothing."))
    @leaves
    def invite(door: Door, event: str, folder: str | None, everybody: bool, preview: bool, **words: Any) -> Answer:
        way = Way(words["way"])
        target = Path(folder) if folder else None
        needs_folder = everybody or way in (Way.DRAFTS, Way.FOLDER)
        if needs_folder and not preview and target is None:
            raise click.MissingParameter(param_hint="--to", param_type="option")
        with door.house(writing=True) as house:
            event_id = find_id(house, event, Kind.EVENT)
            if everybody and target is not None:
                files = house.invitations.publish(event_id, target, door.language)
                return Answer({"files": [str(one) for one in files]}, lambda: _written(files, door.language))
            asked = _asked(house, event_id, way, target, words)
            return _previewed(door, house, asked) if preview else _sent(door, house, asked)


def _purpose(words: dict[str, Any]) -> Purpose:
    named = [purpose for name, purpose in _PURPOSES.items() if words[name]]
    named += [Purpose.UNINVITE] if words["uninvite"] else []
    if len(named) > 1:
        error = Misread(_ONE_PURPOSE)
        error.ctx = click.get_current_context()
        raise error
    return named[0] if named else Purpose.INVITE


def _asked(house: House, event: UUID, way: Way, folder: Path | None, words: dict[str, Any]) -> _Asked:
    purpose = _purpose(words)
    people: list[UUID] = []
    guests: list[UUID] = []
    for name in (*words["guests"], *words["uninvite"]):
        try:
            guests.append(house.guests.named(event, name).guest.id)
        except NotFound:
            if purpose is not Purpose.INVITE:
                raise
            people.append(find_id(house, name, Kind.PERSON))
    if words["view"]:
        saved = house.views.named(words["view"])
        people += house.views.people_of(saved.of, house.views.records_of(saved))
    if words["cpv"] or words["tag"]:
        people += house.guests.people_by(cpv=words["cpv"] or "", tag=words["tag"] or "")
    chosen = any(words[name] for name in ("guests", "uninvite", "view", "cpv", "tag"))
    return _Asked(event, purpose, guests if chosen else None, people, way, folder)


def _previewed(door: Door, house: House, asked: _Asked) -> Answer:
    found = house.invitations.preview(asked.event, asked.purpose, asked.guests, way=asked.way, people=asked.people)
    language = door.language
    plain = {
        "files": [],
        "purpose": asked.purpose.value,
        "messages": [_plain_message(one) for one in found.messages],
        "left_out": _plain_left_out(found.left_out, language),
        "equal_treatment": found.equal_treatment,
        "proposals": [language.say(one) for one in found.proposals],
        "sender": to_plain(found.sender),
    }

    def lines() -> list[str]:
        rows = [(one.guest.name, one.address, one.language, one.subject) for one in found.messages]
        first = found.messages[0].text.rstrip().split("\n") if found.messages else [language.say(_NOTHING)]
        table = aligned([language.say(title) for title in _COLUMNS], rows) if rows else []
        return [*table, "", *first, "", *_left_out(found.left_out, language), *plain["proposals"]]

    return Answer(plain, lines)


def _sent(door: Door, house: House, asked: _Asked) -> Answer:
    language = door.language
    # Before anything is kept: a server that is not set up, or a password that is missing.
    account = _account(door) if asked.way is Way.SMTP else None
    with progress(language, N_("Writing")) as report:
        prepared = house.invitations.prepare(
            asked.event, asked.purpose, asked.guests, asked.way, people=asked.people, report=report
        )
        files: list[Path] = []
        links: list[tuple[Invitation, str]] = []
        told: SendReport | None = None
        if prepared.batch is not None:
            if account is not None:
                told = house.outbox.send(*account, prepared.batch, report)
            elif asked.way is Way.MAILTO:
                links = house.invitations.mailto(prepared.batch)
                house.invitations.mark_sent([one.id for one, _ in links])
            elif asked.folder is not None:
                files = write_or_forget(house, prepared.batch, asked.folder, report)
    known = house.invitations.many(one.id for one in prepared.invitations)
    messages = [known[one.id] for one in prepared.invitations if one.id in known]
    plain = {
        "files": [str(one) for one in files],
        "links": [link for _, link in links],
        "purpose": asked.purpose.value,
        "messages": [_plain_invitation(one) for one in messages],
        "left_out": _plain_left_out(prepared.left_out, language),
        "batch": to_plain(prepared.batch),
        "action": to_plain(prepared.changes.action),
    }
    stopped = told.stopped if told is not None else None
    if told is not None:
        plain |= {name: len(getattr(told, name)) for name in ("sent", "refused", "unclear", "later")}
    lines = _done_lines(language, asked, files, links, told)
    if stopped is not None:
        from outreach.explain import explain

        said = explain(stopped, language)
        return Answer(plain, lambda: lines, code=1, complaint=said.whole if said else "")
    return Answer(plain, lambda: [*_left_out(prepared.left_out, language), *lines])


def _account(door: Door) -> tuple[MailServer, str]:
    from outreach.services.accounts import Accounts, password_for

    server = Accounts(door.settings).mail_server
    return server, password_for(server.account)


def _done_lines(
    language: Language, asked: _Asked, files: Sequence[Path], links: Sequence[Any], told: SendReport | None
) -> list[str]:
    if told is not None:
        return [language.count(NN_("{n} message was sent.", "{n} messages were sent."), len(told.sent))]
    if links:
        return [link for _, link in links]
    return _written(files, language) if files else [_nothing(asked, language)]


def _nothing(asked: _Asked, language: Language) -> str:
    return f"{language.say(PURPOSE_LABELS[asked.purpose])}: {language.say(_NOTHING)}"


def _written(files: Sequence[Path], language: Language) -> list[str]:
    count = language.count(NN_("{n} file", "{n} files"), len(files))
    return [language.say(N_("Wrote {records} to {file}"), records=count, file=str(files[0].parent))]


def _left_out(left_out: Sequence[LeftOut], language: Language) -> list[str]:
    return [
        language.say(N_("{name}: left out, {reason}"), name=one.guest.name, reason=language.say(one.reason, **one.values))
        for one in left_out
    ]


def _plain_left_out(left_out: Sequence[LeftOut], language: Language) -> list[dict[str, str]]:
    return [
        {"guest": str(one.guest.guest.id), "name": one.guest.name, "reason": language.say(one.reason, **one.values)}
        for one in left_out
    ]


def _plain_message(message: Message) -> dict[str, Any]:
    names = ("address", "language", "subject", "text")
    return {name: getattr(message, name) for name in names} | {
        "guest": str(message.guest.guest.id),
        "name": message.guest.name,
        "method": message.method.value,
        "sequence": message.event.sequence,
        "recurrence_id": message.event.recurrence_id,
        "calendar": message.calendar.decode(),
    }


def _plain_invitation(invitation: Invitation) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(invitation)
    return {name: value for name, value in plain.items() if name not in ("shown", "revising", "version")}
