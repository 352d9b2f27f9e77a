"""An invented municipality, its officer and its coming tenders, for every test of paper."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from outreach.domain.booth_paper import Flyer
from outreach.domain.contact import Address
from outreach.domain.handout import Paper
from outreach.domain.tender import Lot, Stage, Tender, ValueClass
from outreach.domain.unit import Officer, Unit

LINK = "https://www.alvbro.example/kommande-upphandlingar"

TENDERS = (
    Tender(
        title="Snöröjning och halkbekämpning i Älvbro och Norrbyn",
        description="Plogning och sandning av gator, cykelvägar och skolgårdar under tre vintrar. Området delas upp "
        "så att även mindre entreprenörer kan lämna anbud på en del.",
        stage=Stage.ADVERTISED,
        question_deadline=datetime(2027, 1, 22, 11, 0, tzinfo=UTC),
        tender_deadline=datetime(2027, 2, 1, 22, 59, tzinfo=UTC),
        value_class=ValueClass.UNDER_10M,
        contract_start=date(2027, 10, 1),
        contract_end=date(2030, 4, 30),
        place="Hela kommunen",
        lots=(Lot("LOT-0001"), Lot("LOT-0002"), Lot("LOT-0003")),
        link="https://upphandling.alvbro.example/17",
    ),
    Tender(
        title="Lunch till förskolan Björken",
        description="Färdiglagad lunch för 80 barn, måndag till fredag. Vi söker gärna lokala råvaror.",
        stage=Stage.DIALOGUE,
        expected_publication=date(2027, 3, 1),
        question_deadline=datetime(2027, 1, 29, 22, 59, tzinfo=UTC),
        value_class=ValueClass.UNDER_2M,
        contract_months=24,
    ),
    Tender(
        title="Måleriarbeten i kommunens lokaler",
        description="Invändig och utvändig målning av skolor, kontor och bostäder.",
        stage=Stage.PLANNED,
        expected_publication=date(2027, 2, 15),
        value_class=ValueClass.UNDER_10M,
    ),
    Tender(title="Ny lekplats i Ekparken", stage=Stage.PLANNED, expected_publication=date(2027, 9, 1)),
    Tender(title="Städning av skolor och idrottshallar", description="Daglig städning.", stage=Stage.PLANNED),
    Tender(title="Skyltar och skyltmontage", description="Vägvisning.", value_class=ValueClass.UNDER_700K),
    Tender(title="Solceller på Ekskolans tak", expected_publication=date(2028, 2, 1)),
    Tender(title="Företagshälsovård", description="För 1 200 anställda.", value_class=ValueClass.UNDER_2M),
)


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 200), mode: str = "RGB") -> bytes:
    """A one-coloured picture; with an alpha channel its left half is clear."""
    made = Image.new(mode, size, (20, 90, 50, 255)[: len(mode)])
    if mode == "RGBA":
        made.paste((0, 0, 0, 0), (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    made.save(written, kind)
    return written.getvalue()


@pytest.fixture
def flyer() -> Flyer:
    return Flyer(
        tenders=TENDERS,
        unit=Unit(
            municipality="Älvbro kommun",
            department="Upphandlingsenheten",
            address=Address("Storgatan 14", "781 00", "Älvbro"),
            website="https://www.alvbro.example",
            colour="#0b5d77",
        ),
        officer=Officer(
            name="Anna Sjögren", title="Upphandlare", phone="+46701234567", email="anna.sjogren@alvbro.example"
        ),
        printed=date(2026, 12, 3),
        link=LINK,
    )


@pytest.fixture
def hostile(flyer: Flyer) -> Flyer:
    """Eight tenders with titles of 90 characters and descriptions of 600, and a sender to match."""
    title = 'Ramavtal för <b>ombyggnad</b> & "underhåll" av fastigheter, ł ő محمد och vägar i norr'
    text = 'Vi söker en "leverantör" som <i>kan</i> & vill. Reparation-och-underhållsentreprenad \x07ł ő محمد \u202e. '
    assert len(title) in range(80, 91)
    tenders = tuple(
        Tender(
            title=f"{title} {number}",
            description=(text * 10)[:600],
            stage=stage,
            expected_publication=date(2027, 1 + number, 1),
            question_deadline=datetime(2027, 1, 5, 11, tzinfo=UTC),
            tender_deadline=datetime(2027, 1, 9 + number, 11, tzinfo=UTC),
            place="Norra och södra industriområdet samt hela tätorten Älvbro med omnejd",
            contract_months=18,
            value_class=ValueClass.UNDER_2M,
            link="javascript:alert(1)",
        )
        for number, stage in enumerate([*Stage, Stage.PLANNED])
    )
    unit = replace(
        flyer.unit,
        municipality="Kommunalförbundet för upphandling i Älvbro, Norrbyn och <b>Södra</b> & Västra Åmåls härad",
        department="Enheten för strategisk upphandling, inköp och näringslivsfrågor " * 3,
        address=Address(
            "Mycket långa Storgatans bortersta ände 14 B, uppgång 3, sjätte våningen " * 2, "781 00", "Älvbro"
        ),
        colour="#fffef0",
    )
    officer = Officer(
        name="Mohammed محمد Włodzimierz-Sjögren af Lillieström von Ekenstam den yngre " * 2,
        title="Strategisk upphandlare och samordnare för näringslivsdialog i hela regionen " * 2,
        phone="växeln 0240-123 45, knappval 3, säg bara vad det gäller " * 3,
        email="mohammed.wlodzimierz-sjogren.af.lilliestrom@kommunalforbundet-for-upphandling.example",
    )
    heading = "Det här är vad vi tänker köpa under de kommande åren i hela vår stora kommun med omnejd " * 2
    return replace(flyer, tenders=tenders, unit=unit, officer=officer, heading=heading, event_title=heading)


@pytest.fixture(params=["hostile", "hostile A5", "one", "none", "none A5", "bare", "bare A5", "twelve A5", "long link"])
def odd_flyer(request: pytest.FixtureRequest, flyer: Flyer, hostile: Flyer) -> Flyer:
    bare = replace(
        flyer,
        unit=Unit(colour="no colour"),
        officer=Officer(name=""),
        link="javascript:alert(1)",
        tenders=flyer.tenders[3:],
    )
    long_link = "https://www.alvbro.example/" + "en-mycket-lang-sokvag/" * 21
    return {
        "hostile": hostile,
        "hostile A5": replace(hostile, paper=Paper.A5),
        "one": replace(flyer, tenders=flyer.tenders[:1]),
        "none": replace(hostile, tenders=()),
        "none A5": replace(hostile, tenders=(), paper=Paper.A5, link=""),
        "bare": bare,
        "bare A5": replace(bare, paper=Paper.A5),
        "twelve A5": replace(flyer, tenders=(*flyer.tenders, *flyer.tenders[:4]), paper=Paper.A5),
        "long link": replace(hostile, link=long_link, paper=Paper.A5),
    }[request.param]


@pytest.fixture
def picture_of():
    return picture
