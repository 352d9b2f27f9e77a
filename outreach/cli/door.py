"""What every command is given: the language, how to answer, and a way to open the workspace. Instead of globals."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.domain.server_address import split_address
from outreach.errors import WorkspaceMissing
from outreach.language import NN_, Language
from outreach.paths import default_workspace
from outreach.services.leaving import NOTHING_SAID, Leaving, Outgoing, answering
from outreach.settings import Settings

if TYPE_CHECKING:
    from outreach.services.house import House

#: (place, writing, secret) and (place, secret, reason); what is not given is left out (`app.py` says what they mean).
OpenHouse = Callable[..., "House"]
CreateHouse = Callable[..., "House"]
MakeTour = Callable[["House", Path], "list[Path]"]
OpenWindow = Callable[[str], int]

ASK = NN_("{n} person leaves the program. What for?", "{n} people leave the program. What for?")
LEFT_OUT = NN_("{n} is left out: {why}", "{n} are left out: {why}")


class AnswerLost(Exception):
    """Standard output took no more (a full disk): what the command did stands, but its answer was not written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: `plain` for --json, `lines` for people (asked for only then), and the exit code.

    `complaint` goes to standard error in both cases: the one sentence that says what could not be done.
    """

    plain: dict[str, Any]
    lines: Callable[[], Iterable[str]]
    code: int = 0
    complaint: str = ""


@dataclass
class Door:
    """The command line's own state for one command. `json`, `language` and `leaving` (why people leave) follow what was typed.

    `workspace` is a file or an address; empty means the one of the settings. `make_tour` and `open_window` come from
    `app.py`, so that the command line needs no Qt; `open_window` is None where there is no screen.
    """

    settings: Settings
    open_house: OpenHouse
    create_house: CreateHouse
    language: Language
    json: bool = False
    workspace: str = ""
    make_tour: MakeTour | None = None
    open_window: OpenWindow | None = None
    leaving: Leaving = NOTHING_SAID

    @property
    def place(self) -> str:
        """The workspace to open: the one named, else that of the settings, else the default file. Never with a password."""
        return split_address(self._named)[0]

    @property
    def written_password(self) -> str:
        """The password that somebody wrote into the address of a shared workspace; empty where there is none."""
        return split_address(self._named)[1]

    @property
    def _named(self) -> str:
        return self.workspace or self.settings.chosen_workspace()

    @contextmanager
    def house(self, *, writing: bool = False, sending: bool = True) -> Iterator[House]:
        """Open the workspace for one command. Only writing takes the lock, so that lists work beside an open window.

        Where it lies on a server, what waited for that is sent first, unless not `sending`.
        The default workspace comes into being with the first command that writes; one that was named must be there.
        """
        house = self._opened(writing)
        try:
            if writing and not house.officer:
                _sign(house)
            if writing and sending and house.is_shared:
                self._send_what_waits(house)
            if writing and house.database.is_encrypted:
                self._empty_letterbox(house)
            with answering(self.why_they_leave, self.leaving):
                yield house
        finally:
            house.close()

    def _send_what_waits(self, house: House) -> None:
        """Send what was typed while the server was away, before anything else is done there."""
        from outreach.services.server_roles import remember_login

        house.waiting.prepare()
        remember_login(house.database)
        if house.waiting.count():
            from outreach.services.waiting_words import say_sent

            for line in say_sent(house.waiting.send(), self.language):
                self.complain(line)

    def why_they_leave(self, found: Outgoing) -> Leaving:
        """Say what many people leave the program for: the option, else what somebody at a terminal types.

        A script goes on without a reason; the audit log shows that there was none. Enter takes what the program knows itself.
        """
        if self.leaving.ground.strip() or self.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return self.leaving
        from outreach.domain.usable import WHY_NOT_LABELS

        left_out = Counter(found.left_out)
        for why, number in sorted(left_out.items()):
            self.complain(self.language.count(LEFT_OUT, number, why=self.language.say(WHY_NOT_LABELS[why])))
        asked = self.language.count(ASK, found.count)
        typed = click.prompt(asked, default="", show_default=False, err=True)
        return replace(self.leaving, ground=str(typed))

    def _opened(self, writing: bool) -> House:
        from outreach.cli.passphrases import made_house, opened_house

        try:
            return opened_house(self, writing)
        except WorkspaceMissing:
            if not writing or self.place != str(default_workspace()):
                raise
        return made_house(self, self.place, aloud=sys.stderr.isatty())

    def _empty_letterbox(self, house: House) -> None:
        """Put in what was logged at a booth that was locked when the program died."""
        from outreach.errors import SealedUnreadable
        from outreach.explain import explain
        from outreach.services.letterbox import TAKEN_IN

        taken = house.letterbox.take_in()
        if taken.kept:
            self.complain(self.language.count(TAKEN_IN, taken.kept))
        if taken.aside is not None:
            known = explain(SealedUnreadable(taken.aside, taken.unreadable), self.language)
            self.complain(known.whole if known is not None else "")

    def give(self, answer: Answer) -> int:
        """Print an answer and return its exit code."""
        if self.json:
            self.print_json(answer.plain)
        else:
            for line in answer.lines():
                _print(_shown(line))
        if answer.complaint:
            self.complain(answer.complaint)
        return answer.code

    def print_json(self, plain: dict[str, Any]) -> None:
        """Print one JSON object on standard output."""
        unicode = (getattr(sys.stdout, "encoding", None) or "").casefold().replace("-", "") == "utf8"
        text = json.dumps(plain, ensure_ascii=not unicode, indent=2)
        _print(text.encode("utf-8", "replace").decode("utf-8"))

    def complain(self, sentence: str) -> None:
        """Print one sentence on standard error."""
        click.echo(_shown(sentence), err=True)


def _print(text: str) -> None:
    """Print on standard output. Raises BrokenPipeError for a reader that left, `AnswerLost` for all else."""
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AnswerLost(error.strerror or "") from error


def _sign(house: House) -> None:
    """Let the only officer sign, where the settings do not say who works here."""
    officers = house.unit.officers()
    if len(officers) == 1:
        house.sign_as(officers[0].name)


def _shown(text: str) -> str:
    """Return a line without the signs that a terminal acts on: what strangers wrote stays text."""
    return "".join(char if char.isprintable() or char in "\xa0\u202f" else "�" for char in text)
