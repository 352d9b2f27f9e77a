"""Files: cards in, calendars out, flyers; the floor is the library that the product stands on, used for nothing else."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from time import thread_time
from typing import Any

from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.language import Language
from outreach.print.sheet import Sheet
from outreach.services.house import House
from outreach.storage.database import create_workspace, open_workspace
from tests.bench.pairs import Case, Result, measure
from tests.bench.register import TITLES, event, person_name
from tests.bench.setting import SIGNATURE, Setting

CARDS = 2_000
EVENTS = 10_000
FLYERS = 100
LINK = "https://orebro.example/inkop/kommande-upphandlingar"


def cards_in(setting: Setting) -> list[Result]:
    """Parse and import visiting cards."""
    import vobject

    from outreach.formats.vcard import read_cards

    data = cards(CARDS // 50 if setting.small else CARDS)
    path = setting.folder / "cards.vcf"
    path.write_bytes(data)
    text = data.decode()
    fresh = Fresh(setting)

    def bare() -> object:
        return list(vobject.readComponents(text))

    def preview() -> object:
        return fresh.house().imports.preview([path])

    def run() -> object:
        return fresh.house().imports.run(fresh.preview(path))

    def timed(name: str, meaning: str, product: Callable[[], object], before: Callable[[], object] | None) -> Result:
        return measure(name, meaning, [Case("cards", product, bare, before)], setting.rounds, clock=thread_time)

    count = f"{CARDS:,} cards"
    try:
        return [
            timed(
                "vCard: read",
                f"{count} read, checked and guarded; floor: vobject parses the same.",
                lambda: read_cards(data),
                None,
            ),
            timed(
                "vCard: preview",
                f"{count} read, matched, kept and taken back; floor: vobject parses the same, and nothing more.",
                preview,
                fresh.renew,
            ),
            timed(
                "vCard: import",
                f"{count} matched and kept with journal and search words; floor: vobject parses the same, and nothing more.",
                run,
                lambda: fresh.renew(path),
            ),
        ]
    finally:
        fresh.close()


def calendar_out(setting: Setting) -> list[Result]:
    """Export events as a calendar file."""
    from outreach.formats.icalendar_file import write_calendar

    chance = random.Random(3)
    fresh = Fresh(setting)
    house = fresh.renew()
    events = [event(chance, number) for number in range(EVENTS // 50 if setting.small else EVENTS)]
    with house.database.work("Filled") as work:
        work.events.insert_many(events, SIGNATURE.clock())
    path, language = setting.folder / "events.ics", Language("sv")
    stamp = SIGNATURE.clock()
    whole = Case("events", lambda: house.exports.write(Kind.EVENT, path, language), lambda: _bare_calendar(events))
    alone = Case(
        "events", lambda: write_calendar(events, stamp=stamp, language=language), lambda: _bare_calendar(events)
    )
    count = f"{EVENTS:,} events"
    try:
        return [
            measure(
                "calendar: export",
                f"{count} read from the register and written as .ics; floor: icalendar builds and writes the same components.",
                [whole],
                setting.rounds,
                clock=thread_time,
            ),
            measure(
                "calendar: write alone", "The same without the register.", [alone], setting.rounds, clock=thread_time
            ),
        ]
    finally:
        fresh.close()


def flyers(setting: Setting) -> list[Result]:
    """Draw flyers, each a document of its own."""
    house = setting.house
    flyer = _flyer(house)
    lines = [line for tender in flyer.tenders for line in (tender.title, tender.description)]
    times = FLYERS // 20 if setting.small else FLYERS

    def draw() -> object:
        return [house.handouts.draw(flyer) for _ in range(times)]

    def bare() -> object:
        return [_bare_flyer(lines) for _ in range(times)]

    meaning = f"{FLYERS} A4 flyers with eight tenders, one by one; floor: reportlab writes as much text and a QR code, unmeasured."
    return [measure("flyers", meaning, [Case("flyer", draw, bare)], setting.rounds, clock=thread_time)]


def _flyer(house: House) -> Any:
    tenders = house.tenders.coming(SIGNATURE.clock().date(), 8)
    return house.handouts.flyer([tender.id for tender in tenders], link=LINK)


def sample_flyer_sheet(setting: Setting) -> Sheet:
    """Return the register's flyer with eight tenders, measured."""
    from outreach.print.flyer import flyer_pages

    return flyer_pages(_flyer(setting.house))[0].placed[0].sheet


