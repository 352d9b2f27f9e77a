"""What is wrong with the words of a command, as sentences in the reader's language (exit code 2)."""

from __future__ import annotations

from typing import Any

import click

from outreach.explain import Explanation
from outreach.language import N_, Language


class Misread(click.BadParameter):
    """A word that does not mean what its place asks for. `text` is a catalogue text, filled with `values`."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text)
        self.text = text
        self.values = values


def explain_usage(error: click.UsageError, language: Language) -> Explanation:
    """Return the words for a command that was written wrongly, with how to see its help."""
    sentence = _sentence(error, language)
    path = error.ctx.command_path if error.ctx is not None else "outreach"
    next_step = language.say(N_("See {command} for help."), command=f"{path} --help")
    return Explanation(language.say(N_("Not understood")), sentence, next_step)


def _sentence(error: click.UsageError, language: Language) -> str:
    if isinstance(error, Misread):
        said = language.say(error.text, **error.values)
        return language.say(N_("{option}: {reason}"), option=_named(error), reason=said) if error.param else said
    if isinstance(error, click.MissingParameter):
        return language.say(N_("{option} is missing."), option=_named(error))
    if isinstance(error, click.NoSuchOption):
        return language.say(N_("There is no option {name}."), name=error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return language.say(N_("There is no command {name}."), name=error.command_name)
    if isinstance(error, click.BadOptionUsage):
        return language.say(N_("{option} needs a value, or may not have one."), option=error.option_name)
    if isinstance(error, click.BadParameter):
        return _bad_value(error, language)
    if error.ctx is not None and isinstance(error.ctx.command, click.Group) and not error.ctx.args:
        return language.say(N_("A command is missing."))
    return language.say(N_("The command has too many words, or too few."))


def _bad_value(error: click.BadParameter, language: Language) -> str:
    kind: Any = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        known = ", ".join(str(choice) for choice in kind.choices)
        return language.say(N_("{option} must be one of {choices}."), option=_named(error), choices=known)
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return language.say(N_("{option} must be a number in range."), option=_named(error))
    return language.say(N_("{option} is not understood."), option=_named(error))


def _named(error: click.BadParameter) -> str:
    """Return an option as it is written, or an argument by its name."""
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(error.ctx or _NOWHERE)


_NOWHERE = click.Context(click.Command("outreach"))
