"""How commands are declared: help in the reader's language, and the three options that every command takes.

Texts are English source marked with `N_`; they are said when help is shown, so that one declaration serves both languages.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import click

from outreach.cli.door import Answer, Door
from outreach.cli.values import Day
from outreach.language import LANGUAGES, N_, Language

F = TypeVar("F", bound=Callable[..., Any])

_USAGE = N_("Usage:")


def _say(text: str | None) -> str:
    """Say a help text in the language of the command that is being read."""
    context = click.get_current_context(silent=True)
    door = context.find_object(Door) if context else None
    return (door.language if door else Language("en")).say(text or "")


class SpokenOption(click.Option):
    """An option whose help is a catalogue text."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's words and its help in the reader's language."""
        record = super().get_help_record(ctx)
        return record and (record[0], _say(self.help))


class _Spoken(click.Command):
    """What commands and groups of them share: headings and helps in the reader's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is written."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _say(_USAGE) + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_say(self.help))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help."""
        said = _say(self.help)
        return said.partition(". ")[0].rstrip(".")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _say(N_("Show this help."))
        return option

    def _write_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(_say(N_("Options"))):
                formatter.write_dl(records)


class SpokenCommand(_Spoken):
    """One command."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        self._write_options(ctx, formatter)


class SpokenGroup(_Spoken, click.Group):
    """Several commands under one word."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        self._write_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its first sentence."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(_say(N_("Commands"))):
            formatter.write_dl([(name, one.get_short_help_str()) for name, one in found if one is not None])


def command(group: click.Group, name: str, text: str) -> Callable[[Callable[..., Answer]], click.Command]:
    """Declare a command of `group`. The function gets the `Door` first, then its words, and returns an `Answer`."""

    def declare(function: Callable[..., Answer]) -> click.Command:
        @functools.wraps(function)
        def invoked(**words: Any) -> int:
            door = click.get_current_context().find_object(Door)
            assert door is not None
            return door.give(function(door, **words))

        made = click.command(name, cls=SpokenCommand, help=text)(everywhere(invoked))
        group.add_command(made)
        return made

    return declare


def group(name: str, text: str, cls: type[SpokenGroup] = SpokenGroup) -> SpokenGroup:
    """Declare a word that holds several commands."""
    made = cls(name, help=text, no_args_is_help=False)
    made.params += common_options()
    return made


def argument(name: str, **words: Any) -> Callable[[F], F]:
    """Declare a word that stands without an option's name; `name` is that of the function's parameter."""
    return click.argument(name, **words)


def option(*names: str, text: str, **words: Any) -> Callable[[F], F]:
    """Declare an option; `text` is its help, a catalogue text."""
    return click.option(*names, cls=SpokenOption, help=text, **words)


def leaves(function: F) -> F:
    """Add the options of commands by which many people may leave the program: what for, and until when."""
    for add in (
        option(
            "--delete-by",
            type=Day(),
            default=None,
            metavar="DAY",
            text=N_("By when the copy is to be deleted."),
            expose_value=False,
            callback=_set_delete_by,
        ),
        option(
            "--reason",
            default="",
            metavar="TEXT",
            text=N_("What many people's data are for; kept in the file and in the audit log."),
            expose_value=False,
            callback=_set_reason,
        ),
    ):
        function = add(function)
    return function


def everywhere(function: F) -> F:
    """Add the options that every command takes, before and after its name."""
    known = getattr(function, "__click_params__", [])
    function.__click_params__ = [*reversed(common_options()), *known]  # type: ignore[attr-defined]
    return function


def common_options() -> list[click.Parameter]:
    """Return the options that every command takes: the workspace, the language, and the answer as JSON."""
    workspace = SpokenOption(
        ["--workspace"],
        metavar="FILE-or-URL",
        help=N_("The workspace to use, instead of the usual one."),
        expose_value=False,
        callback=_set_workspace,
    )
    language = SpokenOption(
        ["--language"],
        type=click.Choice(LANGUAGES),
        help=N_("The language of the answer: sv or en."),
        expose_value=False,
        callback=_set_language,
    )
    as_json = SpokenOption(
        ["--json"],
        is_flag=True,
        help=N_("Answer with one JSON object."),
        expose_value=False,
        callback=_set_json,
    )
    return [workspace, language, as_json]


def _set_reason(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    door = ctx.find_object(Door)
    if value and door is not None:
        door.leaving = replace(door.leaving, ground=value)


def _set_delete_by(ctx: click.Context, _param: click.Parameter, value: date | None) -> None:
    door = ctx.find_object(Door)
    if value and door is not None:
        door.leaving = replace(door.leaving, delete_by=value)


def _set_workspace(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    door = ctx.find_object(Door)
    if value and door is not None:
        door.workspace = value


def _set_language(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    door = ctx.find_object(Door)
    if value and door is not None:
        door.language = Language(value)


def _set_json(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    door = ctx.find_object(Door)
    if value and door is not None:
        door.json = True
