"""Names of files, cells, addresses, calendars and paper: what a stranger wrote stays what it is, and does nothing."""

# ruff: noqa: E501 - tables of hostile texts
from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outreach.domain.contact import Email, Phone
from outreach.domain.event import Event
from outreach.domain.file_name import MOST_BYTES, safe_name
from outreach.domain.person import Card
from outreach.domain.when import zoned
from outreach.errors import CannotWrite
from outreach.formats.table import card_rows, read_contact_table, write_table
from outreach.language import Language
from outreach.services.exports import write_file
from outreach.services.invitation_files import free_name

ROOT = Path(__file__).parents[2]

# Names of files -----------------------------------------------------------------------------------------------------------

EVIL = (
    "../../etc/passwd", "..\\..\\x", "C:\\x", "C:", "CON", "nul.pdf", "com1", "LPT9.txt", "COM¹", "x.", "x ", "x...", ".hidden", "~", "~root/x",
    "-rf", "--help", "a\x00b", "a\nb", "a\x1b[31mb", "\u202egpj.exe", "a\u200bb", "å" * 300, "😀" * 100, "a" * 5_000, "", " ", ".", "..", "/",
    "\\", "a/b", "a|b", "a?b*c", '"x"', "<x>", "a:b:$DATA", "\ud800", "e\u0301" * 90, "x\u2028y", "aux .txt", "conin$", "%2e%2e%2fx", "$(id)", "`id`",
)  # fmt: skip


def evil_names(count: int) -> list[str]:
    chance = random.Random(28)
    made = [*EVIL]
    while len(made) < count:
        made.append("".join(chance.choice([*EVIL, "a", "/", "..", "\\", ".", " "]) for _ in range(chance.randrange(1, 5))))
    return made


def test_300_hostile_names_land_inside_the_folder(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for text in evil_names(300):
        name = safe_name(text, ".pdf")
        assert len(name.encode()) <= MOST_BYTES
        assert name.isprintable()
        assert not name.startswith(("-", "~", "."))
        assert not re.match(r"(?i)(con|nul|aux|prn|com.|lpt.|conin\$)\s*\.", name)
        assert not set(name) & set('<>:"/\\|?*')
        path = free_name(folder, name.removesuffix(".pdf"), ".pdf", frozenset())
        write_file(path, b"x", new=True)
        assert path.resolve().parent == folder.resolve()
    assert len(list(folder.iterdir())) == 300
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_nothing_is_written_over_and_no_link_followed(tmp_path):
    aim, folder = tmp_path / "aim.txt", tmp_path / "folder"
    folder.mkdir()
    aim.write_text("mine")
    for link in ("x.pdf", "y.pdf"):
        (folder / link).symlink_to(aim if link == "x.pdf" else tmp_path / "nowhere")
    assert free_name(folder, "y", ".pdf", frozenset()).name == "y (2).pdf"
    for link in ("x.pdf", "y.pdf"):
        with pytest.raises(CannotWrite):
            write_file(folder / link, b"theirs", new=True)
    write_file(folder / "x.pdf", b"theirs")
    assert aim.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_control_a_plain_open_follows_the_link(tmp_path):
    (tmp_path / "aim").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "aim")
    (tmp_path / "link").write_text("theirs")
    assert (tmp_path / "aim").read_text() == "theirs"


# Cells ----------------------------------------------------------------------------------------------------------------------

TRIGGERS = ("+46", "-5", "=1+1", "@SUM(A1)", "\tx", "'", "'=x", "''+1", "+", "=", "-", "%x", "|x", "=cmd|' /C calc'!A0", '"x', ";x", "x\ny")


