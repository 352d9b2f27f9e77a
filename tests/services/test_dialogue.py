"""The log of a tender on paper: exactly its talks, a PDF for everybody; masked, nobody of the register is in any part of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.equal_treatment import Given
from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.masking import Masker, Named, Words, distinctive_word, folded, national, short_name
from outreach.domain.meeting import Meeting
from outreach.domain.ordinary_words import is_ordinary
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import all_day
from outreach.errors import InvalidInput, NameStillThere
from outreach.print.dialogue_log import dialogue_sheets
from outreach.print.read_back import hidden_text, seen_text
from outreach.services.dialogue import Dialogue
from outreach.services.house import House
from tests.print.good_pdf import assert_good_pdf, text_of

NOTE = (
    "Åsa Lind på Bergs lovade maj. Ring Bergs Byggs växel 0240-660 12, asa.lind@bergsbygg.example eller (0)70 123 45 67. "
    "BERGS BYGG AB har 556677-8899, se www.bergsbygg.example. Linds kollega Karin och ASA LIND vill ha Sjö-Karlssons AB med."
)


@pytest.fixture
def tender(house: House) -> Tender:
    """A tender with two talks, an addition, an item published and one open, a list, and a question; one talk is about another."""
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    snow = Tender(title="Snöröjning i tätorten", stage=Stage.PLANNED, reference="ÄLV 2026/0142", buyer="Älvbro kommun")
    other = Tender(title="Sandning", stage=Stage.PLANNED)
    company = Company(name="Bergs Bygg AB", org_number="5566778899", phones=(Phone("+4624066012"),))
    bystander = Company(name="Sjö-Karlssons AB")
    person = Person(
        name="Åsa Lind",
        roles=(Role(company.id),),
        emails=(Email("asa.lind@bergsbygg.example"),),
        phones=(Phone("+46701234567"),),
    )
    for service, record in (
        (house.tenders, snow), (house.tenders, other), (house.companies, company), (house.companies, bystander),
        (house.people, person),
    ):  # fmt: skip
        service.save(record)  # type: ignore[attr-defined]
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    talk = Meeting(at=at, officer="Anna Ek", person=person.id, company=company.id, note=NOTE, tenders=(snow.id,))
    house.meetings.save(talk)
    house.meetings.save(Meeting(at=at, officer="Anna Ek", company=company.id, note="Frågade om sandkvalitet", tenders=(other.id,)))
    house.meetings.save(Meeting(at=at, note="Någon undrade om traktorer", tenders=(snow.id,)))
    house.meetings.inform(talk.id, Given.NEW, "Lind fick veta att starten blir i maj")
    item = house.disclosures.open_items()[0].disclosure
    house.disclosures.publish(item.id, "alvbro.example/upphandling", "Starten blir den 1 maj", at)
    house.disclosures.add(item.id, "Bergs frågade igen")
    house.meetings.reword(talk.id, f"{NOTE} Och Åsas bror.")
    house.matches.notify(snow.id, [company.id], "e-post")
    house.questions.ask("Hur lång är säsongen? @Snöröjning")
    return house.tenders.get(snow.id)


def test_the_log_lists_exactly_the_talks_of_the_tender(house: House, tender: Tender, tmp_path: Path) -> None:
    made = house.dialogue.save(tender.id, tmp_path / "log.pdf")
    assert made.entries == 2
    pdf = made.file.read_bytes()
    sheets = dialogue_sheets(house.dialogue.make(tender.id))
    said = ("Åsa Lind, Bergs Bygg AB", "undrade om traktorer", "Starten blir den 1 maj", "Och Åsas bror.", "Hur lång är säsongen?")
    assert_good_pdf(pdf, texts=said, sheets=sheets, again=lambda: house.dialogue.draw(tender.id)[0])
    assert "sandkvalitet" not in text_of(pdf)
    with pytest.raises(InvalidInput):
        house.dialogue.save(tender.id, tmp_path / "log.txt")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_masked_it_names_nobody_in_text_metadata_and_raw_bytes(house: House, tender: Tender, tmp_path: Path, language: str) -> None:
    made = house.dialogue.save(tender.id, tmp_path / "log.pdf", language, redacted=True)
    pdf = made.file.read_bytes()
    assert made.entries == 2
    assert_good_pdf(pdf, sheets=dialogue_sheets(house.dialogue.make(tender.id, language, redacted=True)))
    everything = folded(" ".join(f"{seen_text(pdf)} {hidden_text(pdf)}".split()))
    for name in ("åsa", "asa", "lind", "bergs", "sjo-karlsson", "karin", "bergsbygg", "660 12", "123 45 67", "8899", "anna ek"):
        assert folded(name) not in everything, name
    label = {"sv": "Person 1, Leverantör A", "en": "Person 1, Supplier A"}[language]
    assert label in text_of(pdf)
    assert "alvbro.example/upphandling" in text_of(pdf), "where everybody could read it"


def test_a_name_that_is_found_again_stops_the_paper(
    house: House, tender: Tender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Masker, "mask", lambda _masker, text, free=False: text)
    with pytest.raises(NameStillThere):
        house.dialogue.save(tender.id, tmp_path / "log.pdf", redacted=True)
    assert list(tmp_path.glob("*.pdf")) == []


def test_names_go_wherever_they_stand_on_the_paper(house: House, tender: Tender, tmp_path: Path) -> None:
    """The tender's own words, an event, a list, a question and where something was published: each names the supplier."""
    nasty = "Bergs, åsa lind & BERGS-BYGG (bergsbygg.example, 070-123 45 67, 556677-8899)"
    event = Event(title=f"Besök hos {nasty}", when=all_day(date(2026, 11, 20)), place=f"Lokal: {nasty}", tenders=(tender.id,))
    house.events.save(event)
    more = {"notes": nasty, "description": nasty, "tags": ("bergs",)}
    house.tenders.save(replace(tender, title=f"Snö {nasty}", reference="ÄLV Bergs 1", **more))
    at = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    house.meetings.save(Meeting(at=at, officer="Anna Ek", event=event.id, note=nasty, tags=("bergs",), tenders=(tender.id,)))
    house.matches.notify(tender.id, [one.company.id for one in house.dialogue.log(tender.id).talks if one.company], f"Brev {nasty}")
    asked = house.questions.ask(f"Får {nasty} vara med? @Snö").question
    house.questions.answer(asked.id, f"Ja, {nasty}", source=nasty, public=True)
    talk = house.meetings.capture_line("Åsa Lind, Bergs Bygg AB: prat @Snö =ny").meeting
    item = house.disclosures.of_meeting(talk.id)[0]
    house.disclosures.publish(item.id, f"bergsbygg.example/nytt och {nasty}", nasty)
    house.disclosures.add(item.id, nasty)
    pdf = house.dialogue.save(tender.id, tmp_path / "x.pdf", redacted=True).file.read_bytes()
    everything = folded(" ".join(f"{seen_text(pdf)} {hidden_text(pdf)}".split()))
    assert b"Bergs" not in pdf
    for name in ("bergs", "asa", "lind", "123 45 67", "8899"):
        assert name not in everything, name


