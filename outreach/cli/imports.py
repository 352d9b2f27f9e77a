"""`outreach import …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.progress import progress
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.usage import Misread
from outreach.domain.problem import Problem
from outreach.domain.record import Kind, to_plain
from outreach.explain import KIND_WORDS, say_problem
from outreach.language import N_, NN_, Language

if TYPE_CHECKING:
    from uuid import UUID

    from outreach.services.house import House
    from outreach.services.imports import ImportOutcome, ImportPreview

_VERDICTS = {"new": N_("new"), "update": N_("updated"), "same": N_("the same")}
_NOTHING_READ = N_("Nothing could be read from the files. Each of them is named above, with the reason.")


def add_import(root: Any) -> None:
    """Give the program its `import` command."""

    @command(root, "import", N_("Read contact cards, calendars, notices and lists into the register."))
    @argument("files", nargs=-1, required=True, metavar="FILE…")
    @option(
        "--as",
        "as_format",
        default=None,
        metavar="FORMAT",
        text=N_("Read all files as this format, whatever they hold."),
    )
    @option("--event", default=None, metavar="ID", text=N_("Where the contacts were met."))
    @option("--preview", "only_preview", is_flag=True, text=N_("Say what would happen and keep nothing."))
    def import_command(
        door: Door, files: tuple[str, ...], as_format: str | None, event: str | None, only_preview: bool
    ) -> Answer:
        with door.house(writing=True) as house:
            _check_format(house, as_format)
            event_id = find_id(house, event, Kind.EVENT) if event else None
            with progress(door.language, N_("Reading")) as report:
                preview = house.imports.preview([Path(name) for name in files], as_format, event_id, report)
            if only_preview:
                return _answer(door, preview, None, len(files))
            with progress(door.language, N_("Keeping")) as report:
                outcome = house.imports.run(preview, report)
        return _answer(door, outcome, outcome.changes.action, len(files))


def _check_format(house: House, name: str | None) -> None:
    known = [one.name for one in house.imports.formats()]
    if name is not None and name not in known:
        error = Misread(
            N_("There is no format called {name}; known are {formats}."), name=name, formats=", ".join(known)
        )
        error.ctx = click.get_current_context()
        raise error


def _answer(door: Door, found: ImportPreview | ImportOutcome, action: UUID | None, files: int) -> Answer:
    language = door.language
    plain = {
        "added": found.added,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "problems": [_plain_problem(problem, language) for problem in found.problems],
        "action": to_plain(action),
        "records": [
            {"file": one.file, "line": one.line, "kind": one.kind.value, "title": one.title, "verdict": one.verdict}
            | {"id": to_plain(one.record)}
            for one in found.lines
        ],
    }
    nothing = not found.lines and any(not problem.warning for problem in found.problems)
    preview = action is None and hasattr(found, "files")
    return Answer(
        plain,
        lambda: _lines(found, language, files, preview=preview),
        code=1 if nothing else 0,
        complaint=language.say(_NOTHING_READ) if nothing else "",
    )


def _plain_problem(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "reason": language.say(problem.reason, **problem.values),
        "text": problem.text,
        "warning": problem.warning,
    }


def _lines(found: ImportPreview | ImportOutcome, language: Language, files: int, *, preview: bool) -> list[str]:
    """Say the problems first, so that the sum stands last, where the eye is."""
    lines = [f"{problem.file}: {say_problem(problem, language)}" for problem in found.problems]
    if preview:
        rows = [
            [language.say(_VERDICTS[one.verdict]), language.say(KIND_WORDS[one.kind]), one.title, one.detail]
            for one in found.lines
        ]
        header = [language.say(text) for text in (N_("What"), N_("Kind"), N_("Name"), N_("More"))]
        lines += aligned(header, rows) if rows else []
    text = N_("{files}: {added} would be added, {updated} updated, {unchanged} unchanged, {problems}.")
    if not preview:
        text = N_("{files}: {added} added, {updated} updated, {unchanged} unchanged, {problems}.")
    numbers = {name: language.number(getattr(found, name)) for name in ("added", "updated", "unchanged")}
    return [
        *lines,
        language.say(
            text,
            files=language.count(NN_("{n} file", "{n} files"), files),
            problems=language.count(NN_("{n} problem", "{n} problems"), len(found.problems)),
            **numbers,
        ),
    ]
