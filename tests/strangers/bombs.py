"""The bomb list (reliability.md, 1E), made when it is thrown, so that no virus scanner finds it in the repository."""

# ruff: noqa: E501 - tables of bytes
from __future__ import annotations

import gzip
import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from outreach.services.reader_process import POOL
from tests.strangers.importers import IMPORTERS

_VCARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Ek\r\n%sEND:VCARD\r\n"
_EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n%sBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    b"DTSTART:20260101T000000Z\r\nDTEND:20260101T010000Z\r\nSUMMARY:x\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True, slots=True)
class Bomb:
    """One file, made by `make`, for one importer. `clean` says that it is harmless once its bad part is left out."""

    name: str
    importer: str
    make: Callable[[], bytes]
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Thrown:
    """What came of it: processor and clock seconds, peak bytes, and what was said."""

    bomb: Bomb
    size: int
    seconds: float
    clock: float
    peak: int
    said: tuple[str, ...]
    raised: str

    @property
    def held(self) -> bool:
        """Whether the promise was kept: nothing raised, 2 s (10 s for files of more than 1 MB), 512 MB, a reason said."""
        most = 2.0 if self.size <= 1_000_000 else 10.0
        said = bool(self.said) or self.bomb.clean
        return not self.raised and self.seconds <= most + 0.3 and self.peak <= 512_000_000 and said

    def row(self) -> str:
        """One line of the table."""
        mark = "held " if self.held else "BROKE"
        said = self.raised or (self.said[0] if self.said else "read")
        return (
            f"{mark} {self.bomb.importer:10} {self.bomb.name:34} {self.size / 1e6:7.2f} MB  {self.seconds:5.2f} s "
            f"(clock {self.clock:5.2f})  {self.peak / 1e6:4.0f} MB  {said[:70]}"
        )


def thrown(bomb: Bomb) -> Thrown:
    """Make a bomb and read it through the gate."""
    data = bomb.make()
    said: tuple[str, ...] = ()
    raised = ""
    POOL.used.seconds = POOL.used.memory = 0
    begun = time.perf_counter()
    try:
        said = tuple(problem.reason for problem in IMPORTERS[bomb.importer].read(data))
    except Exception as error:  # noqa: BLE001 - nothing at all may come out of the gate
        raised = repr(error)
    clock = time.perf_counter() - begun
    return Thrown(bomb, len(data), POOL.used.seconds, clock, POOL.used.memory, said, raised)