def cards(count: int) -> list[Card]:
    chance = random.Random(26)
    return [
        Card(
            line=number + 2,
            name=f"{chance.choice(TRIGGERS).strip()} Ek {number}",
            organisation=f"{chance.choice(('=', '+', '-', '@', ''))}Bygg {number % 700} AB",
            title=chance.choice(("VD", "=VD", "+VD")),
            emails=(Email(f"a{number}@ek.example"),),
            phones=(Phone(f"+4670{1_000_000 + number}"),),
            note=chance.choice(TRIGGERS).strip(),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_contacts_go_out_and_come_back_equal_and_no_cell_is_a_formula(suffix):
    sent = cards(300)
    data = write_table(*card_rows(sent), suffix)
    read, problems = read_contact_table(data, f"x.{suffix}")
    assert problems == []
    for before, after in zip(sent, read, strict=True):
        assert (after.name, after.organisation, after.title, after.emails, after.phones, after.note) == (
            before.name, before.organisation, before.title, before.emails, before.phones, before.note,
        )  # fmt: skip
    if suffix == "csv":
        cells = [cell for line in data.decode("utf-8-sig").splitlines() for cell in line.split(";")]
        assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@", "\t"))]
    else:
        from io import BytesIO

        from openpyxl import load_workbook

        kinds = {cell.data_type for row in load_workbook(BytesIO(data)).active.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}


def test_control_openpyxl_alone_makes_a_formula():
    from openpyxl import Workbook

    sheet = Workbook().active
    sheet.append(["=1+1"])
    assert sheet["A1"].data_type == "f"


# Calendars and cards that we write ---------------------------------------------------------------------------------------------

INJECTIONS = (
    "x\r\nATTENDEE:mailto:e@x.example", "x\nBEGIN:VALARM\nACTION:PROCEDURE\nEND:VALARM", "x\rURL:javascript:x", "x\u2028DTSTART:19700101",
    "x\r\n SUMMARY:y", "x\x0bEND:VEVENT", "x\x85END:VCALENDAR\r\nBEGIN:VCALENDAR",
)  # fmt: skip


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_adds_a_line_to_a_calendar_or_a_card(text):
    from outreach.formats.icalendar_file import write_calendar
    from outreach.formats.vcard import write_cards

    when = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0))

    def names(data: bytes) -> list[str]:
        whole = data.decode().replace("\r\n ", "").replace("\r\n\t", "")
        return [re.split("[:;]", line)[0] for line in re.split("\r\n|\n|\r", whole)]

    event = Event(title=text, place=text, description=text, when=when, uid="1@x.example")
    plain = Event(title="x", place="x", description="x", when=when, uid="1@x.example")
    with_it, without = (write_calendar([one], stamp=datetime(2026, 1, 1, tzinfo=UTC), language=Language("sv")) for one in (event, plain))
    assert names(with_it) == names(without)
    card = Card(line=0, name=text, organisation=text, title=text, note=text)
    assert names(write_cards([card])) == names(write_cards([Card(line=0, name="x", organisation="x", title="x", note="x")]))


# Addresses that leave ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "smb://x/y", "ms-msdt:/id", "vbscript:x", "HTTPS", "https://", "https:",
     "http:///x", "mailto:", "tel:\n112", "https://x.example/\u202e", " https://x.example", "", "//x.example", "ftp://x.example", "qrc:/x"],
)  # fmt: skip
def test_nothing_but_web_mail_telephone_and_maps_is_opened(address, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    from outreach.ui.opening import open_address

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail(f"opened {url}"))
    assert not open_address(address)


