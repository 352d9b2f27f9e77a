"""What we write comes back whole: through our own reader, and through ical.js, which the project does not use."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.domain.contact import Address, Email, Phone, kept_email, kept_phone
from outreach.domain.person import Card
from outreach.formats.contact_text import clean, is_google_group
from outreach.formats.vcard import read_cards, write_cards
from tests.searching import searched

ROOT = Path(__file__).parents[2]

#: Letters that hurt: separators, escapes, quotes, folds, emoji, other line separators, formula signs.
NASTY = st.text(st.sampled_from(list("aå,;:\\\"'\n=+-@ \t.nN^–😀é\u2028\x85\xa0日")), max_size=120)
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
TEXT = st.one_of(NASTY, ANY).map(clean)
FULL = TEXT.filter(bool)
LABEL = st.one_of(st.sampled_from(["", "work", "home", "mobile", "work fax", "pager", "home mobile", "Växel"]), FULL)
EMAILS = st.builds(kept_email, st.one_of(st.just("anna.berg@bergsbygg.example"), FULL), LABEL)
PHONES = st.builds(kept_phone, st.one_of(st.just("070-123 45 67"), FULL), LABEL)
ADDRESSES = st.builds(
    Address,
    TEXT,
    TEXT,
    FULL,
    TEXT,
    TEXT.filter(lambda t: t.casefold() not in ("sweden", "sverige", "se", "swe")),
    LABEL,
)
ONE_LINE = TEXT.map(lambda text: clean("".join(text.splitlines())))
LIST = st.lists(FULL, max_size=3).map(tuple)
#: Google's own groups ("myContacts") are no tags, and are passed over when a card is read.
TAGS = st.lists(FULL.filter(lambda text: not is_google_group(text)), max_size=3).map(tuple)
CARDS = st.builds(
    Card,
    line=st.just(0),
    name=FULL,
    given=TEXT,
    family=TEXT,
    organisation=TEXT,
    department=TEXT,
    title=TEXT,
    emails=st.lists(EMAILS, max_size=3).map(tuple),
    phones=st.lists(PHONES, max_size=3).map(tuple),
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    website=ONE_LINE,
    note=TEXT,
    categories=TAGS,
    language=st.sampled_from(["", "sv", "en"]),
    uid=ONE_LINE,
    org_number=TEXT,
    municipality=TEXT,
    sni=LIST,
    cpv=LIST,
    size=TEXT,
    source=TEXT,
    is_company=st.booleans(),
    roles=st.lists(st.tuples(FULL, TEXT), max_size=2).map(tuple),
)
ANNA = Card(
    line=0,
    name="Anna Berg",
    given="Anna",
    family="Berg",
    organisation="Berg; Ek, & Co AB",
    department="Mark \\ anläggning",
    title="VD, ägare",
    emails=(Email("anna@bergsbygg.example", "work"), Email("anna@hemma.example", "home")),
    phones=(Phone("+46701234567", "mobile"), Phone("+4624312345", "work fax"), Phone("+4624312346", "Jour; natt")),
    addresses=(Address("Storgatan 1\nPort B", "791 30", "Falun", "Dalarna", "", "work"),),
    website="https://bergsbygg.example/a,b;c?d=e",
    note="Ring före 9,\ninte efter; helst på förmiddagen så att vi hinner gå igenom allt 😀😀😀😀😀😀😀😀😀😀",
    categories=("bygg, mark", "snö"),
    language="sv",
    uid="6f1c1f0e-0000-4000-8000-000000000001",
    org_number="5566778899",
    municipality="2061",
    sni=("43.210", "81.300"),
    cpv=("90620000",),
    size="small",
    source="Företagsgalan 2026-10-11",
    roles=(("Dala Snö, AB", "Styrelse; ordf."),),
)


def unlined(cards: list[Card]) -> list[Card]:
    return [replace(card, line=0) for card in cards]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(max_examples=searched(12, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cards=st.lists(CARDS, min_size=1, max_size=3))
def test_cards_come_back_exactly_as_they_were_written(version: str, cards: list[Card]) -> None:
    written = write_cards(cards, version)
    back, problems = read_cards(written)
    assert problems == []
    assert unlined(back) == cards
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    written.decode("utf-8")
    for line in written.split(b"\r\n"):
        line.decode("utf-8")  # no character is cut in two by a fold


@pytest.mark.parametrize("length", range(60, 90))
def test_folds_at_the_border_keep_text_and_characters(length: int) -> None:
    for filler in ("x", "å", "日", "😀", " "):
        card = replace(ANNA, note=("a" * (1 + length % 4) + filler * length + "z"))
        assert unlined(read_cards(write_cards([card]))[0]) == [card]


def test_types_are_written_unquoted_and_own_labels_as_apple_does() -> None:
    text = write_cards([ANNA]).decode()
    assert "TEL;TYPE=CELL:+46701234567\r\n" in text
    assert "TEL;TYPE=WORK,FAX:+4624312345\r\n" in text
    assert "EMAIL;TYPE=INTERNET,WORK:anna@bergsbygg.example\r\n" in text
    assert "item1.TEL:+4624312346\r\nitem1.X-ABLabel:Jour\\; natt\r\n" in text
    assert "N:Berg;Anna;;;\r\n" in text


def test_a_company_says_so_in_both_versions() -> None:
    company = replace(ANNA, is_company=True)
    assert b"X-ABShowAs:COMPANY\r\n" in write_cards([company], "3.0")
    assert b"KIND:org\r\n" in write_cards([company], "4.0")


def test_the_revision_is_written_in_universal_time_when_asked_for() -> None:
    assert b"REV:" not in write_cards([ANNA])
    assert b"REV:20261124T071500Z\r\n" in write_cards([ANNA], revised=datetime(2026, 11, 24, 7, 15, tzinfo=UTC))


def test_the_formatted_name_is_never_empty() -> None:
    text = write_cards(
        [Card(line=0, organisation="Bergs AB"), Card(line=0, emails=(Email("a@b.example"),)), Card(line=0)]
    )
    assert [line for line in text.decode().split("\r\n") if line.startswith("FN")] == [
        "FN:Bergs AB",
        "FN:a@b.example",
        "FN:?",
    ]


@pytest.mark.parametrize("field", ["name", "uid", "website", "note", "title", "org_number"])
def test_no_field_can_smuggle_in_a_property_or_a_card(field: str) -> None:
    attack = "x\r\nEND:VCARD\r\nBEGIN:VCARD\nFN:Mallory\rTEL:1\u2028TEL:2\x85TEL:3"
    written = write_cards([replace(ANNA, **{field: attack})])
    assert len(read_cards(written)[0]) == 1
    assert written.count(b"\r\nEND:VCARD") == 1
    assert written.count(b"\r\nTEL") == 2  # the third stands in a group


def test_only_versions_that_we_know_are_written() -> None:
    with pytest.raises(ValueError, match="version"):
        write_cards([ANNA], "2.1")


# --- a second reader -------------------------------------------------------------------------------------------------


def second_reader() -> Path:
    """The folder of ical.js, or skip."""
    named = os.environ.get("OUTREACH_NODE_MODULES")
    places = [Path(named)] if named else []
    places += [ROOT / "tests" / "node_modules", Path("/tmp/node_modules")]
    for place in places:
        if (place / "ical.js").is_dir():
            return place / "ical.js"
    pytest.skip("ical.js is not here: set OUTREACH_NODE_MODULES to a node_modules folder that holds it")


SCRIPT = """
const library = require(process.argv[1]);
const ICAL = library.default || library;
const parsed = ICAL.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(typeof parsed[0] === "string" ? [parsed] : parsed));
"""


def parsed_elsewhere(cards: list[Card], version: str) -> list[list[list[Any]]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here: the second reader of cards cannot run")
    run = subprocess.run(
        [node, "-e", SCRIPT, str(second_reader())],
        input=write_cards(cards, version), capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    return [card[1] for card in json.loads(run.stdout)]


def told(properties: list[list[Any]], name: str) -> list[Any]:
    return [found[3:] if len(found) > 4 else found[3] for found in properties if found[0] == name]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_ical_js_reads_the_same_card(version: str) -> None:
    (properties,) = parsed_elsewhere([ANNA], version)
    # ical.js leaves the escaped semicolon of a 3.0 text as it is; every one of ours has exactly one backslash.
    plain = (lambda text: text.replace("\\;", ";")) if version == "3.0" else (lambda text: text)
    assert told(properties, "fn") == ["Anna Berg"]
    assert told(properties, "n") == [["Berg", "Anna", "", "", ""]]
    assert told(properties, "org") == [["Berg; Ek, & Co AB", "Mark \\ anläggning"]]
    assert told(properties, "title") == ["VD, ägare"]
    assert told(properties, "email") == ["anna@bergsbygg.example", "anna@hemma.example"]
    assert told(properties, "tel") == ["+46701234567", "+4624312345", "+4624312346"]
    assert told(properties, "adr") == [["", "", "Storgatan 1\nPort B", "Falun", "Dalarna", "791 30", ""]]
    assert [plain(note) for note in told(properties, "note")] == [ANNA.note]
    assert told(properties, "url") == [ANNA.website]
    assert told(properties, "categories") == [["bygg, mark", "snö"]]
    assert told(properties, "uid") == [ANNA.uid]
    assert told(properties, "lang") == ["sv"]
    types = [found[1].get("type") for found in properties if found[0] == "tel"]
    assert [kind if kind is None else str(kind).lower() for kind in types] == ["cell", "['work', 'fax']", None]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(max_examples=searched(4, 15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
# ical.js takes the last backslash of "\\\\;" for an escape of the separator (RFC 6350, 3.4 says otherwise): none in names.
@given(texts=st.lists(st.tuples(FULL, TEXT.map(lambda t: clean(t.replace("\\", ""))), TEXT), min_size=1, max_size=20))
def test_ical_js_reads_the_same_nasty_texts(version: str, texts: list[tuple[str, str, str]]) -> None:
    cards = [Card(line=0, name=name, family=family, note=note) for name, family, note in texts]
    plain = (lambda text: text.replace("\\;", ";")) if version == "3.0" else (lambda text: text)
    for card, properties in zip(cards, parsed_elsewhere(cards, version), strict=True):
        assert [plain(text) for text in told(properties, "fn")] == [card.name]
        assert told(properties, "n")[0][0] == card.family
        assert [plain(text) for text in told(properties, "note")] == ([card.note] if card.note else [])
