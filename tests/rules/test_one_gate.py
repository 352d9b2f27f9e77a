"""One gate each: strangers' files, addresses that leave, text on paper, cells. A way past one fails here, with its line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.services.reader_list import READERS

PACKAGE = Path(__file__).parents[2] / "outreach"

#: What reads a stranger's bytes, and may be called by `reader_child.py` alone; and what the composites are made of.
READING = {reader.place.partition(":")[2] for reader in READERS.values()} | {
    "as_jpeg", "checked_logo", "codes_in", "codes_in_frame", "open_packed", "open_picture", "read_answer_file", "read_answer_mail",
    "read_answer_mails", "read_blocks", "read_codes", "read_contact_table", "read_itip", "read_json", "read_ldif", "read_message",
    "read_notice", "read_ocds", "read_table", "read_workbook", "refusal_of", "tidied",
}  # fmt: skip
#: Modules whose functions a reader's process runs.
INSIDE = {"services/reader_child.py", "services/reader_list.py"}


#: Without one of these words in it, a source need not be taken apart.
SUSPECT = re.compile(rf"\b(?:{'|'.join(sorted(READING))}|(?:chosen|format|found_format)\.read)\b")


def ways_past_the_readers(source: str) -> Iterator[str]:
    """Yield each import of a reader from `formats` or `print`, and each call of a format's own `read`."""
    for node in ast.walk(ast.parse(source)) if SUSPECT.search(source) else ():
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("outreach.formats", "outreach.print")):
            yield from (f"{node.lineno}: {one.name}" for one in node.names if one.name in READING)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "read":
            of = node.func.value
            if isinstance(of, ast.Name) and of.id in ("chosen", "format", "found_format"):
                yield f"{node.lineno}: {of.id}.read"


def calls(source: str, name: str) -> list[int]:
    """Return the lines that call something of this name."""
    found = []
    for node in ast.walk(ast.parse(source)) if f"{name}(" in source else ():
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == name:
                found.append(node.lineno)
    return found


def modules(*rooms: str) -> Iterator[tuple[str, str]]:
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            yield path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")


def test_no_service_and_no_door_reads_a_strangers_file_itself():
    found = {name: list(ways_past_the_readers(text)) for name, text in modules("services", "cli", "ui") if name not in INSIDE}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from outreach.formats.vcard import looks_like_vcard, read_cards",
        "def f():\n    from outreach.formats.table_source import read_source as r",
        "x = chosen.read(data, name)",
        "from outreach.print.logo import checked_logo",
    ],
)
def test_control_a_way_past_the_readers_is_found(source):
    assert list(ways_past_the_readers(source))


def test_each_reader_has_its_gate():
    asked = set(re.findall(r'POOL\.(?:ask|each)\("([^"]+)"', (PACKAGE / "services/readers.py").read_text("utf-8")))
    assert asked == set(READERS)


@pytest.mark.parametrize(
    ("name", "rooms", "only"),
    [
        ("openUrl", ("ui", "cli", "services"), {"ui/opening.py"}),
        ("Paragraph", ("print", "services"), set()),
        ("XPreformatted", ("print", "services"), set()),
        ("writer", ("formats", "services", "cli", "ui"), {"formats/table.py", "services/cells.py"}),
        ("WriteOnlyCell", ("formats", "services"), {"formats/table_workbook.py"}),
    ],
)
def test_only_the_gate_calls(name, rooms, only):
    assert {module for module, text in modules(*rooms) if calls(text, name)} <= only


def test_control_a_call_past_a_gate_is_found():
    assert calls("QDesktopServices.openUrl(QUrl(x))\n", "openUrl") == [1]
    assert calls("\nParagraph(name, style)", "Paragraph") == [2]


def test_reportlab_fetches_nothing():
    from reportlab import rl_config

    import outreach.print.document  # noqa: F401

    assert rl_config.trustedSchemes == ["data"]
    assert rl_config.trustedHosts == []