def png(width: int, height: int) -> bytes:
    """A PNG of one colour, packed to almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8 + (width % 8 > 0))
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def workbook(sheet: Callable[[], bytes]) -> bytes:
    """A sound workbook, its sheet replaced."""
    from outreach.formats.table_workbook import write_workbook

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_workbook(["Namn"], [["x"]]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            target.writestr(name, sheet() if name == _SHEET else source.read(name))
    return out.getvalue()


def _rows(count: int) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * count + b"</sheetData></worksheet>"


def _many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", b"<x/>")
        for number in range(3_000):
            packed.writestr(f"xl/{number}", b"x")
    return out.getvalue()


def _zip(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return out.getvalue()


def _laughs(root: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + entities + b"]>" + root % b"&a11;"


_NOTICE = b'<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2">%s</ContractNotice>'
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">%s</svg>'


def _nested_mail(depth: int) -> bytes:
    head = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return head + parts + b"Content-Type: text/calendar\r\n\r\nx\r\n"


def _many_mail_parts(count: int) -> bytes:
    head = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"--b\r\nContent-Type: text/calendar\r\n\r\nx\r\n" * count + b"--b--\r\n"


BOMBS = (
    Bomb("56 bytes without a colon", "vcard", lambda: _VCARD % (b"FN" + b";A=," * 14 + b"\r\n"), clean=True),
    Bomb("quotation marks past a lax guard", "vcard", lambda: _VCARD % (b"TEL;A=" + b'"b",' * 40 + b'c"d":x\r\n'), clean=True),
    Bomb("a line of 4 MB", "vcard", lambda: _VCARD % (b"NOTE:" + b"x" * 4_000_000 + b"\r\n"), clean=True),
    Bomb("50,000 parameters", "vcard", lambda: _VCARD % (b"TEL" + b";A=b" * 50_000 + b":1\r\n"), clean=True),
    Bomb("a photo of 4.9 MB", "vcard", lambda: _VCARD % (b"PHOTO;ENCODING=b:" + b"QUJD" * 1_220_000 + b"\r\n"), clean=True),
    Bomb("20,000 cards inside each other", "vcard", lambda: b"BEGIN:VCARD\r\n" * 20_000 + b"END:VCARD\r\n" * 20_000),
    Bomb("300,000 cards of nothing", "vcard", lambda: b"BEGIN:VCARD\nEND:VCARD\n" * 230_000),
    Bomb("quoted-printable without end", "vcard", lambda: _VCARD % (b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=0D=\r\n" * 150_000)),
    Bomb("every second", "icalendar", lambda: _EVENT % (b"", b"RRULE:FREQ=SECONDLY\r\n")),
    Bomb("every minute for ever", "icalendar", lambda: _EVENT % (b"", b"RRULE:FREQ=MINUTELY;INTERVAL=1\r\n")),
    Bomb("a rule that never comes true", "icalendar",
         lambda: _EVENT % (b"", b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"), clean=True),
    Bomb("100,000 deep", "icalendar", lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000),
    Bomb("200,000 components", "icalendar", lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VTODO\r\nEND:VTODO\r\n" * 200_000),
    Bomb("a zone with 100,000 rules", "icalendar", lambda: _EVENT % (
        b"BEGIN:VTIMEZONE\r\nTZID:x\r\n" + b"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        b"RRULE:FREQ=DAILY\r\nEND:STANDARD\r\n" * 70_000 + b"END:VTIMEZONE\r\n", b""), clean=True),
    Bomb("100,000 guests", "itip", lambda: _EVENT % (b"METHOD:REPLY\r\n", b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\r\n" * 100_000)),
    Bomb("2 million rows in 131 KB", "workbook", lambda: workbook(lambda: _rows(2_000_000))),
    Bomb("3,000 parts", "workbook", _many_parts),
    Bomb("cells a million apart", "workbook", lambda: workbook(lambda: _rows(1).replace(
        b"<row>", b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="1048576">').replace(
        b'<c t="inlineStr"><is><t>x</t></is></c></row></sheetData>', b'<c r="XFD1048576"><v>1</v></c></row></sheetData>'))),
    Bomb("a workbook with entities", "workbook", lambda: workbook(lambda: _laughs(b"<worksheet><sheetData>%s</sheetData></worksheet>"))),
    Bomb("billion laughs", "eforms", lambda: _laughs(_NOTICE)),
    Bomb("a file of ours (XXE)", "eforms", lambda: (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + _NOTICE % b"&e;")),
    Bomb("a parameter entity from the net", "eforms", lambda: (
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + _NOTICE % b"")),
    Bomb("XInclude", "eforms", lambda: _NOTICE % b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hostname"/>'),
    Bomb("200,000 elements deep", "eforms", lambda: b"<ContractNotice>" + b"<a>" * 200_000),
    Bomb("a million attributes", "eforms", lambda: (
        b"<ContractNotice " + b" ".join(b'a%d=""' % n for n in range(100_000)) + b"/>")),
    Bomb("200,000 lists deep", "ocds", lambda: b'{"releases":' + b"[" * 200_000),
    Bomb("200,000 objects deep", "ocds", lambda: b'{"releases":[' + b'{"a":' * 200_000),
    Bomb("a number of 5 million digits", "ocds", lambda: b'{"releases":[{"ocid":' + b"9" * 5_000_000 + b"}]}"),
    Bomb("NaN", "ocds", lambda: b'{"releases":[{"ocid":"x","tender":{"value":{"amount":NaN}}}]}'),
    Bomb("Infinity", "ocds", lambda: b'{"releases":[{"ocid":"x","tender":{"value":{"amount":-Infinity}}}]}'),
    Bomb("a name twice", "ocds", lambda: b'{"releases":[{"ocid":"x","ocid":"y"}]}'),
    Bomb("an exponent of a million", "ocds", lambda: (
        b'{"releases":[{"ocid":"x","id":"1","date":"2026-01-01T00:00:00Z","tag":["tender"],"tender":{"id":"1","value":'
        b'{"amount":1e1000000,"currency":"SEK"}}}]}'), clean=True),
    Bomb("a cell of 5 MB", "table", lambda: b"Namn;E-post\n" + b"x" * 5_000_000 + b";a@x.example\n"),
    Bomb("an open quotation mark", "table", lambda: b'Namn;E-post\n"' + b"x;y\n" * 500_000),
    Bomb("zero bytes", "table", lambda: b"Namn;E-post\nAn\x00na;a@x.example\n" + b"\x00" * 900_000, clean=True),
    Bomb("a million columns", "table", lambda: b"Namn" + b";" * 1_000_000 + b"\nAnna\n", clean=True),
    Bomb("3 million rows", "table", lambda: b"Namn;E-post\n" + b"a;b\n" * 3_000_000),
    Bomb("a base64 of 10 MB", "ldif", lambda: b"dn: cn=x\ncn:: " + b"QUJD" * 2_500_000 + b"\n"),
    Bomb("a file of ours in an address book", "ldif", lambda: b"dn: cn=x\ncn:< file:///etc/hostname\nmail: a@x.example\n", clean=True),
    Bomb("42 zeros", "zip", lambda: _zip(("a.csv", bytes(120_000_000)))),
    Bomb("a ZIP in a ZIP in a ZIP", "zip", lambda: _zip(("a.zip", _zip(("b.zip", _zip(("c.csv", bytes(10_000_000)))))))),
    Bomb("20,000 entries", "zip", lambda: _zip(*((f"{n}.vcf", b"x") for n in range(20_000)))),
    Bomb("names outside", "zip", lambda: _zip(("../../../tmp/x.csv", b"Namn\nx\n"), ("/etc/x.csv", b"x"), ("C:\\x.csv", b"x"))),
    Bomb("a package of zeros", "package", lambda: _zip(("package.json", bytes(90_000_000)))),
    Bomb("12,000 × 12,000 pixels in 17 KB", "picture", lambda: png(12_000, 12_000)),
    Bomb("60,000 × 60,000 pixels", "picture", lambda: png(60_000, 60_000)),
    Bomb("a logo of 12,000 × 12,000", "logo", lambda: png(12_000, 12_000)),
    Bomb("a drawing that laughs", "logo", lambda: _laughs(_SVG)),
    Bomb("a drawing that reads a file", "logo", lambda: _SVG % b'<image xlink:href="file:///etc/hostname" width="9" height="9"/>', clean=True),
    Bomb("a drawing with 50,000 copies of copies", "logo", lambda: _SVG % (
        b'<g id="a0"><path d="M0 0h1"/></g>' + b"".join(
            b'<g id="a%d">' % n + b'<use xlink:href="#a%d"/>' % (n - 1) * 10 + b"</g>" for n in range(1, 9))), clean=True),
    Bomb("1,000 deep", "mail", lambda: _nested_mail(1_000)),
    Bomb("100,000 parts", "mail", lambda: _many_mail_parts(100_000)),
    Bomb("100,000 references", "message", lambda: (
        b"From: a@x.example\r\nTo: " + b'"x" <b@x.example>, ' * 100_000 + b"\r\nSubject: x\r\n\r\nx\r\n"), clean=True),
    Bomb("=?utf-8?Q? 50,000 times", "message", lambda: (
        b"From: " + b"=?utf-8?Q?=C3=A5?= " * 50_000 + b"<a@x.example>\r\nSubject: x\r\n\r\nx\r\n"), clean=True),
    Bomb("20,000 brackets pasted", "code", lambda: b"(" * 2_000 + b"a@" * 1_000, clean=True),
    Bomb("gzip that claims to be a card", "vcard", lambda: gzip.compress(bytes(4_000_000))),
    Bomb("bids in a bomb", "opening", lambda: workbook(lambda: _rows(2_000_000))),
    Bomb("statistics in a bomb", "statistics", lambda: workbook(lambda: _rows(2_000_000))),
)  # fmt: skip
