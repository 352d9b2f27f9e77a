"""How far long work has come, on standard error, when somebody sits there and waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from outreach.language import Language

_PAUSE = 0.1


@contextmanager
def progress(language: Language, text: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that is told (done, total), or None when standard error is no terminal.

    `text` is a catalogue text that says what is going on. The line is wiped at the end.
    """
    if not sys.stderr.isatty():
        yield None
        return
    said = language.say(text)
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PAUSE or done == total:
            last = now
            click.echo(f"\r{said} {language.number(done)} / {language.number(total)} ", nl=False, err=True)

    try:
        yield report
    finally:
        if last:
            click.echo("\r" + " " * (len(said) + 30) + "\r", nl=False, err=True)
