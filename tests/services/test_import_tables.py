"""Lists that organisers, programs and registers send: what becomes of them, a second time, and out and in again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind, to_plain
from outreach.domain.table_mapping import FIELDS, LEFT_OUT, TableKind, TableWishes, Why, field_title
from outreach.domain.tender import Stage
from outreach.errors import Cancelled, InvalidInput
from outreach.language import Language
from outreach.services.house import House
from outreach.services.import_words import say_alarm, say_column, say_facts
from outreach.services.imports import ImportOutcome, ImportPreview
from tests.searching import searched
from tests.services.conftest import StillClock
from tests.services.counted_register import STATISTICS, house_with_statistics

SAMPLES = Path(__file__).parents[1] / "samples"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
ENGLISH = Language("en")
LISTS = sorted(path for path in (SAMPLES / "tables").iterdir())
#: The specimen number of Skatteverket.
PERSONAL = "811228-9874"


def bring_in(house: House, *paths: Path, wishes: TableWishes | None = None) -> ImportOutcome:
    return house.imports.run(house.imports.preview(paths, wishes=wishes), accept_alarm=True)


def numbers(outcome: ImportOutcome | ImportPreview) -> tuple[int, int, int]:
    return outcome.added, outcome.updated, outcome.unchanged


def companies(house: House) -> dict[str, Company]:
    return {one.name: one for one in house.companies.listed(Listing(Kind.COMPANY))}


def people(house: House) -> dict[str, Person]:
    return {one.name: one for one in house.people.listed(Listing(Kind.PERSON))}


def register(house: House) -> list[object]:
    kinds = (house.companies, house.people, house.events, house.tenders)
    return [to_plain(one) for kind in kinds for one in kind.listed(Listing(kind.kind))]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8")
    return path


def statistics() -> Path:
    if not STATISTICS.exists():
        pytest.skip(f"{STATISTICS} is not here")
    return STATISTICS


@pytest.fixture
def counted(tmp_path: Path, clock: StillClock) -> Iterator[House]:
    """A house with the statistics."""
    statistics()
    house = house_with_statistics(tmp_path / "counted.outreach", clock)
    yield house
    house.close()


# --- a look ----------------------------------------------------------------------------------------------------------


def test_a_look_says_what_each_column_holds_in_one_sentence(house: House) -> None:
    look = house.imports.look(SAMPLES / "tables" / "fair_exhibitors.csv")
    assert look is not None
    assert (look.form, look.delimiter, look.heading_row, look.rows, look.kind) == ("csv", ";", 3, 4, TableKind.CONTACTS)
    fields = {column.heading: column.field for column in look.columns}
    assert fields["Bransch"] == "categories"
    assert fields["Monter"] == "answer"
    said = {column.heading: say_column(column, ENGLISH) for column in look.columns}
    assert said["Bransch"] == "Bygg, El, Transport, 1 empty"
    assert look.head[0].cells[0] == "Utställarlista Företagsgalan 2026"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("old_macintosh.csv", "mac-roman"),
        ("dos_cp850.csv", "cp850"),
        ("register_extract_cp1252.csv", "cp1252"),
        ("utf16_tab.txt", "utf-16-le"),
        ("forms_sv.csv", "utf-8"),
    ],
)
def test_the_encoding_is_guessed_and_shown_with_swedish_letters(house: House, name: str, encoding: str) -> None:
    look = house.imports.look(SAMPLES / "tables" / name)
    assert look is not None
    assert look.encoding == encoding
    samples = {choice.name: choice.sample for choice in look.encodings}
    assert set("åäöÅÄÖ") & set(samples[encoding])
    assert look.encodings[0].name == encoding
    assert len(set(samples.values())) > 1


def test_another_encoding_and_delimiter_may_be_chosen(house: House, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes("Företag:Ort\nÅsgårdens Bygg AB:Borlänge\n".encode("cp850"))
    wishes = TableWishes(encoding="cp850", delimiter=":")
    bring_in(house, file, wishes=wishes)
    assert list(companies(house)) == ["Åsgårdens Bygg AB"]
    refused = house.imports.look(file, TableWishes(encoding="klingon"))
    assert refused is not None
    assert refused.refused_values == {"name": "klingon"}


def test_columns_without_headings_are_known_by_what_stands_in_them(house: House) -> None:
    look = house.imports.look(SAMPLES / "tables" / "no_headings_cp1252.csv")
    assert look is not None
    assert [column.field for column in look.columns] == [
        "name", "email", "phone/mobile", "address:code", "address:city", "organisation",
    ]  # fmt: skip
    assert {column.why for column in look.columns} == {Why.CONTENT}
    assert look.heading_row == 0


def test_bank_accounts_and_birthdays_are_left_out_by_themselves(house: House) -> None:
    look = house.imports.look(SAMPLES / "tables" / "supplier_ledger.csv")
    assert look is not None
    fields = {column.heading: column.field for column in look.columns}
    assert (fields["Bankgiro"], fields["Lev.nr"], fields["Namn"]) == (LEFT_OUT, LEFT_OUT, "organisation")


def test_every_proposed_field_has_words_and_a_line_in_the_list(house: House) -> None:
    for path in LISTS:
        look = house.imports.look(path)
        assert look is not None
        for column in look.columns:
            if column.field:
                assert field_title(look.kind, column.field)[0] != column.field or column.field == "groups", path
    for kind, choices in FIELDS.items():
        assert len({choice.key for choice in choices}) == len(choices), kind


# --- what becomes of them --------------------------------------------------------------------------------------------


def test_answers_to_a_form_keep_the_questions_and_nobody_is_anonymous(house: House) -> None:
    bring_in(house, SAMPLES / "tables" / "forms_sv.csv")
    orjan = people(house)["Örjan Åkerström"]
    assert orjan.emails == ()
    assert orjan.notes == "Vad vill du prata med oss om?: Snöröjning i Ludvika"
    assert set(companies(house)) == {"Åkerströms Åkeri AB", "Linds Måleri HB"}
    bring_in(house, SAMPLES / "tables" / "forms_en.csv")
    assert "Norrplåt AB" in companies(house)


def test_outlook_in_swedish_keeps_address_department_and_categories(house: House) -> None:
    bring_in(house, SAMPLES / "tables" / "outlook_sv.csv")
    orjan = people(house)["Örjan Åkerström"]
    assert orjan.addresses == (Address("Industrigatan 5", "784 33", "Borlänge", label="work"),)
    assert orjan.roles[0].title == "Trafikledare, Trafik"
    assert orjan.tags == ("transport", "grus")


def test_a_register_extract_gives_size_place_and_industry(house: House) -> None:
    outcome = bring_in(house, SAMPLES / "tables" / "register_extract_cp1252.csv")
    berg = companies(house)["Bergs Plåt AB"]
    assert (berg.org_number, berg.municipality, berg.sni, berg.size.value) == (
        "2120000142", "2081", ("43.910",), "small",
    )  # fmt: skip
    assert [(problem.line, problem.warning) for problem in outcome.problems] == [(4, True)]


def test_a_second_list_renews_what_a_list_brought_and_leaves_what_an_officer_wrote(house: House, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "Företag;Webb;Kommun;Telefon", "Ek AB;ek.example;Falun;070-111 22 33")
    bring_in(house, file)
    ek = companies(house)["Ek AB"]
    house.companies.save(replace(ek, municipality="2081"))
    write(file, "Företag;Webb;Kommun;Telefon", "Ek AB;nya-ek.example;Mora;070-111 22 44")
    outcome = bring_in(house, file)
    now = companies(house)["Ek AB"]
    assert (now.website, now.municipality) == ("nya-ek.example", "2081")
    assert [phone.number for phone in now.phones] == ["+46701112233", "+46701112244"]
    assert outcome.facts.gains[Kind.COMPANY, "phones"] == 1


def test_empty_cells_empty_ours_only_when_wished_and_never_what_was_edited(house: House, tmp_path: Path) -> None:
    heading = "Företag;Webb;Telefon;Anteckning"
    file = write(tmp_path / "a.csv", heading, "Ek AB;ek.example;070-111 22 33;ring", "Bo AB;bo.example;;")
    bring_in(house, file)
    house.companies.save(replace(companies(house)["Bo AB"], website="bo-ny.example"))
    write(file, heading, "Ek AB;;;", "Bo AB;;;")
    assert numbers(bring_in(house, file))[1] == 0 or companies(house)["Ek AB"].website == "ek.example"
    assert companies(house)["Ek AB"].website == "ek.example"
    outcome = bring_in(house, file, wishes=TableWishes(empty_too=True))
    ek = companies(house)["Ek AB"]
    assert (ek.website, ek.phones, ek.notes) == ("", (), "")
    assert companies(house)["Bo AB"].website == "bo-ny.example"
    assert outcome.updated == 1


def test_a_place_emptied_in_our_own_file_empties_ours_when_wished(house: House, tmp_path: Path) -> None:
    bring_in(house, write(tmp_path / "a.csv", "Företag;Webb;Telefon", "Ek AB;ek.example;070-111 22 33"))
    own = tmp_path / "own.csv"
    house.exports.write(Kind.COMPANY, own, Language("sv"))
    own.write_text(own.read_text("utf-8-sig").replace("ek.example", ""), "utf-8")
    assert numbers(bring_in(house, own)) == (0, 0, 1)
    assert numbers(bring_in(house, own, wishes=TableWishes(empty_too=True))) == (0, 1, 0)
    ek = companies(house)["Ek AB"]
    assert (ek.website, len(ek.phones)) == ("", 1)


def test_an_exhibitors_place_and_page_are_the_companys_and_a_second_list_fills_in(house: House, tmp_path: Path) -> None:
    first = write(
        tmp_path / "a.csv",
        "Utställare;Hemsida;Gatuadress;Postnr;Ort;Kontaktperson;E-post",
        "Tallens Trä AB;www.tallen.example;Trävägen 1;784 33;Borlänge;Eva Tall;eva@tallen.example",
    )
    bring_in(house, first)
    firm, person = companies(house)["Tallens Trä AB"], people(house)["Eva Tall"]
    assert (firm.website, firm.addresses) == ("www.tallen.example", (Address("Trävägen 1", "784 33", "Borlänge"),))
    assert (person.website, person.addresses, person.emails) == ("", (), (Email("eva@tallen.example"),))
    second = write(tmp_path / "b.csv", "Utställare;Kontaktperson;Hemsida", "Tallens Trä AB;Bo Tall;www.annan.example")
    house.companies.save(replace(firm, website="www.tallen.example/egen"))
    bring_in(house, second)
    assert companies(house)["Tallens Trä AB"].website == "www.tallen.example/egen"
    _again(house, tmp_path)


@pytest.mark.parametrize("numbers_first", [False, True])
def test_a_sole_trader_and_a_company_of_the_same_name_stay_two(house: House, tmp_path: Path, numbers_first: bool) -> None:
    rows = ["Lindens Måleri;811228-9874;linda@linden.example", "Lindens Måleri AB;556016-0680;info@linden.example"]
    for at, row in enumerate(reversed(rows) if numbers_first else rows):
        bring_in(house, write(tmp_path / f"{at}.csv", "Företag;Org.nr;E-post", row))
    found = companies(house)
    assert found["Lindens Måleri"].sole_trader
    assert found["Lindens Måleri"].org_number == ""
    assert (found["Lindens Måleri AB"].org_number, found["Lindens Måleri AB"].sole_trader) == ("5560160680", False)


def test_tags_and_source_are_put_on_every_record(house: House) -> None:
    wishes = TableWishes(tags=("galan 2026",), source="Företagsgalan")
    bring_in(house, SAMPLES / "tables" / "fair_exhibitors.csv", wishes=wishes)
    asa = people(house)["Åsa Öberg"]
    assert (asa.tags, asa.source) == (("bygg", "galan 2026"), "Företagsgalan")


def test_numbers_that_a_spreadsheet_took_for_amounts_are_mended_or_told(house: House, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "Företag;Org.nr;Telefon",
        "Ek AB;2120000142.0;701112233.0",
        "Bo AB;;7,0E+08",
    )
    outcome = bring_in(house, file)
    ek = companies(house)["Ek AB"]
    assert (ek.org_number, ek.phones[0].number) == ("2120000142", "+46701112233")
    assert companies(house)["Bo AB"].phones == ()
    assert [(problem.line, problem.values) for problem in outcome.problems] == [(3, {"number": "7,0E+08"})]


# --- tenders ---------------------------------------------------------------------------------------------------------


def test_a_list_of_coming_purchases_becomes_tenders(house: House) -> None:
    outcome = bring_in(house, SAMPLES / "tables" / "plans.csv")
    assert numbers(outcome) == (2, 0, 0)
    snow, furniture = sorted(house.tenders.listed(Listing(Kind.TENDER)), key=lambda one: one.reference)
    assert (snow.stage, snow.cpv, snow.value and snow.value.hundredths) == (Stage.PLANNED, ("90620000",), 125_000_000)
    assert snow.tender_deadline is not None
    assert snow.tender_deadline.isoformat() == "2027-02-15T22:59:00+00:00"
    assert (furniture.stage, furniture.expected_publication) == (Stage.DIALOGUE, None)
    assert sorted((problem.line, problem.warning) for problem in outcome.problems) == [(3, True), (4, False)]
    facts = outcome.facts
    assert (facts.rows, facts.kept, facts.unchanged, facts.rejected) == (3, 2, 0, 1)


def test_the_statistics_of_2021_become_tenders_with_lots_and_no_bid_is_lost(house: House) -> None:
    outcome = bring_in(house, statistics())
    tenders = house.tenders.listed(Listing(Kind.TENDER))
    assert (outcome.facts.rows, outcome.facts.kept, outcome.facts.rejected) == (459, 459, 0)
    assert outcome.problems == ()
    assert len(tenders) == outcome.added == 265
    lots = [lot for tender in tenders for lot in tender.lots]
    assert len(lots) == 459
    results = [result for tender in tenders for result in tender.results]
    assert len(results) == 459
    assert sum(one.bids for one in results if one.bids is not None) == _bids_in_the_file()
    assert not any("Antal anbud" in lot.description for lot in lots), "the lots' texts stay tidy"
    assert house.companies.count() == 0
    (village,) = [tender for tender in tenders if tender.reference == "SE59208"]
    assert (village.buyer, village.cpv, village.stage) == ("LUDVIKA KOMMUN", ("45000000",), Stage.CONTRACT)
    assert numbers(bring_in(house, statistics())) == (0, 0, 265)
    house.history.undo(outcome.changes.action)
    assert house.tenders.count() == 0


def _bids_in_the_file() -> int:
    lines = statistics().read_text("utf-8-sig").splitlines()[1:]
    return sum(int(line.rpartition(";")[2]) for line in lines)


def test_the_suppliers_of_the_statistics_join_the_same_lots(counted: House) -> None:
    house = counted
    suppliers = STATISTICS.with_name("kontrakterade_anbud_2021_dalarna_utan_leverantorsnamn.csv")
    bring_in(house, suppliers)
    tenders = house.tenders.listed(Listing(Kind.TENDER))
    assert len({(one.buyer, one.reference) for one in tenders}) == len(tenders)
    lines = [line for one in tenders for lot in one.lots for line in lot.description.splitlines()]
    results = [result for one in tenders for result in one.results]
    assert sum(one.bids for one in results if one.bids is not None) == _bids_in_the_file()
    assert sum(number for one in results for _, number in one.counts) == 693, "684 rows, of which three tell of 2 and three of 3"
    assert any("Företagsstorlek för leverantör: Små företag" in line for line in lines)
    for again in (suppliers, statistics()):
        assert numbers(house.imports.preview([again]))[:2] == (0, 0)


# --- memory ----------------------------------------------------------------------------------------------------------


def test_what_an_officer_chose_is_remembered_for_lists_of_the_same_shape_and_may_be_forgotten(
    house: House, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.csv", "Företag;Kod;Ort", "Ek AB;röd;Falun")
    bring_in(house, file, wishes=TableWishes(mapping=((1, "categories"), (2, LEFT_OUT))))
    assert companies(house)["Ek AB"].tags == ("röd",)
    # Another order of the columns, another file: the same set of headings.
    other = write(tmp_path / "b.csv", "Ort;Företag;Kod", "Mora;Bo AB;blå")
    look = house.imports.look(other)
    assert look is not None
    assert look.remembered
    assert {column.heading: (column.field, column.why) for column in look.columns}["Kod"] == (
        "categories", Why.REMEMBERED,
    )  # fmt: skip
    bring_in(house, other)
    assert (companies(house)["Bo AB"].tags, companies(house)["Bo AB"].addresses) == (("blå",), ())
    assert house.imports.forget(other)
    assert not house.imports.forget(other)
    forgotten = house.imports.look(other)
    assert forgotten is not None
    assert not forgotten.remembered


# --- rows with problems ----------------------------------------------------------------------------------------------


def test_rows_with_problems_are_saved_corrected_and_imported_again(house: House, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "Företag;Kontaktperson;E-post;Anteckning",
        "Ek AB;Åsa Ek;asa@ek.example;hej",
        ";;;=HYPERLINK(\"http://x\")",
        ";;;+46",
    )
    outcome = bring_in(house, file)
    errors = tmp_path / "fel.xlsx"
    assert house.imports.save_problem_rows(outcome, errors, Language("sv")) == 2
    sheet = load_workbook(errors).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == ["Företag", "Kontaktperson", "E-post", "Anteckning", "Orsak"]
    assert rows[1][3].value == '=HYPERLINK("http://x")'
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert rows[1][4].value
    book = load_workbook(errors)
    assert book.active is not None
    book.active["A2"], book.active["A3"] = "Bo AB", "Nils AB"
    book.save(errors)
    again = bring_in(house, errors)
    assert (numbers(again), again.problems) == ((2, 0, 0), ())
    assert companies(house)["Nils AB"].notes == "+46"
    assert house.imports.save_problem_rows(again, tmp_path / "none.xlsx", ENGLISH) == 0
    assert not (tmp_path / "none.xlsx").exists()


# --- the sums, the alarm, undo ---------------------------------------------------------------------------------------


def test_the_sums_before_are_the_sums_after_and_rows_add_up(house: House, tmp_path: Path) -> None:
    bring_in(house, SAMPLES / "tables" / "fair_exhibitors.csv")
    file = write(
        tmp_path / "a.csv",
        "Utställare;Kontaktperson;E-post;Telefon",
        "Åsgårdens Bygg AB;Åsa Öberg;asa@asgarden.example;070-111 22 33",
        "Nya AB;Ny Person;ny@nya.example;",
        "Nya AB;Ny Person;ny@nya.example;",
        "Bara AB;;;",
        ";;;070",
    )
    preview = house.imports.preview([file])
    said = say_facts(preview.facts, ENGLISH)
    assert said == [
        "2 new companies", "1 new person", "1 person is updated", "1 gets a new phone", "1 row changes nothing",
        "1 row has errors",
    ]  # fmt: skip
    outcome = house.imports.run(preview)
    assert outcome.facts == preview.facts
    assert say_facts(outcome.facts, ENGLISH, past=True)[3] == "1 got a new phone"
    facts = outcome.facts
    assert facts.kept + facts.rejected + facts.unchanged == facts.rows == 5


def test_a_file_that_would_change_more_than_a_tenth_asks_first(house: House, tmp_path: Path) -> None:
    heading = "Företag;Webb"
    file = write(tmp_path / "a.csv", heading, *(f"Firma {n} AB;a{n}.example" for n in range(40)))
    assert house.imports.preview([file]).alarm is None
    bring_in(house, file)
    write(file, heading, *(f"Firma {n} AB;b{n}.example" for n in range(5)))
    preview = house.imports.preview([file])
    assert preview.alarm is not None
    assert (preview.alarm.changed, preview.alarm.known) == (5, 40)
    assert "5 of 40" in say_alarm(preview.alarm, ENGLISH)
    with pytest.raises(InvalidInput):
        house.imports.run(preview)
    assert companies(house)["Firma 1 AB"].website == "a1.example"
    house.imports.run(preview, accept_alarm=True)
    assert companies(house)["Firma 1 AB"].website == "b1.example"
    write(file, heading, *(f"Firma {n} AB;c{n}.example" for n in range(4)))
    assert house.imports.preview([file]).alarm is None


def test_undo_takes_the_whole_import_back_but_keeps_and_lists_what_was_edited_since(house: House) -> None:
    outcome = bring_in(house, SAMPLES / "tables" / "fair_exhibitors.csv")
    asa = people(house)["Åsa Öberg"]
    house.people.save(replace(asa, notes="Ringer i december"))
    reversal = house.history.undo(outcome.changes.action)
    assert [(kept.title, kept.fields) for kept in reversal.kept if kept.kind is Kind.PERSON] == [("Åsa Öberg", ("notes",))]
    assert list(people(house)) == ["Åsa Öberg"]
    # Her company is in use by her, and stays too; all else is gone.
    assert list(companies(house)) == ["Åsgårdens Bygg AB"]


def test_an_import_may_be_stopped_at_any_time_and_keeps_nothing(house: House, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "Företag;Webb", *(f"Firma {n} AB;a{n}.example" for n in range(1500)))
    preview = house.imports.preview([file])

    def stop_at(most: int) -> Callable[[int, int], None]:
        def report(done: int, total: int) -> None:
            if done >= most:
                raise Cancelled

        return report

    for most in (0, 700):
        with pytest.raises(Cancelled):
            house.imports.preview([file], progress=stop_at(most))
        with pytest.raises(Cancelled):
            house.imports.run(preview, progress=stop_at(max(most, 1)))
    assert house.companies.count() == 0
    assert house.history.actions() == []


def test_a_sole_traders_number_is_in_no_place_whatever_its_column_is_called(house: House, tmp_path: Path) -> None:
    bare = PERSONAL.replace("-", "")
    file = write(
        tmp_path / "a.csv",
        "Företag;Org.nr;Kod;Anteckning;E-post",
        f"Kalles Snickeri;{PERSONAL};{bare};Har nummer {PERSONAL} i sitt avtal;kalle@kalle.example",
        f"Lisas Måleri;19{bare};{PERSONAL};;lisa@lisa.example",
        f";{bare};{bare};;",
    )
    preview = house.imports.preview([file], wishes=TableWishes(mapping=((2, "answer"),)))
    outcome = house.imports.run(preview)
    errors = tmp_path / "fel.xlsx"
    assert house.imports.save_problem_rows(outcome, errors, ENGLISH) == 1
    look = house.imports.look(file)
    assert companies(house)["Kalles Snickeri"].sole_trader
    cells = [str(cell.value) for row in load_workbook(errors).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    told = [repr(look), repr(preview.looks), repr(preview.lines), repr(outcome.problems), repr(register(house)), *cells]
    told += [repr(house.history.of(one.id)) for one in companies(house).values()]
    house.close()
    told += [path.read_bytes().decode("latin-1") for path in Path(house.place).parent.glob("register.outreach*")]
    for text in told:
        assert PERSONAL not in text
        assert bare not in text


# --- out and in again ------------------------------------------------------------------------------------------------


def _again(house: House, folder: Path, languages: tuple[str, ...] = ("sv", "en")) -> None:
    """Everything that was imported goes out in each format, and comes back without changing anything."""
    before = register(house)
    for kind, suffixes in {
        Kind.COMPANY: (".csv", ".xlsx", ".vcf"),
        Kind.PERSON: (".csv", ".xlsx", ".vcf"),
        Kind.TENDER: (".csv", ".xlsx"),
        Kind.EVENT: (".ics",),
    }.items():
        if not house.exports._records(kind, None, None):
            continue
        for suffix in suffixes:
            for language in languages:
                file = folder / f"{kind.value}-{language}{suffix}"
                house.exports.write(kind, file, Language(language))
                outcome = bring_in(house, file)
                assert numbers(outcome)[:2] == (0, 0), file
                assert outcome.unchanged > 0, file
                assert not [one for one in outcome.problems if not one.warning], file
    assert register(house) == before


@pytest.mark.parametrize("path", [*LISTS, SAMPLES / "ldif" / "thunderbird.ldif"], ids=lambda path: path.name)
def test_a_list_twice_changes_nothing_and_neither_does_its_export(house: House, path: Path, tmp_path: Path) -> None:
    assert bring_in(house, path).added > 0
    assert numbers(bring_in(house, path))[:2] == (0, 0)
    _again(house, tmp_path)


def test_the_statistics_go_out_and_come_back_without_a_change(counted: House, tmp_path: Path) -> None:
    _again(counted, tmp_path, searched(("sv",), ("sv", "en")))


def test_real_cards_go_out_and_come_back_without_a_change(house: House, tmp_path: Path) -> None:
    cards = sorted(path for path in (SHARED / "vcards").rglob("*.vcf"))
    if not cards:
        pytest.skip("the vCards are not here")
    bring_in(house, *cards)
    _again(house, tmp_path)


def test_all_lists_together_go_out_and_come_back_without_a_change(house: House, tmp_path: Path) -> None:
    for path in LISTS:
        bring_in(house, path)
    for path in LISTS:
        assert numbers(house.imports.preview([path]))[:2] == (0, 0), path
    _again(house, tmp_path)


_WORDS = st.text(st.sampled_from(list("aåÖ ,;:'\"=+-@\\|1\n")), min_size=1, max_size=12).map(lambda text: f"x{text}".strip())
_TAG = st.text(st.sampled_from(list("aåö,;\\ 1")), min_size=1, max_size=8).map(lambda text: " ".join(f"t{text}".split()))


@settings(
    max_examples=searched(6, 12),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_whatever_a_company_and_a_person_hold_comes_back_the_same(house: House, tmp_path: Path, data: st.DataObject) -> None:
    one = Company(
        name=data.draw(_WORDS),
        org_number=data.draw(st.sampled_from(["", "2120000142"])),
        tags=tuple(data.draw(st.lists(_TAG, max_size=3))),
        emails=(Email("a@b.example", data.draw(st.sampled_from(["", "work", "Växel"]))),),
        phones=(Phone("+46701112233", data.draw(st.sampled_from(["", "mobile", "Direkt nr"]))),),
        addresses=(Address(data.draw(_WORDS), "784 33", "Borlänge"),),
        notes=data.draw(_WORDS),
        website=data.draw(st.sampled_from(["", "https://x.example"])),
        source=data.draw(_WORDS),
    )
    house.companies.save(one)
    title = " ".join(data.draw(_WORDS).split())
    house.people.save(Person(name=data.draw(_WORDS), roles=(Role(one.id, title),), notes=data.draw(_WORDS)))
    for kind in (Kind.COMPANY, Kind.PERSON):
        for suffix in (".csv", ".vcf"):
            file = tmp_path / f"{kind.value}{suffix}"
            house.exports.write(kind, file, Language("sv"))
            assert numbers(bring_in(house, file))[:2] == (0, 0), file
