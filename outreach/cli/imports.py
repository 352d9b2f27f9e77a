"""`outreach import …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.import_tables import (
    TableOptions,
    columns_answer,
    plain_account,
    plain_alarm,
    plain_facts,
    plain_look,
    wishes_of,
)
from outreach.cli.progress import progress
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.cli.usage import Misread
from outreach.domain.problem import Problem
from outreach.domain.record import Kind, to_plain
from outreach.domain.table_mapping import TableKind
from outreach.explain import KIND_WORDS, say_problem
from outreach.language import N_, NN_, Language
from outreach.services.import_words import say_account, say_alarm, say_facts

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.services.imports import ImportOutcome, ImportPreview

_VERDICTS = {"new": N_("new"), "update": N_("updated"), "same": N_("the same")}
_ACCEPT = N_("With --accept it is imported all the same.")
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
    @option("--columns", is_flag=True, text=N_("Show what the columns of lists hold and what they would fill, and keep nothing."))
    @option("--kind", type=click.Choice([one.value for one in TableKind]), text=N_("What the rows of a list are."))
    @option("--sheet", metavar="NAME", text=N_("The sheet of a workbook."))
    @option("--encoding", metavar="E", text=N_("The encoding of a text file, such as cp1252."))
    @option("--delimiter", metavar="D", text=N_("The sign between cells; tab, semicolon, comma and pipe may be written out."))
    @option("--heading-row", type=click.IntRange(min=0), metavar="N", text=N_("The line of the headings; 0 for a list without."))
    @option("--map", "maps", metavar="COLUMN=FIELD", multiple=True, text=N_("What a column fills; an empty field leaves it out."))
    @option("--empty-too", is_flag=True, text=N_("Empty cells of a list empty ours too, but nothing that was edited by hand."))
    @option("--tag", "tags", metavar="T", multiple=True, text=N_("A tag for every record of a list."))
    @option("--accept", is_flag=True, text=N_("Import even if more than a tenth of the register would change."))
    @option("--errors-to", metavar="FILE.xlsx", text=N_("Write the rows that had problems to a workbook, with the reason."))
    @option("--forget", is_flag=True, text=N_("Forget how such a list was read before."))
    def import_command(
        door: Door,
        files: tuple[str, ...],
        as_format: str | None,
        event: str | None,
        only_preview: bool,
        columns: bool,
        accept: bool,
        errors_to: str | None,
        **table: Any,
    ) -> Answer:
        if files[0] == "columns" and len(files) > 1 and not Path("columns").exists():
            columns, files = True, files[1:]
        paths = [Path(name) for name in files]
        with door.house(writing=True) as house:
            _check_format(house, as_format)
            wishes = wishes_of(house, paths, TableOptions(**table))
            if columns:
                return columns_answer(door, house, paths, wishes)
            event_id = find_id(house, event, Kind.EVENT) if event else None
            with progress(door.language, N_("Reading")) as report:
                preview = house.imports.preview(paths, as_format, event_id, report, wishes)
            found: ImportPreview | ImportOutcome = preview
            if not only_preview and (accept or preview.alarm is None):
                with progress(door.language, N_("Keeping")) as report:
                    found = house.imports.run(preview, report, accept_alarm=accept)
            written = house.imports.save_problem_rows(found, Path(errors_to), door.language) if errors_to else 0
        return _answer(door, preview, found, len(files), Path(errors_to or ""), written, only_preview=only_preview)


def _check_format(house: House, name: str | None) -> None:
    known = [one.name for one in house.imports.formats()]
    if name is not None and name not in known:
        error = Misread(
            N_("There is no format called {name}; known are {formats}."), name=name, formats=", ".join(known)
        )
        error.ctx = click.get_current_context()
        raise error


def _answer(
    door: Door,
    preview: ImportPreview,
    found: ImportPreview | ImportOutcome,
    files: int,
    errors: Path,
    written: int,
    *,
    only_preview: bool,
) -> Answer:
    language = door.language
    done = None if found is preview else found.changes.action  # type: ignore[union-attr]
    plain = {
        "added": found.added,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "problems": [_plain_problem(problem, language) for problem in found.problems],
        "action": to_plain(done),
        "facts": plain_facts(found.facts),
        "account": plain_account(found.facts),
        "alarm": plain_alarm(preview.alarm),
        "columns": [plain_look(look, language) for look in preview.looks],
        "errors": {"file": str(errors), "rows": written} if written else None,
        "records": [
            {"file": one.file, "line": one.line, "kind": one.kind.value, "title": one.title, "verdict": one.verdict}
            | {"id": to_plain(one.record)}
            for one in found.lines
        ],
    }
    stopped = found is preview and not only_preview and preview.alarm is not None
    nothing = not found.lines and any(not problem.warning for problem in found.problems)
    complaint = language.say(_NOTHING_READ) if nothing else ""
    if stopped and preview.alarm is not None:
        complaint = f"{say_alarm(preview.alarm, language)} {language.say(_ACCEPT)}"
    return Answer(
        plain,
        lambda: _lines(found, language, files, written, errors, preview=found is preview),
        code=1 if complaint else 0,
        complaint=complaint,
    )


def _plain_problem(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "reason": language.say(problem.reason, **problem.values),
        "text": problem.text,
        "warning": problem.warning,
    }


def _lines(
    found: ImportPreview | ImportOutcome, language: Language, files: int, written: int, errors: Path, *, preview: bool
) -> list[str]:
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
    if written:
        rows_said = language.count(NN_("{n} row", "{n} rows"), written)
        lines.append(language.say(N_("Wrote {records} to {file}"), records=rows_said, file=str(errors)))
    return [
        *lines,
        "; ".join(say_facts(found.facts, language, past=not preview)),
        say_account(found.facts, language),
        language.say(
            text,
            files=language.count(NN_("{n} file", "{n} files"), files),
            problems=language.count(NN_("{n} problem", "{n} problems"), len(found.problems)),
            **numbers,
        ),
    ]
