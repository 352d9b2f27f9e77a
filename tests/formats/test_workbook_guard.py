"""Workbooks that must not be opened, and what reading one costs: a sentence each, at once, in little memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook

from outreach.domain.table_mapping import TableWishes
from outreach.formats import table_workbook, workbook_guard
from outreach.formats.table import read_table
from outreach.formats.table_workbook import write_workbook
from outreach.services import readers
from outreach.services.reader_process import BROKE, POOL, TOO_HUNGRY, TOO_SLOW
from tests.formats.workbook_makers import old_workbook, open_document

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def with_sheet(xml: bytes, **more: bytes) -> bytes:
    """A sound workbook, its sheet replaced."""
    whole = io.BytesIO(write_workbook(["Namn"], [["x"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == SHEET else source.read(name))
        for name, data in more.items():
            target.writestr(name, data)
    return out.getvalue()


def bomb() -> bytes:
    """131 KB that unpack to two million rows of one shared formula."""
    return with_sheet(HEAD + b'<row><c><f t="shared" si="0"/><v>1</v></c></row>' * 2_000_000 + TAIL)


def reason(data: bytes) -> str:
    found = read_table(data, TableWishes())
    assert found.cards == []
    assert len(found.problems) == 1
    return found.problems[0].reason


@contextmanager
def no_reader() -> Iterator[None]:
    """Fail when the process that lays a workbook out is started: what is refused here costs no more than being weighed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_workbook, "_asked", lambda *_: pytest.fail("the workbook was opened"))
        yield


def test_a_small_workbook_of_two_million_rows_is_refused_in_less_than_300_megabytes(tmp_path: Path) -> None:
    data = bomb()
    assert len(data) < 400_000
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(data)
    # ru_maxrss would count what this process held when it started the other; the high-water mark of its own memory does not.
    if not Path("/proc/self/status").exists():
        pytest.skip("no high-water mark to read here")
    code = (
        "import json, re, sys, time; from pathlib import Path\n"
        "from outreach.formats.table import read_table; from outreach.domain.table_mapping import TableWishes\n"
        "data = Path(sys.argv[1]).read_bytes(); began = time.perf_counter()\n"
        "found = read_table(data, TableWishes()); took = time.perf_counter() - began\n"
        "most = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text()).group(1))\n"
        "print(json.dumps([took, most, [one.reason for one in found.problems]]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    took, most, reasons = json.loads(done.stdout)
    # Seconds are measured and told; a slow machine is no fault of the guard. What it opens is bounded below.
    sys.stdout.write(f"\nrefused in {took:.2f} s, {most / 1024:.0f} MB\n")
    assert most / 1024 < 300
    assert reasons == [workbook_guard.UNPACKS_TOO_FAR]


def test_a_directory_that_lies_about_sizes_does_not_help_the_bomb() -> None:
    data = bytearray(bomb())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo(SHEET).file_size
    for at in range(len(data)):
        # The size stands in the central directory and in the local header; both tell one kilobyte now.
        if data[at : at + 4] == size.to_bytes(4, "little"):
            data[at : at + 4] = (1024).to_bytes(4, "little")
    unpacked: list[int] = []
    plain = workbook_guard._unpacked

    def counted(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
        for piece in plain(data, part):
            unpacked.append(len(piece))
            yield piece

    with no_reader(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook_guard, "_unpacked", counted)
        assert reason(bytes(data)) in (workbook_guard.UNPACKS_TOO_FAR, workbook_guard.TOO_MANY_ROWS)
    # The weighing stops where the budget ends; the whole of it would be many times as much.
    sys.stdout.write(f"\n{sum(unpacked):,} of {size:,} bytes were unpacked\n")
    assert sum(unpacked) < size / 3


def test_too_many_rows_are_refused_and_never_cut() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n * 7919 % 99991) for n in range(1, 202_500))
    assert reason(with_sheet(HEAD + rows + TAIL)) == workbook_guard.TOO_MANY_ROWS
    assert reason(b"Namn;Ort\r\n" + b"Anna Berg;Falun\r\n" * 200_001) == workbook_guard.TOO_MANY_ROWS


def test_two_cells_far_apart_do_not_cost_all_between_them() -> None:
    far = HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + TAIL
    with no_reader():
        assert reason(with_sheet(far)) == workbook_guard.TOO_MANY_CELLS


def test_things_outside_the_workbook_are_not_fetched() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + HEAD + b"<row><c><v>&e;</v></c></row>" + TAIL
    assert reason(with_sheet(entity)) == workbook_guard.OPEN_ENTITIES