def test_a_suppliers_own_page_is_masked_although_something_was_published_there(
    house: House, tender: Tender, tmp_path: Path
) -> None:
    bergs = next(one.company for one in house.dialogue.log(tender.id).talks if one.company)
    house.companies.save(replace(bergs, website="https://www.gruskungen.example", emails=(Email("info@vagsand.example"),)))
    for where in ("gruskungen.example/nytt", "vagsand.example"):
        talk = house.meetings.capture_line(f"Åsa Lind, Bergs Bygg AB: {where} @Snöröjning =ny").meeting
        house.disclosures.publish(house.disclosures.of_meeting(talk.id)[0].id, where, "Start i maj")
    pdf = house.dialogue.save(tender.id, tmp_path / "x.pdf", redacted=True).file.read_bytes()
    assert not re.search("gruskungen|vagsand", f"{seen_text(pdf)} {hidden_text(pdf)}")
    assert "alvbro.example/upphandling" in text_of(pdf)


def test_a_title_that_names_a_supplier_is_masked_in_the_metadata_too(house: House, tender: Tender, tmp_path: Path) -> None:
    house.tenders.save(replace(tender, title="Avtal efter Bergs Bygg AB"))
    pdf = house.dialogue.save(tender.id, tmp_path / "x.pdf", redacted=True).file.read_bytes()
    assert "Bergs" not in hidden_text(pdf)
    assert "Avtal efter Leverantör A" in hidden_text(pdf)


WORDS = Words(
    person="Person {n}",
    supplier="Leverantör {letter}",
    officer="upphandlare",
    email="e-post",
    phone="telefon",
    number="nr",
    site="webb",
)


def masked(text: str, *known: Named, free: bool = True) -> str:
    return Masker(text, list(known), ["Maria Lindqvist"], WORDS).mask(text, free=free)


