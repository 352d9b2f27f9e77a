"""Import of files: what becomes of each record, what a second time does, and what is said of files that cannot be read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import zoned
from outreach.errors import InvalidInput
from outreach.language import Language
from outreach.services.house import House
from outreach.services.imports import ImportOutcome

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CARD = """BEGIN:VCARD\r
VERSION:3.0\r
UID:{uid}\r
FN:{name}\r
ORG:Bergs Bygg AB\r
TITLE:vd\r
EMAIL:{mail}\r
TEL;TYPE=CELL:070-123 45 67\r
END:VCARD\r
"""


def card(uid: str = "u1", name: str = "Anna Berg", mail: str = "anna@bergs.example") -> str:
    return CARD.format(uid=uid, name=name, mail=mail)


def bring_in(house: House, *paths: Path, event: object = None) -> ImportOutcome:
    return house.imports.run(house.imports.preview(paths, event=event))  # type: ignore[arg-type]


def numbers(outcome: ImportOutcome) -> tuple[int, int, int]:
    return outcome.added, outcome.updated, outcome.unchanged


def register(house: House) -> list[object]:
    kinds = (house.companies, house.people, house.events, house.tenders)
    return [to_plain(one) for kind in kinds for one in kind.listed(Listing(kind.kind))]


def shared_files(folder: str) -> list[Path]:
    found = SHARED / folder
    if not found.is_dir():
        pytest.skip(f"{found} is not here")
    return sorted(path for path in found.rglob("*") if path.is_file())


def test_a_preview_promises_exactly_what_the_import_does_and_keeps_nothing(house: House, tmp_path: Path) -> None:
    file = tmp_path / "list.vcf"
    file.write_text(card() + card("u2", "Bo Ek", "bo@ek.example") + card("u3", "", ""))
    preview = house.imports.preview([file])
    assert house.people.count() == 0
    assert house.history.actions() == []
    outcome = house.imports.run(preview)
    assert numbers(outcome) == (preview.added, preview.updated, preview.unchanged)
    assert [line.title for line in outcome.lines] == [line.title for line in preview.lines]
    assert outcome.problems == preview.problems


def test_the_same_file_again_changes_nothing_and_undo_takes_all_of_it_back(house: House, tmp_path: Path) -> None:
    file = tmp_path / "list.vcf"
    file.write_text(card() + card("u2", "Bo Ek", "bo@ek.example"))
    assert numbers(bring_in(house, file)) == (2, 0, 0)
    before = register(house)
    again = bring_in(house, file)
    assert numbers(again) == (0, 0, 2)
    assert again.changes.action is None
    assert register(house) == before
    house.history.undo()
    assert register(house) == []


def test_an_edit_by_hand_survives_a_newer_card(house: House, tmp_path: Path) -> None:
    file = tmp_path / "one.vcf"
    file.write_text(card())
    person_id = bring_in(house, file).lines[0].record
    assert person_id is not None
    house.people.save(replace(house.people.get(person_id), name="Anna Berg-Lind"))
    file.write_text(card(mail="anna.berg@bergs.example"))
    assert numbers(bring_in(house, file)) == (0, 1, 0)
    person = house.people.get(person_id)
    assert person.name == "Anna Berg-Lind"
    assert [email.address for email in person.emails] == ["anna@bergs.example", "anna.berg@bergs.example"]


def test_an_edit_by_hand_survives_every_later_card_and_the_newer_title_comes_in(house: House, tmp_path: Path) -> None:
    file = tmp_path / "one.vcf"
    file.write_text(card())
    person_id = bring_in(house, file).lines[0].record
    assert person_id is not None
    house.people.save(replace(house.people.get(person_id), name="Anna Berg-Lind"))
    for number, title in (("070-123 45 68", "vd"), ("070-123 45 69", "styrelseordförande")):
        file.write_text(card().replace("070-123 45 67", number).replace("TITLE:vd", f"TITLE:{title}"))
        assert numbers(bring_in(house, file)) == (0, 1, 0)
    person = house.people.get(person_id)
    assert (person.name, person.roles[0].title) == ("Anna Berg-Lind", "styrelseordförande")
    assert len(person.phones) == 3


def test_a_number_taken_away_by_hand_stays_away_and_a_new_one_comes_in(house: House, tmp_path: Path) -> None:
    file = tmp_path / "one.vcf"
    file.write_text(card())
    person_id = bring_in(house, file).lines[0].record
    assert person_id is not None
    house.people.save(replace(house.people.get(person_id), phones=()))
    file.write_text(card().replace("END:VCARD", "TEL:0240-66 00 00\r\nEND:VCARD"))
    bring_in(house, file)
    assert [phone.number for phone in house.people.get(person_id).phones] == ["+46240660000"]


def test_the_department_of_a_card_is_kept_with_the_title(house: House, tmp_path: Path) -> None:
    file = tmp_path / "one.vcf"
    file.write_text(card().replace("ORG:Bergs Bygg AB", "ORG:Bergs Bygg AB;Mark"))
    bring_in(house, file)
    (anna,) = house.people.listed(Listing(Kind.PERSON))
    assert [role.title for role in house.people.get(anna.id).roles] == ["vd, Mark"]
    assert numbers(bring_in(house, file)) == (0, 0, 1)


def test_a_title_unknown_before_is_taken_from_the_card(house: House, tmp_path: Path) -> None:
    house.meetings.capture_line("Anna Berg, Bergs Bygg AB, anna@bergs.example: hej")
    file = tmp_path / "one.vcf"
    file.write_text(card())
    assert numbers(bring_in(house, file)) == (0, 1, 0)
    assert [role.title for person in house.people.listed(Listing(Kind.PERSON)) for role in person.roles] == ["vd"]


def test_what_a_list_says_wrongly_of_a_company_is_told_and_the_rest_kept(house: House, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Företag;Org.nr;Kommun;CPV;Namn;E-post\n"
        "Fel AB;556677-8890;Ankeborg;99999999;Lisa;lisa@fel.example\n"
        "Rätt AB;212000-2205;Borlänge;45000000;;\n",
        "utf-8",
    )
    outcome = bring_in(house, file)
    assert numbers(outcome) == (2, 0, 0)
    assert {(problem.line, problem.warning) for problem in outcome.problems} == {(2, True)}
    assert len(outcome.problems) == 3
    assert "8890" not in str(outcome.problems)
    kept = {one.name: one for one in house.companies.listed(Listing(Kind.COMPANY))}
    assert (kept["Rätt AB"].org_number, kept["Rätt AB"].municipality) == ("2120002205", "2081")


@pytest.mark.parametrize("row", ["Eks Städ;811228-9874;Bo Ek;bo@ek.example", "Eks Städ;811228-9874;;", ";19811228-9874;Bo;"])
def test_a_sole_traders_number_in_a_list_leaves_only_the_flag(house: House, tmp_path: Path, row: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"Företag;Org.nr;Namn;E-post\n{row}\n", "utf-8")
    outcome = bring_in(house, file)
    assert "9874" not in str(outcome)
    with house.database.read() as view:
        tables = ("company", "person", "term", "journal", "action")
        rows = [str(one) for name in tables for one in view.connection.exec_driver_sql(f"SELECT * FROM {name}")]
    assert not [one for one in rows if "9874" in one]
    assert all(company.sole_trader for company in house.companies.listed(Listing(Kind.COMPANY)))
    assert house.search.find("811228") == []
    for kind, suffixes in ((Kind.COMPANY, (".csv", ".vcf", ".json")), (Kind.PERSON, (".csv", ".vcf", ".json"))):
        for written in exported(house, kind, tmp_path, suffixes):
            assert b"9874" not in written.read_bytes()


def notices(folder: Path, *names: str) -> list[Path]:
    source = Path(__file__).parents[1] / "samples" / "eforms"
    return [source / f"{name}.xml" for name in names]


@pytest.mark.parametrize("names", [("planning", "contract"), ("contract", "planning")])
def test_a_plan_and_the_notice_that_follows_it_are_one_tender_in_either_order(
    house: House, tmp_path: Path, names: tuple[str, ...]
) -> None:
    files = notices(tmp_path, *names)
    assert [numbers(bring_in(house, file)) for file in files] == [(1, 0, 0), (0, 1, 0)]
    (tender,) = house.tenders.listed(Listing(Kind.TENDER))
    assert (tender.notice_kind, tender.stage.value) == ("competition", "advertised")
    assert tender.expected_publication is not None
    assert tender.tender_deadline is not None
    assert [numbers(bring_in(house, file)) for file in files] == [(0, 0, 1), (0, 0, 1)]
    assert house.tenders.listed(Listing(Kind.TENDER)) == [tender]
    house.history.undo()
    house.history.undo()
    assert house.tenders.count() == 0


def test_a_second_procedure_out_of_one_plan_is_a_tender_of_its_own(house: House, tmp_path: Path) -> None:
    plan, first = notices(tmp_path, "planning", "contract")
    text = first.read_text("utf-8")
    tender = house.tenders.get(bring_in(house, plan, first).lines[1].record)  # type: ignore[arg-type]
    second = tmp_path / "second.xml"
    second.write_text(
        text.replace(tender.procedure_id, "5e0d9f6c-1a2b-4c3d-9e8f-abcdef000009").replace(
            tender.notice_id, "7d3f4a10-2c55-4b0f-8e77-c0ffee000009"
        ),
        "utf-8",
    )
    assert numbers(bring_in(house, second)) == (1, 0, 0)
    assert house.tenders.get(tender.id) == tender


EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:same\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20260301T100000Z\r\nSEQUENCE:{sequence}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize("order", [(0, 2), (2, 0)])
def test_of_two_calendars_with_one_uid_the_newer_revision_wins(
    house: House, tmp_path: Path, order: tuple[int, int]
) -> None:
    files = [tmp_path / f"{sequence}.ics" for sequence in order]
    for sequence, file in zip(order, files, strict=True):
        file.write_text(EVENT.format(sequence=sequence, title=f"Revision {sequence}"), newline="")
    bring_in(house, *files)
    assert [(one.title, one.sequence) for one in house.events.listed(Listing(Kind.EVENT))] == [("Revision 2", 2)]
    assert numbers(bring_in(house, *files)) == (0, 0, 2)


def test_one_person_twice_in_a_file_is_one_and_two_of_one_name_stay_two(house: House, tmp_path: Path) -> None:
    file = tmp_path / "list.vcf"
    bo = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Ek\r\nORG:{firm}\r\nEMAIL:{mail}\r\nTEL:{phone}\r\nEND:VCARD\r\n"
    file.write_text(
        card("u1")
        + card("u2").replace("070-123 45 67", "0240-66 00 00")
        + bo.format(firm="Eks El", mail="bo@eksel.example", phone="070-000 00 01")
        + bo.format(firm="Bos Bil", mail="bo@bosbil.example", phone="070-000 00 02")
    )
    bring_in(house, file)
    people = house.people.listed(Listing(Kind.PERSON))
    assert sorted((one.name, len(one.phones)) for one in people) == [("Anna Berg", 2), ("Bo Ek", 1), ("Bo Ek", 1)]


def test_contacts_met_at_an_event_carry_it_as_their_source(house: House, tmp_path: Path) -> None:
    from datetime import datetime

    gala = Event(title="Företagsgala", when=zoned(datetime(2026, 11, 20, 18), datetime(2026, 11, 20, 23)))
    house.events.save(gala)
    file = tmp_path / "one.vcf"
    file.write_text(card())
    outcome = bring_in(house, file, event=gala.id)
    assert outcome.lines[0].record is not None
    assert house.people.get(outcome.lines[0].record).source == "Företagsgala 2026-11-20"


def test_one_bad_file_costs_only_itself(house: House, tmp_path: Path) -> None:
    good, folder, empty, huge = (tmp_path / name for name in ("a.vcf", "folder.vcf", "empty.vcf", "huge.vcf"))
    good.write_text(card())
    folder.mkdir()
    empty.write_bytes(b"")
    with huge.open("wb") as file:
        file.truncate(10_000_000_000)
    missing = tmp_path / "missing.ics"
    noise = tmp_path / "noise.bin"
    noise.write_bytes(bytes(range(256)) * 20)
    started = time.monotonic()
    outcome = bring_in(house, good, folder, empty, huge, missing, noise)
    assert time.monotonic() - started < 5
    assert numbers(outcome) == (1, 0, 0)
    told = {Path(problem.file).name for problem in outcome.problems}
    assert told == {"folder.vcf", "empty.vcf", "huge.vcf", "missing.ics", "noise.bin"}
    assert all(problem.reason for problem in outcome.problems)


def test_a_device_is_not_read(house: House, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.vcf"
    os.mkfifo(pipe)
    outcome = bring_in(house, pipe)
    assert [problem.reason for problem in outcome.problems] == ["This is not an ordinary file."]


def test_an_unknown_format_or_event_is_refused(house: House, tmp_path: Path) -> None:
    file = tmp_path / "one.vcf"
    file.write_text(card())
    with pytest.raises(InvalidInput):
        house.imports.preview([file], as_format="wordperfect")
    from uuid import uuid4

    with pytest.raises(InvalidInput):
        house.imports.preview([file], event=uuid4())


def test_a_shared_mailbox_in_a_file_does_not_merge_two_people(house: House, tmp_path: Path) -> None:
    file = tmp_path / "two.vcf"
    file.write_text(card("a", "Anna Berg", "info@bergs.example") + card("b", "Bo Berg", "info@bergs.example"))
    assert numbers(bring_in(house, file)) == (2, 0, 0)


@pytest.mark.parametrize("folder", ["vcards", "calendars", "itip", "eforms"])
def test_real_files_come_in_once_each_within_two_seconds(house: House, folder: str) -> None:
    files = [path for path in shared_files(folder) if path.suffix in (".vcf", ".ics", ".xml", ".csv")]
    for path in files:
        # The processor's time: how busy the machine is with other things does not count.
        started = time.process_time()
        outcome = bring_in(house, path)
        assert time.process_time() - started < 2, path
        assert outcome.lines or outcome.problems, path
        assert all(problem.file and problem.reason for problem in outcome.problems), path
    before = register(house)
    for path in files:
        again = bring_in(house, path)
        assert (again.added, again.updated) == (0, 0), path
    assert register(house) == before


def test_a_broken_notice_gives_a_problem_and_nothing_else(house: House) -> None:
    broken = [path for path in shared_files("eforms") if path.name.startswith("INVALID_")]
    outcome = bring_in(house, *broken)
    assert numbers(outcome) == (0, 0, 0)
    assert {problem.file for problem in outcome.problems} == {str(path) for path in broken}


def test_a_changed_notice_updates_its_tender_and_never_doubles_it(house: House, tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "samples" / "eforms"
    notice = next(path for path in sorted(source.glob("*.xml")) if "contract" in path.name)
    text = notice.read_text("utf-8")
    first = bring_in(house, notice)
    tender_id = first.lines[0].record
    assert tender_id is not None
    stored = house.tenders.get(tender_id)
    house.tenders.save(replace(stored, title="I klarspråk"))
    changed = tmp_path / "changed.xml"
    old_version = f">{stored.notice_version}</cbc:VersionID>"
    assert old_version in text
    changed.write_text(
        text.replace(old_version, ">07</cbc:VersionID>").replace(stored.description, "Ny beskrivning."), "utf-8"
    )
    assert numbers(bring_in(house, changed)) == (0, 1, 0)
    renewed = house.tenders.get(tender_id)
    assert (renewed.title, renewed.description, renewed.notice_version) == ("I klarspråk", "Ny beskrivning.", "07")
    assert house.tenders.count() == 1
    assert numbers(bring_in(house, notice)) == (0, 0, 1)
    assert house.tenders.get(tender_id) == renewed


def exported(house: House, kind: Kind, folder: Path, suffixes: Iterable[str]) -> list[Path]:
    return [house.exports.write(kind, folder / f"{kind.value}{suffix}", Language("sv")).file for suffix in suffixes]


@pytest.mark.parametrize("suffix", [".vcf", ".csv", ".xlsx"])
def test_our_own_cards_and_tables_come_back_without_a_change(house: House, tmp_path: Path, suffix: str) -> None:
    fill(house)
    before = register(house)
    for kind in (Kind.COMPANY, Kind.PERSON):
        outcome = bring_in(house, *exported(house, kind, tmp_path, [suffix]))
        assert (outcome.added, outcome.updated, outcome.problems) == (0, 0, ()), (kind, suffix)
    assert register(house) == before


def test_our_own_calendar_comes_back_without_a_change(house: House, tmp_path: Path) -> None:
    fill(house)
    before = register(house)
    file = house.exports.write(Kind.EVENT, tmp_path / "all.ics", Language("sv"), deadlines=True).file
    outcome = bring_in(house, file)
    assert (outcome.added, outcome.updated, outcome.problems) == (0, 0, ())
    assert outcome.unchanged >= 3
    assert register(house) == before


@pytest.mark.parametrize("suffix", [".vcf", ".csv", ".xlsx"])
def test_cards_and_tables_fill_an_empty_register_alike(house: House, tmp_path: Path, suffix: str) -> None:
    from outreach.storage.database import Signature
    from tests.ready import fresh_workspace

    fill(house)
    files = [*exported(house, Kind.COMPANY, tmp_path, [suffix]), *exported(house, Kind.PERSON, tmp_path, [suffix])]
    other = House(fresh_workspace(tmp_path / "other.outreach", Signature("Bo")))
    try:
        outcome = bring_in(other, *files)
        assert outcome.problems == ()
        wanted = {person.name: person for person in house.people.listed(Listing(Kind.PERSON))}
        got = {person.name: person for person in other.people.listed(Listing(Kind.PERSON))}
        assert wanted.keys() == got.keys()
        for name, person in wanted.items():
            for field in ("given", "family", "emails", "phones", "tags", "notes", "language", "addresses"):
                assert getattr(got[name], field) == getattr(person, field), (name, field)
        named = {company.name: company for company in other.companies.listed(Listing(Kind.COMPANY))}
        for company in house.companies.listed(Listing(Kind.COMPANY)):
            for field in ("org_number", "municipality", "sni", "cpv", "size", "tags", "notes"):
                assert getattr(named[company.name], field) == getattr(company, field), (company.name, field)
    finally:
        other.close()


def fill(house: House) -> None:
    from datetime import UTC, date, datetime

    from outreach.domain.company import Company, SizeClass
    from outreach.domain.contact import Address, kept_email, kept_phone
    from outreach.domain.person import Person, Role
    from outreach.domain.tender import Stage, Tender
    from outreach.domain.when import all_day

    company = Company(
        name='Åkes "Bygg", Mark; & Co AB',
        org_number="2120002205",
        municipality="2061",
        sni=("43.210", "81.300"),
        cpv=("45000000", "90620000"),
        size=SizeClass.SMALL,
        tags=("bygg", "snö, is"),
        notes="=SUMMA(A1)\nrad två; med – tecken",
        website="https://akes.example",
    )
    house.companies.save(company)
    house.companies.save(Company(name="Tomt AB"))
    house.people.save(
        Person(
            name="Åsa Öberg Ström",
            given="Åsa",
            family="Öberg Ström",
            roles=(Role(company.id, "platschef, norr"),),
            emails=(kept_email("asa@akes.example", "work"), kept_email("asa@hemma.example", "home")),
            phones=(kept_phone("070-123 45 67", "mobile"), kept_phone("0240-66 00 00")),
            addresses=(Address("Storgatan 1", "777 30", "Smedjebacken", "", "", "work"),),
            tags=("gala",),
            language="sv",
            notes="-1 i text\n+46 i text",
            source="Företagsgala 2026-11-20",
        )
    )
    house.people.save(Person(name="Bo"))
    house.events.save(
        Event(
            title="Frukost; kaffe, te & bullar 🥐",
            when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)),
            place="Folkets hus",
            booth="B 12",
            notes="bara för oss",
            staff=("Anna Ek",),
            tags=("frukost",),
        )
    )
    house.events.save(Event(title="Mässa", when=all_day(date(2027, 3, 27), date(2027, 3, 28))))
    house.tenders.save(
        Tender(
            title="Snö",
            stage=Stage.ADVERTISED,
            tender_deadline=datetime(2027, 1, 1, 22, 59, tzinfo=UTC),
            expected_publication=date(2026, 12, 1),
        )
    )


@pytest.mark.parametrize("twice", [False, True])
def test_read_rejected_and_unchanged_are_all_that_a_file_holds(house, tmp_path, twice):
    cards = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Anna Ek {number}\nEND:VCARD\n" for number in range(499))
    path = tmp_path / "massa.vcf"
    path.write_text(f"{cards}BEGIN:VCARD\nVERSION:3.0\nNOTE:19811218-9876 utan namn\nEND:VCARD\n", "utf-8")
    outcome = house.imports.run(house.imports.preview([path]))
    if twice:
        outcome = house.imports.run(house.imports.preview([path]))
    facts = outcome.facts
    assert (facts.kept, facts.unchanged, facts.rejected) == ((0, 499, 1) if twice else (499, 0, 1))
    assert facts.rows == 500 == facts.kept + facts.unchanged + facts.rejected
    assert [problem.line for problem in outcome.problems] == [499 * 4 + 1]


def test_a_personal_number_in_a_line_that_is_told_of_is_masked(house, tmp_path):
    path = tmp_path / "kort.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Anna Ek\nfödd 811218-9876 i Falun\nEND:VCARD\n", "utf-8")
    (problem,) = house.imports.preview([path]).problems
    assert problem.line == 4
    assert "Falun" in problem.text
    assert "9876" not in problem.text
