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
from outreach.cli.command import SpokenOption, common_options
from outreach.cli.door import AnswerLost, CreateHouse, Door, MakeTour, OpenHouse, OpenWindow
from outreach.cli.town import Town
from outreach.cli.usage import explain_usage
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


def command_line() -> Town:
    """Return all commands under the program's name."""
    text = N_("Meet suppliers, log what was said, and follow each talk to a tender and a bid.")
    root = Town("outreach", help=text, no_args_is_help=False)
    root.params += [*common_options(), _version_option()]
    return root


def _version_option() -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"Outreach {__version__}")
            ctx.exit()

    text = N_("Show the program's version.")
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