BERGS = Named("Bergs Bygg AB", False, involved=True)
BERG = Named("Anna Berg", True, ("Berg", "Anna"), True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bergs Bygg AB:s anbud", "Leverantör A anbud"),
        ("bergs-bygg och BERGS BYGG", "Leverantör A och Leverantör A"),
        ("Bergs tycker det, Berg också", "Leverantör A tycker det, Leverantör A också"),
        ("det är berg under vägen", "det är berg under vägen"),
        ("Mejla anna (at) bergs.example", "Mejla [e-post]"),
        ("ring 070-1234567 eller +46 (0)70 123 45 67", "ring [telefon] eller [telefon]"),
        ("den 2026-11-24, 1 200 000 kronor, 45233141", "den 2026-11-24, 1 200 000 kronor, 45233141"),
        ("org.nr 556677-8899", "org.nr [nr]"),
        ("Maria Lindqvists svar", "upphandlare svar"),
        ("frågan gick till Maria, Marias svar kom", "frågan gick till upphandlare, upphandlare svar kom"),
        ("Ville Niemi kom", "Person 1 Niemi kom"),
        ("Bergs\u00a0Bygg", "Leverantör A"),
        ("Be\u0301rit", "Bérit"),
    ],
)
def test_a_company_is_found_however_it_is_written(text: str, wanted: str) -> None:
    assert masked(text, BERGS) == wanted


@pytest.mark.parametrize(
    "text", ["Anna Bergs bil", "ANNA BERG", "Berg, Anna", "Anna och Berg", "anna berg", "Annas kollega", "A. Berg"]
)
def test_a_person_is_found_however_written(text: str) -> None:
    said = masked(text, BERG)
    assert "berg" not in said.casefold()
    assert "anna" not in said.casefold()
    assert "Person 1" in said


NORR = Named("Norrgrävs Entreprenad AB", False, involved=True)
OHMAN = Named("Öhman & Söner HB", False, involved=True)
NCC = Named("NCC Sverige AB", False, involved=True)
HEDIN = Named("AB Karl Hedin", False, involved=True)
NETWORK = Named("Karl Nätverk AB", False, involved=True)
FAR = Named("Volvo Personvagnar AB", False)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("norrgrävs vill ha mer", NORR),
        ("enligt norrgräv", NORR),
        ("Norr-\ngrävs", NORR),
        ("Norr\u00adgrävs", NORR),
        ("Norrgrävsgrabbarna", NORR),
        ("Norrgrävs_Entreprenad", NORR),
        ("enligt bergs", BERGS),
        ("Öhman och Söner", OHMAN),
        ("Ohman o Soner", OHMAN),
        ("NCC:s", NCC),
        ("ncc", NCC),
        ("Hedin", HEDIN),
        ("Volvo", FAR),
    ],
)
def test_a_company_is_found_in_small_letters_divided_or_by_half_its_name(text: str, named: Named) -> None:
    assert masked(text, named) in ("Leverantör A", "Leverantör A vill ha mer", "enligt Leverantör A")


LINDSTROM = Named("Anna-Karin Lindström", True, ("Lindström", "Anna-Karin"), True)


@pytest.mark.parametrize("text", ["lindströms", "A-K Lindström", "A.K. Lindström", "anna-karin", "ANNA KARIN"])
def test_a_person_is_found_in_small_letters_and_with_initials(text: str) -> None:
    assert masked(text, LINDSTROM) == "Person 1"


STEN = Named("Sten Mark", True, ("Mark", "Sten"), True)


@pytest.mark.parametrize(
    "text",
    [
        "mark och sten i trådlöst nätverk",
        "markarbeten med gatsten",
        "bygg i centrum, Bygg i söder",
        "kl 07.30-09.00 den 01.02.2027",
        "CPV 03211000",
        "5 000–10 000 000 kronor",
        "mellan 2027-01-01 och 2028-12-31",
        "skolorna i Norrgrävs by",
        "Ville mest hälsa.",
    ],
)
def test_words_times_codes_and_sums_stay_to_be_read(text: str) -> None:
    far = Named("Norrgrävs Entreprenad AB", False)
    assert masked(text, STEN, NETWORK, far, Named("Bygg AB", False, involved=True)) == text


