"""ZIP files of a stranger: what is opened, what is refused in one sentence, and that nothing is written or eats the machine."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from outreach.formats.packed_files import Entry, looks_like_zip, open_packed
from outreach.formats.registry import identify
from outreach.language import Language

MEGABYTE = 1_000_000


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in entries:
            file.writestr(name, data)
    return buffer.getvalue()


def opened(data: bytes, limit: int = 50 * MEGABYTE) -> list[Entry]:
    return list(open_packed(data).entries(lambda _head, _name: limit))


def said(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    language = Language("en")
    return [(one.name, language.say(one.problem.reason, **one.problem.values) if one.problem else "") for one in entries]


def refused(data: bytes) -> str:
    """Open with no more than 50 MB beside the file itself, and return the sentence."""
    tracemalloc.start()
    found = open_packed(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.problem is not None
    assert list(found.entries(lambda _head, _name: MEGABYTE)) == []
    assert peak < 50 * MEGABYTE
    return Language("en").say(found.problem.reason, **found.problem.values)


def test_entries_come_with_their_names_and_litter_is_left_out() -> None:
    data = packed(
        ("2026/a.xml", b"<a/>"), ("2026/", b""), ("__MACOSX/2026/._a.xml", b"x"), ("Thumbs.db", b"x"), ("b.vcf", b"BEGIN:VCARD")
    )
    assert [(one.name, one.data) for one in opened(data)] == [("2026/a.xml", b"<a/>"), ("b.vcf", b"BEGIN:VCARD")]
    assert open_packed(data).count == 2


@pytest.mark.parametrize("first", ["[Content_Types].xml", "xl/workbook.xml", "_rels/.rels", "mimetype"])
def test_a_workbook_is_a_table_whatever_it_is_called(first: str) -> None:
    head = packed((first, b"<x/>"), ("xl/styles.xml", b"<x/>"))[:4096]
    assert not looks_like_zip(head)
    chosen = identify(head, "lista.xlsx")
    assert chosen is not None
    assert chosen.name == "table"


def test_a_zip_is_known_by_its_content_not_by_its_name() -> None:
    head = packed(("annons.xml", b"<a/>"))[:4096]
    for name in ("notices.zip", "notices.xlsx", "notices"):
        chosen = identify(head, name)
        assert chosen is not None
        assert chosen.name == "zip"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.xml", "C:\\x.xml", "a/../../x.xml"])
def test_a_name_that_points_outside_is_told_and_its_file_left_out(name: str) -> None:
    entries = opened(packed((name, b"<a/>"), ("good.xml", b"<b/>")))
    assert [sentence for _, sentence in said(entries)] == ["The name points outside the ZIP file; the file was left out.", ""]
    assert entries[1].data == b"<b/>"


def test_a_name_cannot_steer_a_terminal() -> None:
    ((name, _),) = said(opened(packed(("a\x1b[2J\nb.xml", b"<a/>"))))
    assert name.isprintable()


def test_links_and_zips_within_zips_are_left_out() -> None:
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = 0o120777 << 16
    sentences = [one for _, one in said(opened(packed((link, b"/etc/passwd"), ("more.xml", packed(("a.xml", b"<a/>"))))))]
    assert sentences == [
        "This is a link to another file, not a file; it was left out.",
        "A ZIP file within a ZIP file is not opened. Unpack it, then import what it holds.",
    ]


def listing_many(times: int, promised: int) -> bytes:
    """Return a ZIP file whose list names one entry so many times, and promises another number of them."""
    one = packed(("a.xml", b"<a/>"))
    first, end = one.find(b"PK\x01\x02"), one.find(b"PK\x05\x06")
    listing = one[first:end] * times
    return one[:first] + listing + one[end : end + 8] + struct.pack("<HHII", promised, promised, len(listing), first) + b"\0\0"


@pytest.mark.parametrize(
    ("times", "promised"), [(100_000, 0xFFFF), (100_000, 3), (20_000, 20_000), (20_000, 3)], ids=str
)
def test_a_hundred_thousand_entries_are_refused_whatever_is_promised(times: int, promised: int) -> None:
    assert "more than 10000 files" in refused(listing_many(times, promised))


def test_bombs_are_refused_by_what_they_promise_and_by_what_they_are() -> None:
    zeros = bytes(60 * MEGABYTE)
    assert "unpacks to far more" in refused(packed(("a.xml", zeros), ("b.xml", zeros)))
    # One entry that says it is small: the module stops where the list says, and the checksum tells.
    data = bytearray(packed(("a.xml", bytes(MEGABYTE * 9)), ("b.xml", b"<a/>")))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)
    assert said(opened(bytes(data)))[0] == ("a.xml", "The file is damaged and could not be unpacked.")


def test_entries_laid_over_each_other_are_a_bomb() -> None:
    data = bytearray(packed(*((f"{number:04}.xml", bytes(range(256)) * 40) for number in range(300)), method=zipfile.ZIP_STORED))
    first = data.find(b"PK\x01\x02")
    end = struct.unpack("<I", data[data.rfind(b"PK\x05\x06") + 16 :][:4])[0]
    assert end == first
    # Keep the first content alone and let every entry mean it.
    size = struct.unpack("<I", data[first + 20 : first + 24])[0]
    kept = data[: 30 + len("0000.xml") + size]
    listing = bytearray(data[first:])
    at = 0
    while listing[at : at + 4] == b"PK\x01\x02":
        struct.pack_into("<I", listing, at + 42, 0)
        at += 46 + len("0000.xml")
    struct.pack_into("<I", listing, at + 16, len(kept))
    assert "unpacks to far more" in refused(bytes(kept + listing))


def test_one_bad_entry_among_good_ones_costs_only_itself() -> None:
    good = random.Random(2).randbytes(100_000)
    entries = opened(packed(("bomb.xml", bytes(3 * MEGABYTE)), ("good.xml", good)))
    assert [sentence for _, sentence in said(entries)] == ["The file unpacks to far more than it holds and was left out.", ""]


def test_an_entry_larger_than_its_kind_is_read_is_left_out_before_it_is_unpacked() -> None:
    data = random.Random(1).randbytes(3 * MEGABYTE)
    ((_, sentence),) = said(opened(packed(("a.xml", data)), limit=2 * MEGABYTE))
    assert sentence == "The file unpacks to 3 MB; files of this kind are read up to 2 MB."


def test_passwords_are_told_once_for_all_or_for_each() -> None:
    def lock(data: bytes, entries: int) -> bytes:
        locked, at = bytearray(data), 0
        for _ in range(entries):
            at = locked.find(b"PK\x01\x02", at + 1)
            locked[at + 8] |= 1
        return bytes(locked)

    two = packed(("a.xml", b"<a/>"), ("b.xml", b"<b/>"))
    assert "has a password" in refused(lock(two, 2))
    assert [sentence for _, sentence in said(opened(lock(two, 1)))] == ["The file has a password and was left out.", ""]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_have_no_bound_and_are_left_out(method: int) -> None:
    ((_, sentence),) = said(opened(packed(("a.xml", bytes(5000)), method=method)))
    assert sentence == "The file is packed in a way that is not read here."


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(500), packed(("a.xml", b"<a/>"))[:-30]],
    # A ZIP holds the time: named after its bytes, the test would have another name in each process.
    ids=["a beginning", "no files", "zeros", "a part"],
)
def test_a_damaged_zip_says_so(data: bytes) -> None:
    assert refused(data) in (
        "The ZIP file cannot be read; it is damaged or only a part of one.",
        "The ZIP file holds no files.",
    )


def test_damaged_copies_never_raise(tmp_path: Path) -> None:
    original = packed(*((f"{number}.xml", b"<a>" * 200) for number in range(6)))
    chance = random.Random(5)
    for _ in range(500):
        data = bytearray(original)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        opened(bytes(data))
    assert list(tmp_path.iterdir()) == []


def test_an_entry_without_a_name_costs_only_itself() -> None:
    data = bytearray(packed(("a", b"<a/>"), ("b.vcf", b"BEGIN:VCARD")))
    # The name's one letter becomes a part of the extra field, in both headers (APPNOTE 4.3.7, 4.3.12): no library writes this.
    for at, lengths in ((data.index(b"PK\x03\x04"), 26), (data.index(b"PK\x01\x02"), 28)):
        data[at + lengths : at + lengths + 4] = struct.pack("<HH", 0, 1)
    assert ("b.vcf", b"BEGIN:VCARD") in [(one.name, one.data) for one in opened(bytes(data))]
