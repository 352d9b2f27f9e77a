"""`outreach answer FILE…`, `answer list` and `answer decide`: what guests answered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import SpokenGroup, argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import say_title
from outreach.cli.progress import progress
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.values import one_of
from outreach.domain.guest import ANSWER_LABELS
from outreach.domain.problem import Problem
from outreach.domain.record import Kind, to_plain
from outreach.domain.reply import REPLY_STATE_LABELS, Reply, ReplyState
from outreach.errors import BadFile, NotFound
from outreach.explain import say_problem
from outreach.language import N_, NN_, Language
from outreach.services.decisions import DECISION_LABELS, WRITING, Decision, DecisionKind, decisions_for
from outreach.services.handing_over import write_or_forget

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.services.replies import AnswerLine

_MOST_BYTES = 25_000_000
_SUFFIXES = (".eml", ".ics", ".ical", ".ifb", ".txt")
_COLUMNS = (N_("Guest"), N_("Answer"), N_("What became of it"), N_("Event"), "id")


_OF_READ = ("--preview", "--from-mailbox", "--anew")


class _AnswerGroup(SpokenGroup):
    """`answer FILE…` without a command's name means `answer read FILE…`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names, else `read` with all words."""
        if args and args[0] not in self.commands:
            return "read", self.commands["read"], args
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options that belong to `read` reach it, also when they stand first."""
        place = next((at for at, word in enumerate(args) if word in _OF_READ), None)
        if place is not None and not any(word in self.commands for word in args[:place]):
            args = [*args[:place], "read", *args[place:]]
        return super().parse_args(ctx, args)


answer = group("answer", N_("Answers of guests: read them from files, list them, decide about those that wait."), _AnswerGroup)


@command(answer, "read", N_("Take in answers from mails (.eml), calendar files (.ics), folders of them, or pasted text (-)."))
@argument("files", nargs=-1, metavar="FILE…|-")
@option("--from-mailbox", is_flag=True, text=N_("Read the mailbox of the settings; nothing is changed there."))
@option("--anew", is_flag=True, text=N_("With --from-mailbox: also what was read before."))
@option("--preview", is_flag=True, text=N_("Say what would happen and keep nothing."))
def read(door: Door, files: tuple[str, ...], from_mailbox: bool, anew: bool, preview: bool) -> Answer:
    """Take answers in."""
    if not files and not from_mailbox:
        raise click.MissingParameter(param_hint="FILE…", param_type="argument")
    given = [one for name in files for one in _contents(name)]
    with door.house(writing=True) as house:
        if from_mailbox:
            given += _fetched(door, house, anew=anew)
        found = house.replies.preview(given) if preview else house.replies.read(given)
        if from_mailbox and not preview:
            _remember(door, house)
        plain = {
            "answers": [_plain(one, door.language) for one in found.answers],
            "problems": [_plain_problem(one, door.language) for one in found.problems],
            "action": to_plain(found.changes.action),
        }
    nothing = bool(given) and not found.answers and bool(found.problems)
    count = door.language.count(NN_("{n} answer", "{n} answers"), len(found.answers))
    said = [f"{one.file}: {say_problem(one, door.language)}" for one in found.problems]
    complaint = door.language.say(N_("There is no answer in these files.")) if nothing else ""
    return Answer(
        plain, lambda: [*said, *_table(list(found.answers), door.language), count], 1 if nothing else 0, complaint
    )


@command(answer, "list", N_("List the answers that wait for a decision; with --all, every answer."))
@option("--event", metavar="EVENT", text=N_("Only those to this event."))
@option("--all", "everything", is_flag=True, text=N_("Also those that were taken in, refused as older, or put aside."))
def list_command(door: Door, event: str | None, everything: bool) -> Answer:
    """List answers."""
    with door.house() as house:
        event_id = find_id(house, event, Kind.EVENT) if event else None
        found = house.replies.listed_lines(event_id, everything=everything)
    count = door.language.count(NN_("{n} answer", "{n} answers"), len(found))
    plain = {"answers": [_plain(one, door.language) for one in found], "count": len(found)}
    return Answer(plain, lambda: [*_table(found, door.language), count])


@command(answer, "decide", N_("Decide about an answer that waits: add, match, dismiss, move, decline, note or send."))
@argument("reference", metavar="ID|NAME")
@argument("decision", type=one_of(DecisionKind))
@option("--guest", metavar="NAME", text=N_("With match: which guest it was."))
@option("--comment", default="", metavar="TEXT", text=N_("With decline: why, for the guest."))
@option("--to", "folder", default=None, metavar="DIR", text=N_("Where the message goes that comes of it."))
def decide(door: Door, reference: str, decision: str, guest: str | None, comment: str, folder: str | None) -> Answer:
    """Decide."""
    if decision in WRITING and not folder:
        # Without a file the message would never reach the guest.
        raise click.MissingParameter(param_hint="--to", param_type="option")
    with door.house(writing=True) as house:
        reply = _named(house, reference)
        guest_id = house.guests.named(reply.event, guest).guest.id if guest and reply.event else None
        changes = house.replies.decide(reply.id, Decision(DecisionKind(decision), guest_id, comment))
        files: list[Path] = []
        if folder and changes.action and house.invitations.of_batch(changes.action):
            files = write_or_forget(house, changes.action, Path(folder))
        line = house.replies.line_of(reply.id)
    plain = {"answers": [_plain(line, door.language)], "files": [str(one) for one in files], "action": to_plain(changes.action)}
    said = [f"{say_title(changes.title, changes.values, door.language)}."]
    return Answer(plain, lambda: [*said, *(str(one) for one in files)])


def _named(house: House, reference: str) -> Reply:
    """Return the answer that waits and goes by an id, or by the name or address of who answers. Raises NotFound."""
    waiting = house.replies.pending()
    wanted = reference.strip().casefold()
    found = [one for one in waiting if wanted in (str(one.id), one.address.casefold(), one.name.casefold())]
    if found:
        return found[0]
    try:
        return house.replies.get(UUID(reference))
    except ValueError:
        raise NotFound(reference) from None


def _contents(name: str) -> list[tuple[str, bytes]]:
    if name == "-":
        return [("-", sys.stdin.buffer.read(_MOST_BYTES))]
    path = Path(name)
    try:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix.casefold() in _SUFFIXES and one.is_file())
            return [(str(one), _bytes(one)) for one in inside]
        return [(name, _bytes(path))]
    except FileNotFoundError as error:
        raise BadFile(path, N_("There is no such file.")) from error
    except OSError as error:
        raise BadFile(path, error.strerror or "") from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)


def _fetched(door: Door, house: House, *, anew: bool) -> list[tuple[str, bytes]]:
    from outreach.services.accounts import Accounts, password_for

    folder = Accounts(door.settings).mail_folder
    with progress(door.language, N_("Reading")) as report:
        return house.mailbox.fetch(folder, password_for(folder.account), report, anew=anew)


def _remember(door: Door, house: House) -> None:
    from outreach.services.accounts import Accounts

    house.mailbox.remember(Accounts(door.settings).mail_folder)


def _plain(line: AnswerLine, language: Language) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(line.reply)
    return plain | {
        "verdict": line.verdict,
        "reason": language.say(line.reply.reason) if line.reply.reason else "",
        "event_title": line.event.title if line.event else "",
        "guest_name": line.guest.name if line.guest else "",
        "standing": line.guest.guest.standing.value if line.guest else "",
        "decisions": [one.value for one in decisions_for(line.reply)] if line.reply.state is ReplyState.PENDING else [],
    }


def _plain_problem(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "reason": language.say(problem.reason, **problem.values),
        "text": problem.text,
        "warning": problem.warning,
    }


def _table(found: list[AnswerLine], language: Language) -> list[str]:
    rows = [
        (
            one.guest.name if one.guest else one.reply.name or one.reply.address,
            language.say(ANSWER_LABELS[one.reply.answer]),
            _became(one, language),
            one.event.title if one.event else "",
            str(one.reply.id),
        )
        for one in found
    ]
    return aligned([language.say(title) for title in _COLUMNS], rows) if rows else []


def _became(line: AnswerLine, language: Language) -> str:
    if line.verdict == "same":
        return language.say(N_("Read before"))
    state = language.say(REPLY_STATE_LABELS[line.reply.state])
    reason = language.say(line.reply.reason) if line.reply.reason else ""
    waits = line.reply.state is ReplyState.PENDING
    choices = ", ".join(language.say(DECISION_LABELS[one]) for one in decisions_for(line.reply)) if waits else ""
    said = f"{state}: {reason}" if reason else state
    return f"{said} ({choices})" if choices else said
