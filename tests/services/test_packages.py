"""Packages between municipalities: no person and no conversation goes with one, and what comes in makes no doubles."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone, phone_digits, show_phone
from outreach.domain.equal_treatment import Addition, Given
from outreach.domain.inquiry import Inquiry, NetworkAnswer
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.neighbour import FlyerText
from outreach.domain.network_package import FIELDS, Sort
from outreach.domain.person import Person
from outreach.domain.plan import EventTemplate, Outline, Shift, Task
from outreach.domain.question import Question
from outreach.domain.record import Kind, to_plain
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.rule import PlainWord
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import Officer
from outreach.errors import BadFile, InvalidInput
from outreach.language import Language
from outreach.services.capturing import Capture
from outreach.services.demo import fill
from outreach.services.house import House
from outreach.services.package_items import Sender, content_of, item_of, record_of
from outreach.services.package_merge import Fate
from outreach.services.package_scan import Found
from outreach.services.packages import Opened
from outreach.storage.database import Signature
from tests.ready import fresh_workspace
from tests.searching import searched

SWEDISH = Language("sv")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NUMBERS = searched(
    {"companies": 150, "people": 250, "meetings": 400}, {"companies": 900, "people": 1600, "meetings": 2500}
)


def _house(path: Path, municipality: str = "") -> House:
    house = House(fresh_workspace(path, Signature("Anna Ek", "laptop", lambda: NOW)))
    if municipality:
        house.unit.start(municipality, "", "Anna Ek")
        house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example", phone="+46980319299"))
    return house


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The sample municipality, with something of each sort to send."""
    house = _house(tmp_path_factory.mktemp("sample") / "alvbro.outreach")
    fill(house, today=TODAY, **NUMBERS)
    answer = NetworkAnswer("Sjöviks kommun", date(2026, 10, 1), "Vi delade upp avtalet i nio områden.", who="Karin Frisk")
    task = Task(text="Boka salen", officer="Erik Norling")
    house.templates.save(EventTemplate(name="Vår frukost", outline=Outline(tasks=(task,))))
    with house.database.work("more") as work:
        work.save(Kind.INQUIRY, Inquiry(title="Hur gör ni med snön?", text="Ni som är lika stora", answers=(answer,)))
    yield house
    house.close()


