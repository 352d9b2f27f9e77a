"""Procurement notices: one with a hundred lots, and two thousand in a ZIP file; the floor is lxml parsing the same files bare."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import thread_time

from lxml import etree

from tests.bench.files import Fresh
from tests.bench.pairs import Case, Result, measure
from tests.bench.setting import Setting

NOTICES = 2_000
LOTS = 100
_SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"
_PAIR = ("contract", "result")


def notices_in(setting: Setting) -> list[Result]:
    """Read a large notice; read, preview and import many."""
    from outreach.formats.eforms import read_notice
    from outreach.formats.packed_files import open_packed
    from outreach.formats.registry import by_name

    count, lots = (6, 10) if setting.small else (NOTICES, LOTS)
    large = notice_with_lots(lots)
    path = setting.folder / "notices.zip"
    texts = many_notices(count)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, text in enumerate(texts):
            packed.writestr(f"{number // 100}/{number}.xml", text)
    zipped = path.read_bytes()
    chosen = by_name("zip")
    assert chosen is not None
    fresh = Fresh(setting)

    def bare() -> object:
        entries = open_packed(zipped).entries(lambda _head, _name: 10_000_000)
        return [etree.fromstring(entry.data) for entry in entries]

    def timed(
        name: str, meaning: str, product: Callable[[], object], floor: Callable[[], object] = bare,
        before: Callable[[], object] | None = None,
    ) -> Result:  # fmt: skip
        return measure(name, meaning, [Case("notices", product, floor, before)], setting.rounds, clock=thread_time)

    many = f"{count:,} notices in a ZIP file"
    try:
        return [
            timed(
                f"notice: {lots} lots",
                f"One notice with {lots} lots and their results ({len(large) // 1000} kB) read; floor: lxml parses it bare.",
                lambda: read_notice(large),
                lambda: etree.fromstring(large),
            ),
            timed(
                "notices: read",
                f"{many} unpacked and read; floor: the same unpacked and parsed by lxml.",
                lambda: chosen.read(zipped, path.name),
            ),
            timed(
                "notices: preview",
                f"{many} read, matched, kept and taken back; floor: unpacked and parsed, and nothing more.",
                lambda: fresh.house().imports.preview([path]),
                before=fresh.renew,
            ),
            timed(
                "notices: import",
                f"{many} matched and kept, each version, with journal; floor: unpacked and parsed, and nothing more.",
                lambda: fresh.house().imports.run(fresh.preview(path)),  # type: ignore[arg-type]
                before=lambda: fresh.renew(path),
            ),
        ]
    finally:
        fresh.close()


def notice_with_lots(count: int) -> bytes:
    """Return a result notice with so many lots, each with its count, tender, party and contract."""
    text = (_SAMPLES / "result.xml").read_text("utf-8")
    for name, mark in (
        ("efac:LotResult", "LOT-0002"),
        ("efac:LotTender", "TEN-0003"),
        ("efac:SettledContract", "CON-0002"),
        ("efac:TenderingParty", "TPA-0003"),
        ("cac:ProcurementProjectLot", "LOT-0002"),
    ):
        # The last of its kind that stands at the level of the first; references lie deeper.
        blocks = re.findall(rf"(?m)^( +)(<{name}>\n.*?^\1</{name}>\n)", text, re.DOTALL)
        indent = min(len(spaces) for spaces, _ in blocks)
        block = next(body for spaces, body in blocks if len(spaces) == indent and mark in body)
        more = "".join(
            re.sub(r"(LOT|TEN|CON|TPA|RES)-\d{4}", lambda found, n=number: f"{found[1]}-{n:04}", block)
            for number in range(10, count + 8)
        )
        text = text.replace(block, block + more)
    return text.encode()


def many_notices(count: int) -> list[str]:
    """Return contract notices and their results in turn, each pair a procedure of its own."""
    texts = [(_SAMPLES / f"{name}.xml").read_text("utf-8") for name in _PAIR]
    ids = sorted(set(re.findall(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "".join(texts))))
    return [
        re.sub("|".join(ids), lambda found, n=number // 2: f"{found[0][:24]}{n:012x}", texts[number % 2])
        for number in range(count)
    ]