@pytest.mark.parametrize("address", ["https://x.example/a?b=c", "mailto:a@x.example?subject=x", "tel:+46701234567", "geo:59.3,18.0"])
def test_those_are(address, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    from outreach.ui.opening import open_address

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    assert open_address(address)


# Paper -------------------------------------------------------------------------------------------------------------------------


def nasty(count: int) -> list[str]:
    chance = random.Random(48)
    parts = ["<b>", "</b>", "<anna@x.se>", "& Co", "&amp;", "ł", "ő", "Ğ", "Ж", "Ω", "å", "(", ")", "\\", "%s", "{0}", "<img src='file:///x'/>",
             "<a href='javascript:x'>", "]]>", "Bygg AB", "'", '"', "–", "ß", "ń", "Đ"]  # fmt: skip
    return [f"{number} {' '.join(chance.choice(parts) for _ in range(chance.randrange(1, 6)))}" for number in range(count)]


def test_200_nasty_names_stand_on_paper_as_they_are():
    from outreach.domain.printed_list import PrintedList
    from outreach.print.list_sheet import draw_list
    from tests.print.good_pdf import one_line, text_of

    names = nasty(200)
    pdf = draw_list(PrintedList(title="Namn", header=("Namn",), rows=tuple((name,) for name in names), printed=date(2026, 12, 3)))
    said = text_of(pdf)
    assert [name for name in names if one_line(name) not in said] == []
    assert "■" not in said
    assert b"/URI" not in pdf


def test_control_a_bare_paragraph_drops_an_address():
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    drawn = Paragraph("Bygg AB &amp; Co <anna@x.se>", getSampleStyleSheet()["Normal"])
    assert "anna" not in drawn.getPlainText()


# Nothing calls out --------------------------------------------------------------------------------------------------------------

QUIET = """
    from tests.strangers.bombs import BOMBS, thrown
    from tests.strangers.importers import IMPORTERS
    from tests.strangers.mutants import mutants
    try: open("/strangers-begin")
    except OSError: pass
    for bomb in BOMBS:
        if bomb.importer in ("eforms", "ldif", "logo", "vcard", "icalendar", "mail") and bomb.name.split()[0] in (
            "a", "XInclude", "every", "56", "billion"
        ) and "MB" not in bomb.name and "100,000" not in bomb.name:
            thrown(bomb)
    for name, importer in IMPORTERS.items():
        for data in mutants(importer.samples()[:9], 1, 5):
            importer.read(data)
    from datetime import date
    from outreach.domain.printed_list import PrintedList
    from outreach.print.list_sheet import draw_list
    draw_list(PrintedList(title="x", header=("x",), rows=(("<img src='http://127.0.0.1:1/x'/>",),), printed=date(2026, 12, 3)))
"""


def trace(code: str, folder: Path) -> list[str]:
    log = folder / "calls"
    command = ["unshare", "-n", "strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,openat,socket", "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder)},
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"this system cannot watch the calls of a process: {done.stderr[-200:]}")
    return log.read_text("utf-8", "replace").splitlines()


def outside(calls: list[str]) -> list[str]:
    """Calls that reach the network, or open a file that is neither the program's, Python's, the system's libraries' nor a scratch."""
    roots = (str(ROOT), str(ROOT.parent / "shared" / "data"), sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), "/usr/", "/lib",
             "/proc/", "/dev/", "/sys/", "/tmp/", "/etc/ld.so", "/etc/localtime", "/etc/mime.types", "/etc/fonts", "/var/cache/fontconfig",
             str(Path(sys.executable).resolve().parents[1]))  # fmt: skip
    begun, found = False, []
    for line in calls:
        begun = begun or "/strangers-begin" in line
        if not begun:
            continue
        if re.search(r"\b(connect|socket)\(", line) and "EPERM" not in line:
            found.append(line)
        opened = re.search(r'\bopen(?:at)?\((?:AT_FDCWD, )?"(/[^"]*)"', line)
        # A name that strace has begun to write when another thread calls is told twice; what came of it stands in the other line.
        if opened and not opened[1].startswith(roots) and "ENOENT" not in line and not _came_to_nothing(line, calls):
            found.append(line)
    return found


def _came_to_nothing(line: str, calls: list[str]) -> bool:
    """Say whether an unfinished call was resumed, by the same process, with the answer that there is no such file."""
    if "<unfinished" not in line:
        return False
    process, at = line.split(maxsplit=1)[0], calls.index(line)
    resumed = next((one for one in calls[at + 1 :] if one.startswith(process) and "resumed>" in one), "")
    return "ENOENT" in resumed


@pytest.mark.skipif(sys.platform != "linux", reason="strace and unshare are Linux's")
def test_no_file_makes_the_program_read_the_disk_or_call_out(tmp_path):
    calls = trace(QUIET, tmp_path)
    assert any("/strangers-begin" in line for line in calls)
    assert outside(calls) == []


@pytest.mark.skipif(sys.platform != "linux", reason="strace and unshare are Linux's")
def test_control_a_parser_that_resolves_entities_is_seen_reading_the_disk(tmp_path):
    calls = trace(
        """
        from lxml import etree
        try: open("/strangers-begin")
        except OSError: pass
        etree.fromstring(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>', etree.XMLParser(resolve_entities=True))
        import socket
        try: socket.create_connection(("127.0.0.1", 1))
        except OSError: pass
        """,
        tmp_path,
    )
    assert any("/etc/hostname" in line for line in outside(calls))
    assert any("connect" in line or "socket" in line for line in outside(calls))