@pytest.fixture(scope="module")
def package(sample: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "alvbro.zip"
    packed = sample.packages.export(path, SWEDISH)
    assert {one.sort for one in packed.items} == set(Sort)
    return path


def _insides(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(one).decode() for one in packed.infolist())


def test_the_package_of_the_sample_holds_no_person_no_address_no_telephone_and_no_note(sample: House, package: Path) -> None:
    people = sample.people.listed(Listing(Kind.PERSON))
    companies = sample.companies.listed(Listing(Kind.COMPANY))
    meetings = sample.meetings.listed(Listing(Kind.MEETING, filters=(("with", "somebody"),)))
    assert (len(people), len(companies)) == (NUMBERS["people"], NUMBERS["companies"])
    assert len(meetings) > NUMBERS["meetings"] * 0.8
    inside = _insides(package).casefold()
    forbidden = {one.name for one in (*people, *companies)} | {one.name for one in sample.unit.officers()} | {"Karin Frisk"}
    for one in (*people, *companies, *sample.unit.officers()):
        emails = [each.address for each in one.emails] if not isinstance(one, Officer) else [one.email]
        phones = [each.number for each in one.phones] if not isinstance(one, Officer) else [one.phone]
        forbidden |= {*emails, *phones, *map(show_phone, phones), *map(phone_digits, phones)}
    # A tender's title is public although a conversation names it, and may be all that is noted.
    titles = {one.title.casefold() for one in sample.tenders.listed(Listing(Kind.TENDER))}
    notes = {one.note for one in (*people, *companies, *meetings) if hasattr(one, "note")}
    notes |= {one.notes for one in (*people, *companies)}
    notes |= {one.text for meeting in meetings for one in getattr(meeting, "additions", ())}
    forbidden |= {note for note in notes if len(note.split()) > 2 and note.casefold() not in titles}
    found = [words for words in forbidden if words.strip() and words.casefold() in inside]
    assert found == []
    assert "\x00" not in inside
    # However a telephone is written: every run that could be one is compared by its digits.
    numbers = {phone_digits(each.number) for one in (*people, *companies) for each in one.phones}
    runs = re.findall(r"(?<!\w)\+?[\d(][\d \u00a0()/.–-]{6,22}\d(?!\w)", inside)
    assert {phone_digits(re.sub(r"[^\d+]", "", run)) for run in runs} & numbers == set()
    with zipfile.ZipFile(package) as packed:
        assert packed.comment == b""
        assert not any(one.comment or one.extra for one in packed.infolist())


def test_it_comes_in_at_an_empty_workspace_once_and_at_the_one_that_has_it_never(
    sample: House, package: Path, tmp_path: Path
) -> None:
    empty = _house(tmp_path / "empty.outreach")
    looked = empty.packages.open(package)
    assert _fates(looked) == {Fate.NEW: len(looked.arrivals)}
    assert {one.credit for one in looked.arrivals} == {"Älvbro kommun"}
    taken = empty.packages.take_in(looked)
    assert len(taken.changes.touched) == len(looked.arrivals)
    assert len(empty.history.actions()) == 1
    again = empty.packages.open(package)
    assert _fates(again) == {Fate.SAME: len(looked.arrivals)}
    assert empty.packages.take_in(again).changes.action is None
    assert empty.check() == []
    # What came is sent on only when the officer says so, and then by its own name.
    assert not any(one.usual for one in empty.packages.offer())
    empty.history.undo()
    assert empty.neighbours.count() == empty.flyer_texts.count() == empty.questions.count() == 0
    empty.close()
    home = sample.packages.open(package)
    assert _fates(home) == {Fate.SAME: len(looked.arrivals)}
    assert sample.packages.take_in(home).changes.action is None


def _fates(opened: Opened) -> Counter[Fate]:
    return Counter(one.fate for one in opened.arrivals)


def test_same_content_same_bytes(sample: House, package: Path, tmp_path: Path) -> None:
    other = tmp_path / "again.zip"
    sample.packages.export(other, SWEDISH)
    assert other.read_bytes() == package.read_bytes()
    listing = _insides(package)
    assert "Paket från Älvbro kommun, 24 nov. 2026" in listing


# What must stay at home ------------------------------------------------------------------------------------------------


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[House]:
    house = _house(tmp_path / "ours.outreach", "Älvbro kommun")
    bergs = Company(name="Bergs Bygg AB", emails=(Email("info@bergsbygg.example"),), phones=(Phone("+46243700001"),))
    house.companies.save(bergs)
    emails, phones = (Email("anna@bergsbygg.example"),), (Phone("+46701740605"),)
    anna = Person(name="Anna Berg", emails=emails, phones=phones, notes="Tycker om jazz mest")
    house.people.save(anna)
    house.people.save(Person(name="Sten"))
    house.people.save(Person(name="Sara Lindström", given="Sara", family="Lindström"))
    house.meetings.capture_line("Anna Berg, Bergs Bygg AB: vill dela upp snöröjningen i nio små områden")
    added = Addition(NOW, "Anna Ek", "vägen är för smal för plogbilen där")
    told = Given.NEW
    house.meetings.save(Meeting(at=NOW, note="ringde ville ha fler uppdrag på vintern", additions=(added,)))
    house.meetings.capture(Capture(person="Anna Berg", note="prat", information=told, new_text="starten blir redan den första maj"))
    yield house
    house.close()


#: Texts that name somebody, and as what; then texts that name nobody.
NAMING = {
    "Ring Anna Berg om det.": Found.PERSON,
    "Ring ANNA  BERG om det.": Found.PERSON,
    "Berg, Anna vet mer.": Found.PERSON,
    "Fråga om Anna Bergs traktor.": Found.PERSON,
    "Det sa Sten i går.": Found.PERSON,
    "Vi frågade Bergs Bygg AB.": Found.COMPANY,
    "Vi frågade bergs bygg aktiebolag.": Found.COMPANY,
    "Skriv till anna@bergsbygg.example.": Found.EMAIL,
    "Skriv till INFO@bergsbygg.example": Found.EMAIL,
    "Skriv till kalle.karlsson@annat.example": Found.EMAIL,
    "Ring 070-174 06 05.": Found.PHONE,
    "Ring +46 (0)70 174 06 05 i dag": Found.PHONE,
    "Ring 0243-70 00 01.": Found.PHONE,
    "Ring 0761234567.": Found.PHONE,
    "Någon vill dela upp snöröjningen i nio små områden i vinter.": Found.NOTE,
    "Vi tycker om jazz mest här.": Found.NOTE,
    "Fråga Anna Ek hos oss.": Found.OFFICER,
    "Det tyckte Lindströms också.": Found.PERSON,
    "Ring Anna\u00ad Berg.": Found.PERSON,
    "Se Anna_Berg_anbud.pdf där.": Found.PERSON,
    "Skriv till anna (at) bergs punkt se.": Found.EMAIL,
    "Ring 070\u2011174 06 05.": Found.PHONE,
    "Då sa de att vägen är för smal för plogbilen där.": Found.NOTE,
    "Starten blir redan den första maj i år.": Found.NOTE,
    "En som ringde ville ha fler uppdrag på vintern.": Found.NOTE,
}
ORDINARY = (
    "Sten läggs längs vägen.",
    "En sten i taget. Sten är billigt.",
    "Skriv till upphandling@alvbro.example.",
    "Vi söker bygg och berg i hela kommunen.",
    "Områdena är nio och snön är tung.",
    "Sista dag är 2027-01-31 och beloppet 1 200 000 kronor.",
    "Enligt 13 kap. 1 § LOU, CPV 45233141.",
)


def test_what_names_somebody_stays_at_home_and_ordinary_words_are_nobodys(ours: House) -> None:
    for text in (*NAMING, *ORDINARY):
        ours.flyer_texts.save(FlyerText(title=f"Prov {len(text)}", text=text))
    offered = ours.packages.offer((Sort.FLYERS,))
    hits = {one.item.data["text"]: {hit.found for hit in one.hits} for one in offered}
    assert {text: found for text, found in NAMING.items() if found not in hits[text]} == {}
    assert {text: hits[text] for text in ORDINARY if hits[text]} == {}
    assert {one.data["text"] for one in ours.packages.pack(offered).items} == set(ORDINARY)
    # With the words taken out they go, and nothing of the words is left.
    marked = [one for one in offered if one.hits]
    packed = {item.key: item for item in ours.packages.pack(marked, blank={one.name for one in marked}).items}
    assert len(packed) > len(NAMING) // 2
    for one in marked:
        item = packed.get(one.item.key)
        assert item is None or not any(hit.words.casefold() in item.data["text"].casefold() for hit in one.hits)


def test_officers_are_dropped_from_templates_and_cards_bear_the_units_mailbox_alone(ours: House) -> None:
    shifts = (Shift(officer="Anna Ek", post="Dörren"), Shift(officer="Bo Ek"))
    outline = Outline(shifts=shifts, tasks=(Task(text="Boka", officer="Anna Ek"),))
    ours.templates.save(EventTemplate(name="Frukost", outline=outline))
    must = Requirement(text="Ute inom 4 timmar")
    ours.requirement_cards.save(RequirementCard(title="Snö", contact="0701740605", requirements=(must,)))
    items = {one.item.sort: one.item for one in ours.packages.offer((Sort.TEMPLATES, Sort.REQUIREMENTS))}
    assert items[Sort.TEMPLATES].data["outline"]["shifts"] == [{"post": "Dörren", "begins": 0, "ends": 60}]
    assert "Anna" not in str(items[Sort.TEMPLATES].data)
    assert items[Sort.REQUIREMENTS].data["contact"] == "upphandling@alvbro.example"


def test_who_gets_the_credit_is_looked_at_too(ours: House) -> None:
    ours.flyer_texts.save(FlyerText(title="Från en annan", text="Kom och ploga.", credit="Anna Berg, Sjövik"))
    ours.flyer_texts.save(FlyerText(title="Från kommunen", text="Kom och sanda.", credit="Sjöviks kommun"))
    hits = {one.item.title: {hit.found for hit in one.hits} for one in ours.packages.offer((Sort.FLYERS,))}
    assert hits == {"Från en annan": {Found.PERSON}, "Från kommunen": set()}
    everything = ours.packages.offer((Sort.FLYERS,))
    packed = ours.packages.pack(everything, {one.name for one in everything}, blank={one.name for one in everything})
    assert [one.title for one in packed.items] == ["Från kommunen"]


def test_a_municipality_that_stands_in_the_register_may_be_named_and_a_firm_that_plays_one_may_not(ours: House) -> None:
    for name in ("Älvbro kommun", "Sjöviks kommun", "Kommunala Rör AB"):
        ours.companies.save(Company(name=name))
    for buyer in ("Sjöviks kommun", "Kommunala Rör AB", ""):
        ours.requirement_cards.save(RequirementCard(title=f"Kort {buyer}", buyer=buyer))
    hits = {one.item.data["buyer"]: [hit.words for hit in one.hits] for one in ours.packages.offer((Sort.REQUIREMENTS,))}
    assert hits["Sjöviks kommun"] == hits["Älvbro kommun"] == []
    assert "Kommunala Rör AB" in hits["Kommunala Rör AB"]


def test_the_officer_chooses_and_only_public_answers_go_by_themselves(ours: House, tmp_path: Path) -> None:
    ours.questions.save(Question(text="När kommer snön?", answer="I december.", public=True))
    ours.questions.save(Question(text="Får man komma förbi?", answer="Ja, på torsdagar."))
    ours.questions.save(Question(text="Utan svar?"))
    offered = ours.packages.offer((Sort.QUESTIONS,))
    assert [(one.item.title, one.usual) for one in offered] == [("Får man komma förbi?", False), ("När kommer snön?", True)]
    packed = ours.packages.export(tmp_path / "p.zip", SWEDISH, chosen={offered[0].name})
    assert [one.title for one in packed.items] == ["Får man komma förbi?"]
    with pytest.raises(InvalidInput):
        ours.packages.export(tmp_path / "q.zip", SWEDISH, chosen=set())
    with pytest.raises(InvalidInput):
        ours.packages.export(tmp_path / "q.pdf", SWEDISH)


# What comes in ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[House]:
    house = _house(tmp_path / "theirs.outreach", "Sjöviks kommun")
    house.flyer_texts.save(FlyerText(title="Mat från gården", text="Skolan köper potatis."))
    house.plain_language.put_word(PlainWord(word="avrop", plain=("beställning",)))
    must = Requirement(text="Ute inom 6 timmar")
    house.requirement_cards.save(RequirementCard(title="Snö", cpv=("90620000",), requirements=(must,)))
    house.tenders.save(Tender(title="Plogning", cpv=("90620000",), stage=Stage.PLANNED, expected_publication=date(2027, 1, 13)))
    yield house
    house.close()


def _send(house: House, path: Path) -> Path:
    house.packages.export(path, SWEDISH)
    return path


def test_what_they_change_follows_unless_we_edited_ours(theirs: House, ours: House, tmp_path: Path) -> None:
    ours.packages.take_in(ours.packages.open(_send(theirs, tmp_path / "1.zip")))
    ours_text, ours_card = ours.flyer_texts.all()[0], ours.requirement_cards.all()[0]
    assert (ours_text.credit, ours_card.credit, ours_card.buyer) == ("Sjöviks kommun",) * 3
    ours.requirement_cards.save(replace(ours_card, notes="Fråga dem om jouren"))
    text, card = theirs.flyer_texts.all()[0], theirs.requirement_cards.all()[0]
    theirs.flyer_texts.save(replace(text, text="Skolan köper potatis och ägg."))
    theirs.requirement_cards.save(replace(card, bids=4))
    looked = ours.packages.open(_send(theirs, tmp_path / "2.zip"))
    assert _fates(looked) == {Fate.UPDATE: 2, Fate.SAME: 2}
    ours.packages.take_in(looked)
    # Our own note is nothing that they could know, and stays.
    assert ours.requirement_cards.all()[0].notes == "Fråga dem om jouren"
    assert ours.requirement_cards.all()[0].bids == 4
    ours.flyer_texts.save(replace(ours.flyer_texts.all()[0], text="Vi skrev om den."))
    theirs.flyer_texts.save(replace(theirs.flyer_texts.all()[0], text="Skolan köper allt."))
    last = ours.packages.open(_send(theirs, tmp_path / "3.zip"))
    assert _fates(last) == {Fate.KEPT: 1, Fate.SAME: 3}
    assert ours.packages.take_in(last).changes.action is None
    assert ours.flyer_texts.all()[0].text == "Vi skrev om den."


def test_what_both_wrote_alike_is_one_and_an_own_word_is_kept(theirs: House, ours: House, tmp_path: Path) -> None:
    ours.flyer_texts.save(FlyerText(title="Mat från gården", text="Skolan köper potatis."))
    ours.plain_language.put_word(PlainWord(word="Avrop", plain=("köp",)))
    looked = ours.packages.open(_send(theirs, tmp_path / "1.zip"))
    fates = {one.item.sort: one.fate for one in looked.arrivals}
    assert fates == {Sort.FLYERS: Fate.SAME, Sort.WORDS: Fate.KEPT, Sort.REQUIREMENTS: Fate.NEW, Sort.TENDERS: Fate.NEW}
    ours.packages.take_in(looked)
    assert [one.plain for one in ours.plain_language.own_words()] == [("köp",)]
    assert ours.flyer_texts.count() == 1


def test_a_third_municipality_gives_credit_to_the_first(theirs: House, ours: House, tmp_path: Path) -> None:
    ours.packages.take_in(ours.packages.open(_send(theirs, tmp_path / "1.zip")))
    everything = {one.name for one in ours.packages.offer()}
    ours.packages.export(tmp_path / "2.zip", SWEDISH, chosen=everything)
    third = _house(tmp_path / "third.outreach", "Hammarfors kommun")
    third.packages.take_in(third.packages.open(tmp_path / "2.zip"))
    assert {one.credit for one in third.flyer_texts.all()} == {"Sjöviks kommun"}
    # The same from its maker makes no doubles, and at home it is known as theirs.
    assert _fates(third.packages.open(tmp_path / "1.zip"))[Fate.NEW] == 1, "neighbours' calendars are not sent on"
    assert Fate.NEW not in _fates(theirs.packages.open(tmp_path / "2.zip"))
    third.close()


def test_two_that_plan_the_same_branch_in_one_week_are_told(theirs: House, ours: House, tmp_path: Path) -> None:
    mine = Tender(title="Snöröjning", cpv=("90620000",), stage=Stage.PLANNED, expected_publication=date(2027, 1, 11))
    ours.tenders.save(mine)
    looked = ours.packages.open(_send(theirs, tmp_path / "1.zip"))
    met = [(one.one.title, one.other.title, one.monday) for one in looked.clashes]
    assert met == [("Snöröjning", "Plogning", date(2027, 1, 11))]
    assert ours.neighbours.beside(ours.tenders.get(mine.id)) == []
    ours.packages.take_in(looked)
    assert len(ours.neighbours.beside(ours.tenders.get(mine.id))) == 1
    moved = replace(ours.tenders.get(mine.id), expected_publication=date(2027, 1, 18))
    assert ours.neighbours.beside(moved) == []
    assert [len(one.clashes) for one in ours.neighbours.weeks()] == [1]


def test_questions_that_became_one_do_not_come_back_as_two(theirs: House, ours: House, tmp_path: Path) -> None:
    theirs.questions.save(Question(text="Hur fort betalar ni?", answer="På trettio dagar.", public=True))
    mine = Question(text="Hur lång är betaltiden?", answer="Trettio dagar.", public=True)
    ours.questions.save(mine)
    file = _send(theirs, tmp_path / "1.zip")
    ours.packages.take_in(ours.packages.open(file))
    came = next(one for one in ours.questions.listed(Listing(Kind.QUESTION)) if one.credit)
    ours.questions.merge(mine.id, [came.id])
    assert Fate.NEW not in _fates(ours.packages.open(file))


def test_the_sample_has_cards_neighbours_and_a_week_that_clashes(sample: House) -> None:
    cards = sample.requirement_cards.all()
    assert (sum(not one.credit for one in cards), sum(bool(one.credit) for one in cards)) == (6, 4)
    assert (sample.neighbours.count(), sample.flyer_texts.count()) == (8, 3)
    assert sum(len(week.clashes) for week in sample.neighbours.weeks()) >= 1


def test_chosen_items_alone_are_taken_in(theirs: House, ours: House, tmp_path: Path) -> None:
    looked = ours.packages.open(_send(theirs, tmp_path / "1.zip"))
    ours.packages.take_in(looked, {(one.item.sort, one.item.key) for one in looked.arrivals if one.item.sort is Sort.WORDS})
    assert (len(ours.plain_language.own_words()), ours.flyer_texts.count()) == (1, 0)
    assert ours.plain_language.own_words()[0].credit == "Sjöviks kommun"
    # An edit keeps the credit.
    ours.plain_language.put_word(PlainWord(word="avrop", plain=("köp",)))
    assert ours.plain_language.own_words()[0].credit == "Sjöviks kommun"


def test_what_is_no_package_says_so(ours: House, tmp_path: Path) -> None:
    for name, data in (("a.zip", b"PK\x05\x06" + b"\0" * 18), ("b.zip", b"hej"), ("c.zip", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadFile):
            ours.packages.open(tmp_path / name)
    with pytest.raises(BadFile):
        ours.packages.open(tmp_path / "absent.zip")
    preview = ours.imports.preview([_send(ours_with_text(ours), tmp_path / "own.zip")])
    assert "package import" in preview.problems[0].reason


def ours_with_text(house: House) -> House:
    house.flyer_texts.save(FlyerText(title="Plogning", text="Kom och ploga."))
    return house


words = st.text(st.characters(categories=("L", "N", "Zs", "P")), max_size=30)


@given(st.builds(
    RequirementCard, title=words, buyer=words, year=st.none() | st.integers(1990, 2100), bids=st.none() | st.integers(0, 99),
    appealed=st.none() | st.booleans(), contact=words, link=words, notes=words, credit=words,
    requirements=st.lists(st.builds(Requirement, text=words, why=words, said=words), max_size=4).map(tuple),
) | st.builds(
    Question, text=words, answer=words, answered=st.none() | st.dates(), public=st.booleans(), source=words,
    tags=st.lists(words, max_size=3).map(tuple),
) | st.builds(
    PlainWord, word=words, forms=st.lists(words, max_size=3).map(tuple), plain=st.lists(words, max_size=3).map(tuple),
))  # fmt: skip
@settings(max_examples=searched(20, 60))
def test_any_record_that_went_through_a_package_says_the_same(record: RequirementCard | Question | PlainWord) -> None:
    sender = Sender("", (record.contact,) if isinstance(record, RequirementCard) else ())
    item = item_of(record, sender)
    back = record_of(item, "Sjöviks kommun", TODAY)
    assert content_of(back) == content_of(record) == item.print
    assert back.id != record.id
    assert set(item.data) <= set(FIELDS[item.sort])
    assert back.credit == (record.credit or "Sjöviks kommun")
    assert item_of(back, sender).key == item.key, "it is known again wherever it goes"


def test_each_sort_comes_back_as_it_went(ours: House, tmp_path: Path) -> None:
    """What is written, read and written again says the same: no field is lost on the way."""
    answer = NetworkAnswer("Hammarfors kommun", date(2026, 9, 1), "Vi gjorde så.")
    ours.templates.save(EventTemplate(name="Kurs", tags=("kurs",), build_up=30, outline=Outline(goals=("Tio nya",), capacity=9)))
    ours.questions.save(Question(text="Hur lång är tiden?", answer="Trettio dagar.", public=True, tags=("ekonomi",), source="LOU"))
    with ours.database.work("x") as work:
        work.save(Kind.INQUIRY, Inquiry(title="Hur?", cpv=("90620000",), answers=(answer,)))
    ours.plain_language.put_word(PlainWord(word="avrop", forms=("avropet",), plain=("köp",), explanation="Kort."))
    ours.flyer_texts.save(FlyerText(title="T", text="Rad ett\n\nRad två", cpv=("90620000",)))
    must = Requirement(text="A", why="B")
    card = RequirementCard(title="Snö", year=2025, bids=0, appealed=False, link="https://a.example/x", requirements=(must,))
    ours.requirement_cards.save(card)
    before = {one.name: one.item.print for one in ours.packages.offer()}
    ours.packages.export(tmp_path / "1.zip", SWEDISH)
    other = _house(tmp_path / "other.outreach", "Sjöviks kommun")
    other.packages.take_in(other.packages.open(tmp_path / "1.zip"))
    assert {one.name: one.item.print for one in other.packages.offer()} == before
    assert to_plain(other.requirement_cards.all()[0].requirements) == [{"text": "A", "why": "B", "said": ""}]
    other.close()


def test_a_personal_number_is_not_even_kept_in_a_flyer_text(ours: House) -> None:
    ours.flyer_texts.save(FlyerText(title="Prov", text="Ring Bo, 640823-3234, i dag."))
    assert "3234" not in ours.flyer_texts.all()[0].text