@pytest.mark.parametrize(
    "text",
    [
        "anna snabel-a bergs punkt se", "anna(at)bergs(dot)se", "anna [at] bergs [punkt] se", "anna@bergs",
        "anna.lind@bergs-\nbygg.se",
        "anna\uff20bergs.se", "070\u2011123 45 67", "0701234567mobil", "kl 9 070-123 45 67", "2026-11-24 070-123 45 67",
        "070-123 45 67 0240-660 12", "SE556677889901", "bergs.company",
    ],
)  # fmt: skip
def test_addresses_and_numbers_go_in_many_writings(text: str) -> None:
    left = masked(text)
    assert "bergs" not in left
    assert not any(part in left.replace(" ", "").replace("-", "") for part in ("4567", "66012", "8899"))


def test_in_a_title_too_personal_numbers_and_organisation_numbers_go() -> None:
    assert "3234" not in masked("Avtal 640823-3234", free=False)
    assert masked("Avtal 556056-6258", free=False) == "Avtal [nr]"
    assert masked("ÄLV 202600-0142", free=False) == "ÄLV 202600-0142"


def test_a_firm_called_as_a_word_of_the_format_stops_no_paper(house: House, tender: Tender, tmp_path: Path) -> None:
    firm = Company(name="Creator Bygg AB")
    house.companies.save(firm)
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    house.meetings.save(Meeting(at=at, company=firm.id, note="creator undrade", tenders=(tender.id,)))
    pdf = house.dialogue.save(tender.id, tmp_path / "x.pdf", redacted=True).file.read_bytes()
    assert "creator undrade" not in text_of(pdf)


def test_towns_trades_and_titles_are_no_names() -> None:
    assert distinctive_word("Ludvika Bygg AB", {"ludvika"}) == ""
    assert distinctive_word("Byggnads Partner AB") == ""
    assert distinctive_word("Kvarnåsens Åkeri AB", {"kvarnåsen"}) == ""
    assert short_name("Sjö & Karlssons Åkeri i Sverige AB (publ)") == "Sjö & Karlssons Åkeri"
    assert national("0046701234567") == national("0701234567") == "701234567"
    assert masked("Elteknik i skolan", Named("Elteknik AB", False), free=False) == "Elteknik i skolan"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> House:
    from outreach.services.demo import fill
    from outreach.storage.database import Signature
    from tests.ready import fresh_workspace

    place = tmp_path_factory.mktemp("sample") / "alvbro.outreach"
    house = House(fresh_workspace(place, Signature("Maria Lindqvist", clock=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))))
    fill(house, today=datetime(2026, 11, 24, tzinfo=UTC).date(), companies=80, people=120, events=20, tenders=40, meetings=160)
    return house


def test_no_name_of_the_sample_municipality_is_in_the_masked_papers(sample: House) -> None:
    every = [one for one in sample.tenders.listed(Listing(Kind.TENDER)) if sample.dialogue.log(one.id).talks]
    people, companies = (sample.people.listed(Listing(kind)) if kind is Kind.PERSON else sample.companies.listed(Listing(kind))
                         for kind in (Kind.PERSON, Kind.COMPANY))  # fmt: skip
    officers = [one.name for one in sample.unit.officers()]
    for tender in every[:8]:
        log = sample.dialogue.log(tender.id)
        pdf, entries = Dialogue(sample).draw(tender.id, redacted=True)
        assert entries == len(log.talks)
        everything = " ".join(f"{seen_text(pdf)} {hidden_text(pdf)}".split())
        found = [one.name for one in (*people, *companies) if one.name in everything]
        found += [one for one in officers if one in everything]
        found += [mail.address for one in (*people, *companies) for mail in one.emails if mail.address in everything]
        # Of those who took part the family name and the word by which a firm is called, in small letters too.
        towns = {address.city.casefold() for one in companies for address in one.addresses} | {"älvbro"}
        parts = {one.person.family or one.person.name.split()[-1] for one in log.talks if one.person}
        parts |= {distinctive_word(one.company.name, towns) for one in log.talks if one.company}
        sought = "|".join(re.escape(one) for one in parts if one and not is_ordinary(one))
        found += re.findall(rf"(?<!\w)(?:{sought})s?(?!\w)", everything, re.IGNORECASE) if sought else []
        runs = {national(re.sub(r"\D", "", run)) for run in re.findall(r"(?<!\d)\+?\d[\d \-–()/.]{6,20}\d", seen_text(pdf))}
        phones = {national(re.sub(r"\D", "", each.number)) for one in (*people, *companies) for each in one.phones}
        found += sorted(runs & phones)
        assert found == [], tender.title
