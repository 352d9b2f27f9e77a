"""The command line as a whole: puts the commands together, runs one, and turns errors into sentences and exit codes.

Exit 0: done. 1: could not, with one sentence on standard error. 2: the command was written wrongly. With --json a failure
also prints `{"error": {"title", "sentence", "next_step"}}` on standard output, so that programs always get one object.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import click

from outreach import __version__
from outreach.cli.answers import answer
from outreach.cli.backups import add_backups
from outreach.cli.bids import bid
from outreach.cli.calendar import calendar
from outreach.cli.cards import card
from outreach.cli.command import SpokenGroup, group
from outreach.cli.companies import company
from outreach.cli.contracts import contract
from outreach.cli.coverage import coverage
from outreach.cli.demo import add_demo
from outreach.cli.disclosures import add_dialogue, disclosure
from outreach.cli.door import AnswerLost, CreateHouse, Door, MakeTour, OpenHouse, OpenWindow
from outreach.cli.doubles import double
from outreach.cli.effect import add_effect, add_pairs, benchmark
from outreach.cli.event_plans import add_event_plans
from outreach.cli.event_series import add_series
from outreach.cli.events import event
from outreach.cli.exchange import exchange
from outreach.cli.exports import add_export
from outreach.cli.finding import add_finding
from outreach.cli.follow_ups import follow_up
from outreach.cli.guests import guest
from outreach.cli.handouts import handout
from outreach.cli.history import add_history
from outreach.cli.imports import add_import
from outreach.cli.invitations import add_invite
from outreach.cli.keys import key
from outreach.cli.letters import letter
from outreach.cli.mail import mail
from outreach.cli.mailings import mailing
from outreach.cli.meetings import add_capture, meeting
from outreach.cli.neighbours import flyer_text, neighbour
from outreach.cli.network import network
from outreach.cli.next_contacts import add_next_contacts
from outreach.cli.no_bids import add_radar, no_bid
from outreach.cli.packages import package
from outreach.cli.people import person
from outreach.cli.plain import plain
from outreach.cli.purposes import add_processing_record, privacy_text, purpose
from outreach.cli.questions import question
from outreach.cli.registered import informing
from outreach.cli.releases import add_releases
from outreach.cli.requirements import requirement
from outreach.cli.rights import add_rights, audit, retention
from outreach.cli.rules import rule
from outreach.cli.scan import add_scan
from outreach.cli.server import server
from outreach.cli.single_answers import add_answers
from outreach.cli.templates import template
from outreach.cli.tender_matches import industry
from outreach.cli.tender_pipeline import add_tender_pipeline
from outreach.cli.tenders import tender
from outreach.cli.unit import officer, unit
from outreach.cli.usage import explain_usage
from outreach.cli.views import view
from outreach.cli.watches import watch
from outreach.cli.workspace import add_workspace
from outreach.errors import Cancelled
from outreach.explain import Explanation, explain
from outreach.language import LANGUAGES, N_, Language
from outreach.paths import log_folder
from outreach.settings import Settings

log = logging.getLogger(__name__)

_COULD_NOT, _WRONG_USAGE = 1, 2


def run(
    argv: Sequence[str],
    open_house: OpenHouse,
    create_house: CreateHouse,
    settings: Settings,
    *,
    make_tour: MakeTour | None = None,
    open_window: OpenWindow | None = None,
) -> int:
    """Run the command that `argv` spells (without the program's name) and return the exit code. Never raises.

    `open_house(place, writing, secret)` and `create_house(place, secret, reason)` come from `app.py`, and so do
    `make_tour(house, folder)` and, where there is a screen, `open_window(place)`, which `demo` uses.
    """
    _never_fail_on_a_letter()
    language, as_json = _first_look(argv, settings)
    door = Door(settings, open_house, create_house, language, as_json, make_tour=make_tour, open_window=open_window)
    try:
        code = command_line().main(list(argv), "outreach", standalone_mode=False, obj=door)
    except click.UsageError as error:
        return _fail(door, explain_usage(error, door.language), _WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _explained(door, Cancelled())
    except (BrokenPipeError, SystemExit):  # click ends the program where a reader left
        # The reader had enough ("| head"); what was asked for is done.
        _close_output()
        return 0
    except AnswerLost as error:
        return _lost(door, error)
    except Exception as error:  # noqa: BLE001 - the border: no traceback for people
        return _explained(door, error)
    return code if isinstance(code, int) else 0


_STREETS = (
    company, person, event, template, tender, watch, meeting, follow_up, question, guest, answer, letter, card, view, double,
    handout, unit, officer, mail, calendar, industry, plain, rule, network, requirement, package, neighbour, flyer_text,
    coverage, bid, no_bid, disclosure, contract, benchmark, mailing, key, audit, retention, exchange,
    purpose, privacy_text, informing,
    server,
)  # fmt: skip


def command_line() -> SpokenGroup:
    """Return all commands under the program's name."""
    root = group("outreach", N_("Meet suppliers, log what was said, and follow each talk to a tender and a bid."))
    add_workspace(root)
    add_backups(root)
    add_demo(root)
    add_import(root)
    add_export(root)
    add_finding(root)
    add_history(root)
    add_capture(root)
    add_dialogue(root)
    add_scan(root)
    add_event_plans(event)
    add_series(event)
    add_tender_pipeline(tender)
    add_next_contacts(company, person)
    add_answers(root)
    add_invite(root)
    add_radar(root)
    add_effect(root)
    add_rights(root)
    add_releases(root)
    add_processing_record(root)
    add_pairs(tender)
    for street in _STREETS:
        root.add_command(street)
    root.params.append(_version_option())
    return root


def _version_option() -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"Outreach {__version__}")
            ctx.exit()

    text = N_("Show the program's version.")
    from outreach.cli.command import SpokenOption

    return SpokenOption(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=text)


def _first_look(argv: Sequence[str], settings: Settings) -> tuple[Language, bool]:
    """Find language and form of the answer before anything is read: help and wrong usage need them too."""
    chosen, as_json = settings.chosen_language(), False
    for place, word in enumerate(argv):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--language":
            value = value if equals else "".join(argv[place + 1 : place + 2])
            chosen = value if value in LANGUAGES else chosen
        as_json = as_json or word == "--json"
    return Language(chosen), as_json


def _explained(door: Door, error: BaseException) -> int:
    found = explain(error, door.language)
    if found is None:
        log.error("bug in a command", exc_info=error)
        say = door.language.say
        found = Explanation(
            say(N_("A fault in Outreach")),
            say(N_("Something went wrong that should not have ({error}); nothing was kept.")).format(
                error=type(error).__name__
            ),
            say(N_("The log says more: {file}")).format(file=log_folder() / "outreach.log"),
        )
    return _fail(door, found, _COULD_NOT)


def _lost(door: Door, error: AnswerLost) -> int:
    text = N_("The answer could not be written ({why}); what the command did is kept.")
    door.complain(door.language.say(text, why=str(error)))
    _close_output()
    return _COULD_NOT


def _fail(door: Door, found: Explanation, code: int) -> int:
    door.complain(found.whole)
    if door.json:
        error = {"title": found.title, "sentence": found.sentence, "next_step": found.next_step}
        try:
            door.print_json({"error": error})
        except (AnswerLost, BrokenPipeError):
            _close_output()  # the sentence on standard error has said it
    return code


def _never_fail_on_a_letter() -> None:
    """Let a terminal without å ä ö show something else instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _close_output() -> None:
    """Point standard output nowhere, so that closing it at the end does not fail again."""
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        log.info("standard output was closed")