class Fresh:
    """An empty workspace for each round."""

    def __init__(self, setting: Setting) -> None:
        self._empty = setting.folder / "empty.outreach"
        self._path = setting.folder / "fresh.outreach"
        self._house: House | None = None
        self._preview: object = None
        if not self._empty.exists():
            create_workspace(self._empty).close()

    def renew(self, cards: Path | None = None) -> House:
        """Begin again with an empty register; with `cards`, preview them."""
        self.close()
        # With what it was when it was closed: another file under its name would count as damaged.
        for suffix in ("-wal", "-shm", ".lock"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self._empty, self._path)
        self._house = House(open_workspace(self._path, SIGNATURE))
        self._preview = self._house.imports.preview([cards]) if cards else None
        return self._house

    def house(self) -> House:
        assert self._house is not None
        return self._house

    def preview(self, _path: Path) -> object:
        return self._preview

    def close(self) -> None:
        if self._house is not None:
            self._house.close()
            self._house = None


def cards(count: int) -> bytes:
    chance = random.Random(7)
    return "".join(_card(chance, number) for number in range(count)).encode()


def _card(chance: random.Random, number: int) -> str:
    given, family = person_name(chance)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{family};{given};;;",
        f"FN:{given} {family}",
        f"ORG:Företag {number % 700} AB",
        f"TITLE:{chance.choice(TITLES) or 'säljare'}",
        f"TEL;TYPE=CELL:070-{chance.randrange(1_000_000, 9_999_999)}",
        f"EMAIL;TYPE=WORK:kort{number}@foretag{number % 700}.example",
        f"ADR;TYPE=WORK:;;Storgatan {number % 90 + 1};Örebro;;702 10;",
        "NOTE:Träffades på företagsgalan\\, vill veta mer om ramavtalet för snöröjning.",
        f"UID:bench-{number}",
        "END:VCARD",
    ]
    return "\r\n".join(lines) + "\r\n"


def _bare_calendar(events: list[Event]) -> bytes:
    from icalendar import Calendar
    from icalendar import Event as Component

    calendar = Calendar()
    calendar.add("prodid", "-//bench//")
    calendar.add("version", "2.0")
    for one in events:
        component = Component()
        component.add("uid", one.uid)
        component.add("sequence", one.sequence)
        component.add("dtstamp", SIGNATURE.clock())
        component.add("dtstart", one.when.start_utc.astimezone(UTC))
        component.add("dtend", one.when.end_utc.astimezone(UTC))
        component.add("summary", one.title)
        component.add("location", one.place)
        component.add("description", one.description)
        component.add("status", one.status.value.upper())
        component.add("categories", [one.kind.value])
        calendar.add_component(component)
    data: bytes = calendar.to_ical()
    return data


def _bare_flyer(lines: list[str]) -> bytes:
    import segno
    from reportlab.pdfgen.canvas import Canvas

    from outreach.print import fonts

    fonts.ready()
    written = io.BytesIO()
    canvas = Canvas(written, pageCompression=1, invariant=1, initialFontName=fonts.Face.REGULAR.registered)
    for number, line in enumerate(lines):
        face = fonts.Face.REGULAR if number % 2 else fonts.Face.SEMIBOLD
        canvas.setFont(face.registered, 10)
        canvas.drawString(40, 800 - 40 * number, line)
    path = canvas.beginPath()
    for y, row in enumerate(segno.make(LINK, error="m", micro=False).matrix):
        for x, dark in enumerate(row):
            if dark:
                path.rect(450 + 2 * x, 120 - 2 * y, 2, 2)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return written.getvalue()