def test_a_packed_file_inside_a_packed_file_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("inner.zip", bomb())
    assert reason(out.getvalue()) == workbook_guard.NO_WORKBOOK


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"x" * 500, workbook_guard.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20, workbook_guard.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), workbook_guard.LOCKED),
    ],
    ids=["damaged xlsx", "garbage xls", "password"],
)
def test_what_is_damaged_or_locked_says_so(data: bytes, said: str) -> None:
    assert reason(data) == said


def test_a_binary_workbook_says_what_to_do() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.bin", b"x")
    assert reason(out.getvalue()) == workbook_guard.BINARY_WORKBOOK


def test_hidden_sheets_stand_behind_merged_cells_and_numbers_are_as_excel_shows_them() -> None:
    book = Workbook()
    hidden = book.active
    hidden.title = "Gömt"
    hidden.sheet_state = "hidden"
    hidden.append(["Företag", "E-post"])
    hidden.append(["Fel AB", "fel@fel.example"])
    sheet = book.create_sheet("Utställare")
    sheet["B2"] = "Företagsgalan 2026"
    sheet.merge_cells("B2:E2")
    for at, cells in enumerate((["Utställare", "Org.nr", "Telefon", "Datum"], ["Ek AB", 2120000142.0, 701234567.0, "x"]), 4):
        for column, value in enumerate(cells, 2):
            sheet.cell(at, column, value)
    sheet["B6"] = "Summa"
    sheet["C6"] = 1
    out = io.BytesIO()
    book.save(out)
    found = read_table(out.getvalue(), TableWishes())
    assert [(one.name, one.hidden) for one in found.plan.source.sheets] == [("Gömt", True), ("Utställare", False)]
    assert (found.plan.source.sheet, found.plan.heading_row) == ("Utställare", 4)
    (card,) = found.cards
    assert (card.line, card.organisation, card.org_number) == (5, "Ek AB", "2120000142")
    assert [phone.number for phone in card.phones] == ["+46701234567"]
    other = read_table(out.getvalue(), TableWishes(sheet="Gömt"))
    assert [card.organisation for card in other.cards] == ["Fel AB"]
    missing = read_table(out.getvalue(), TableWishes(sheet="Blad7"))
    assert [problem.values for problem in missing.problems] == [{"name": "Blad7"}]


ROWS: list[list[str | float]] = [["Företag", "Org.nr", "Telefon"], ["Åsgårdens Bygg AB", 2120000142.0, 701112233.0]]


@pytest.mark.parametrize(("form", "data"), [("xls", old_workbook("Blad1", ROWS)), ("ods", open_document("Blad1", ROWS))])
def test_old_excel_and_open_document_workbooks_are_read(form: str, data: bytes) -> None:
    found = read_table(data, TableWishes())
    assert found.problems == []
    assert (found.plan.source.form, found.plan.source.sheet, found.plan.source.sheets[0].rows) == (form, "Blad1", 2)
    (card,) = found.cards
    assert (card.line, card.organisation, card.org_number) == (2, "Åsgårdens Bygg AB", "2120000142")
    assert card.phones[0].number == "+46701112233"


@pytest.mark.parametrize("repeated", ["rows", "columns"])
def test_a_cell_that_repeats_itself_two_million_times_is_refused(repeated: str) -> None:
    said = f'table:number-{repeated}-repeated="2000000"'
    row, cell = (said, "") if repeated == "rows" else ("", said)
    filled = (
        f'<table:table-row {row}><table:table-cell {cell} office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )
    with no_reader():
        assert reason(open_document("Blad1", ROWS, filled)) == workbook_guard.TOO_MANY_ROWS


def test_a_reader_that_dies_of_its_file_takes_nobody_along() -> None:
    # The weighing lets this one pass: 900 columns of 100,000 rows, repeated, are 90 million cells.
    filled = (
        '<table:table-row table:number-rows-repeated="100000"><table:table-cell table:number-columns-repeated="900" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    found = readers.read_source(open_document("Blad1", ROWS, filled), TableWishes())
    assert found.refused is not None
    assert found.refused.reason in (workbook_guard.DAMAGED, workbook_guard.TOO_MANY_ROWS, BROKE, TOO_HUNGRY, TOO_SLOW)
    assert POOL.used.memory < 512_000_000
    assert readers.read_source(b"Namn\nAnna Ek\n", TableWishes()).rows, "the next file is read"
