"""Brings the catalogue up to date: collects the marked texts, keeps what is translated, compiles what the program reads.

    python installer/make_words.py            # in the project's environment; a developer runs it after changing texts

Texts are marked with `N_` and `NN_` (outreach/language.py). The Swedish catalogue is outreach/locale/sv/LC_MESSAGES/outreach.po;
the compiled .mo stands beside it, so that starting the program needs no compiler. English is the source language and has none,
but for the plural forms that gettext takes from the source.
"""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "outreach" / "locale" / "sv" / "LC_MESSAGES" / "outreach.po"


def collected() -> Catalog:
    """Return the texts that stand in the program, with where they stand (file names without lines: quieter diffs)."""
    found = Catalog(project="Outreach", charset="utf-8")
    for file in sorted((ROOT / "outreach").rglob("*.py")):
        for text in marked_texts(file.read_text("utf-8")):
            found.add(text, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return found


def marked_texts(source: str) -> list[str | tuple[str, str]]:
    """Return the marked texts of a source. Babel would be ten times as long about it, and does not see those in f-strings."""
    if "N_(" not in source:
        return []
    found: list[str | tuple[str, str]] = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
            mark = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
            said = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if mark == "N_" and said:
                found.append(said[0])
            elif mark == "NN_" and len(said) >= 2:
                found.append((said[0], said[1]))
    return found


def load(file: Path = FILE) -> Catalog:
    """Return the Swedish catalogue as it stands."""
    if not file.exists():
        return Catalog(locale="sv", project="Outreach", charset="utf-8")
    with file.open("rb") as opened:
        return read_po(opened, locale="sv")


def update(extra: list[Path]) -> Catalog:
    """Return the catalogue with the texts of today; translations from `extra` files fill what is missing."""
    catalogue = load()
    catalogue.update(collected(), no_fuzzy_matching=True)
    for file in extra:
        for message in load(file):
            kept = catalogue.get(message.id, message.context) if message.id else None
            if kept is not None and not _is_whole(kept.string) and _is_whole(message.string):
                kept.string = message.string
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = "# The Swedish words of Outreach. Made by installer/make_words.py; translations are edited here."
    catalogue.project, catalogue.version = "Outreach", "1"
    catalogue.last_translator = catalogue.language_team = "Outreach"
    catalogue.msgid_bugs_address = "Outreach"
    return catalogue


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation."""
    return [str(message.id) for message in catalogue if message.id and not _is_whole(message.string)]


def main(arguments: list[str]) -> int:
    """Update, compile and say what is missing."""
    catalogue = update([Path(name) for name in arguments])
    FILE.parent.mkdir(parents=True, exist_ok=True)
    # Fixed dates: the same texts give the same files.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 11, 24, tzinfo=UTC)
    with FILE.open("wb") as opened:
        write_po(opened, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
    with FILE.with_suffix(".mo").open("wb") as opened:
        write_mo(opened, catalogue)
    left = missing(catalogue)
    for text in left:
        print("missing:", text)
    print(f"{len(catalogue)} texts, {len(left)} without Swedish")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
