"""The notices of a tender: kept in each version, whatever their order, with what each changed; and ZIP files of them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind, differences
from outreach.domain.tender import Money, Stage, Tender
from outreach.errors import Cancelled, NotFound
from outreach.language import Language
from outreach.services.house import House
from outreach.services.imports import ImportOutcome
from outreach.services.notice_words import say_bids, say_change, say_kind

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "eforms"
ENGLISH = Language("en")
#: One procedure from its plan to the end of its contract.
STORY = ("planning", "contract", "result", "result_corrected", "contract_changed", "contract_completed")


def bring_in(house: House, *paths: Path) -> ImportOutcome:
    return house.imports.run(house.imports.preview(paths))


def samples(*names: str) -> list[Path]:
    return [SAMPLES / f"{name}.xml" for name in names]


def only_tender(house: House) -> Tender:
    (tender,) = house.tenders.listed(Listing(Kind.TENDER))
    return tender


def content(tender: Tender) -> Tender:
    return replace(tender, id=Tender(title="x").id, version=0, origins=tuple(sorted(tender.origins)))


def kept(house: House) -> int:
    with house.database.read() as view:
        return view.notices.count()


def changed_contract(folder: Path) -> Path:
    """Return a second version of contract.xml: the first lot ends later, and the second lot is gone."""
    text = (SAMPLES / "contract.xml").read_text("utf-8")
    text = text.replace("<cbc:VersionID>01<", "<cbc:VersionID>02<").replace("2026-12-21+01:00", "2027-01-11+01:00")
    lot = r'  <cac:ProcurementProjectLot>\s*<cbc:ID schemeName="Lot">LOT-0002.*?</cac:ProcurementProjectLot>\n'
    second = re.search(lot, text, re.DOTALL)
    assert second
    path = folder / "contract_02.xml"
    path.write_text(text.replace(second[0], ""), "utf-8")
    return path


def test_a_procedure_from_plan_to_completion_is_one_tender_with_all_its_notices(house: House) -> None:
    for path in samples(*STORY):
        bring_in(house, path)
    tender = only_tender(house)
    versions = house.notices.of(tender.id)
    assert [one.notice.kind for one in versions] == [
        "completion", "cont-modif", "result", "result", "competition", "planning"
    ]  # fmt: skip
    assert (tender.stage, tender.notice_kind) == (Stage.CONTRACT, "completion")
    first, second = tender.results
    assert (first.bids, second.bids) == (5, 4), "from the corrected result; later notices do not tell"
    assert first.value == Money(4_710_000_00), "what the contract came to in the end"
    assert [lot.tender_deadline is not None for lot in tender.lots] == [True, True], "from the contract notice"
    assert tender.expected_publication == date(2026, 11, 16)


def test_the_order_of_import_does_not_matter(house: House, tmp_path: Path) -> None:
    bring_in(house, *samples(*STORY))
    wanted = content(only_tender(house))
    orders = [STORY[::-1], (*STORY[3:], *STORY[:3]), ("planning", "result", "contract", "contract_completed", *STORY[3:5])]
    for order in orders:
        house.history.undo()
        assert (house.tenders.count(), kept(house)) == (0, 0)
        house.imports.run(house.imports.preview(samples(*order)))
        assert differences(wanted, content(only_tender(house))) == {}, order
        assert kept(house) == len(STORY)


def test_the_same_import_twice_adds_nothing(house: House) -> None:
    bring_in(house, *samples(*STORY))
    tender, before = only_tender(house), kept(house)
    again = bring_in(house, *samples(*STORY))
    assert (again.added, again.updated, again.unchanged) == (0, 0, len(STORY))
    assert again.changes.action is None
    assert (only_tender(house), kept(house)) == (tender, before)


def test_a_changed_notice_says_before_and_after_and_its_tender_follows(house: House, tmp_path: Path) -> None:
    bring_in(house, *samples("contract"))
    tender = only_tender(house)
    bring_in(house, changed_contract(tmp_path))
    changed = only_tender(house)
    assert changed.id == tender.id
    assert [lot.number for lot in changed.lots] == ["LOT-0001"], "a lot that the new version does not name is gone"
    latest, first = house.notices.of(tender.id)
    assert (latest.before, first.before) == (first.notice, None)
    said = [say_change(one, ENGLISH) for one in latest.changes]
    assert ("LOT-0001: Last day to bid", "21 Dec 2026 23:59", "11 Jan 2027 23:59") in said
    assert ("LOT-0002: Lot", "Byarna", "–") in said
    assert first.changes == ()
    assert {"tender_deadline", "lots"} <= set(house.history.of(tender.id)[0].fields)
    house.history.undo()
    assert (only_tender(house).lots, kept(house)) == (tender.lots, 1)


def test_a_corrected_result_shows_that_the_count_became_known(house: House) -> None:
    bring_in(house, *samples("result", "result_corrected"))
    latest = house.notices.of(only_tender(house).id)[0]
    said = [say_change(one, ENGLISH) for one in latest.changes]
    assert ("LOT-0002: Tenders received", "at least 4, total unknown", "4 tenders received") in said
    assert ("LOT-0002: Contract signed", "1 Feb 2027", "2 Feb 2027") in said
    assert say_kind(latest.notice, ENGLISH) == "Result notice, changed"


def test_what_an_officer_wrote_stays_whatever_notices_come(house: House) -> None:
    bring_in(house, *samples("planning"))
    tender = only_tender(house)
    house.tenders.save(replace(tender, title="Snö i byarna", notes="Ring Åsens Maskin.", tags=("snö",)))
    bring_in(house, *samples("contract", "result"))
    told = only_tender(house)
    assert (told.title, told.notes, told.tags) == ("Snö i byarna", "Ring Åsens Maskin.", ("snö",))
    assert told.stage is Stage.CONTRACT


def test_a_plan_and_a_procedure_that_turn_out_to_be_one_are_joined_with_their_conversations(house: House) -> None:
    bring_in(house, *samples("planning"))
    plan = only_tender(house)
    house.tenders.save(replace(plan, notes="Planen finns.", tags=("vinter",)))
    with house.database.work("A talk") as work:
        talk = work.save(Kind.MEETING, Meeting(at=work.now, note="Snö", tenders=(plan.id,)))
    bring_in(house, *samples("result"))
    assert house.tenders.count() == 2, "nobody has said yet that they are one"
    bring_in(house, *samples("contract"))
    tender = only_tender(house)
    assert house.meetings.get(talk.id).tenders == (tender.id,)
    assert (tender.notes, tender.tags) == ("Planen finns.", ("vinter",))
    assert [one.notice.kind for one in house.notices.of(tender.id)] == ["result", "competition", "planning"]
    house.history.undo()
    assert house.tenders.count() == 2
    assert house.meetings.get(talk.id).tenders == (plan.id,)
    assert [one.notice.kind for one in house.notices.of(plan.id)] == ["planning"]


def test_a_deleted_tender_takes_its_notices_along_and_undo_brings_them_back(house: House) -> None:
    bring_in(house, *samples("contract", "result"))
    tender = only_tender(house)
    house.tenders.delete([tender.id])
    assert kept(house) == 0
    with pytest.raises(NotFound):
        house.notices.of(tender.id)
    house.history.undo()
    assert len(house.notices.of(tender.id)) == 2
    house.tenders.delete([tender.id])
    assert bring_in(house, *samples("contract")).added == 1, "what was deleted may come in again"


def test_a_tender_kept_before_notices_were_is_not_set_back_by_an_older_notice(house: House) -> None:
    bring_in(house, *samples("result"))
    with house.database.work("As it was in an older program") as work:
        for notice in work.notices.all():
            work.delete(Kind.NOTICE, notice.id)
    bring_in(house, *samples("contract"))
    tender = only_tender(house)
    assert (tender.stage, tender.notice_kind) == (Stage.CONTRACT, "result")
    assert tender.tender_deadline is not None


def test_what_publication_adds_is_filled_in_and_makes_no_second_version(house: House, tmp_path: Path) -> None:
    bring_in(house, *samples("result"))
    published = tmp_path / "published.xml"
    more = (
        "<efac:Publication><efbc:NoticePublicationID schemeName='ojs-notice-id'>00012345-2027</efbc:NoticePublicationID>"
        "<efbc:PublicationDate>2027-02-03Z</efbc:PublicationDate></efac:Publication><efac:Organizations>"
    )
    text = (SAMPLES / "result.xml").read_text("utf-8").replace("<efac:Organizations>", more)
    published.write_text(text, "utf-8")
    bring_in(house, published)
    (version,) = house.notices.of(only_tender(house).id)
    assert (version.notice.publication_number, version.notice.published) == ("00012345-2027", date(2027, 2, 3))
    assert bring_in(house, *samples("result"), published).changes.action is None


def test_bids_in_words() -> None:
    from outreach.domain.tender import LotResult

    cases = [LotResult(bids=3), LotResult(bids=1), LotResult(bids_at_least=2), LotResult(bids=0), LotResult()]
    assert [say_bids(one, ENGLISH) for one in cases] == [
        "3 tenders received",
        "1 tender received",
        "at least 2, total unknown",
        "0 (no tender came)",
        "not published",
    ]
    assert [say_bids(one, Language("sv")) for one in cases] == [
        "3 anbud",
        "1 anbud",
        "minst 2, totalt antal okänt",
        "0 (inget anbud kom in)",
        "inte publicerat",
    ]


# --- ZIP files -------------------------------------------------------------------------------------------------------


def zip_of(path: Path, *entries: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return path


CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Berg\r\nEMAIL:anna@berg.example\r\nEND:VCARD\r\n"


def test_a_zip_of_all_sorts_comes_in_as_its_files_would(house: House, tmp_path: Path) -> None:
    notices = [(f"2026/{path.name}", path.read_bytes()) for path in samples(*STORY)]
    mixed = zip_of(
        tmp_path / "allt.zip",
        *notices,
        ("kort/anna.vcf", CARD),
        ("lista.csv", b"Namn;E-post\nBo Ek;bo@ek.example\n"),
        ("bad.xml", b"<a>"),
        ("brev.pdf", b"%PDF-1.7"),
        ("../ut.xml", b"<a/>"),
    )
    steps: list[tuple[int, int]] = []
    preview = house.imports.preview([mixed], progress=lambda done, total: steps.append((done, total)))
    outcome = house.imports.run(preview)
    assert len(house.notices.of(only_tender(house).id)) == len(STORY)
    assert sorted(one.name for one in house.people.listed(Listing(Kind.PERSON))) == ["Anna Berg", "Bo Ek"]
    told = {problem.file.removeprefix(f"{mixed}/") for problem in outcome.problems if not problem.warning}
    assert told == {"bad.xml", "brev.pdf", "../ut.xml"}
    assert [one.file for one in outcome.problems if one.warning and "guessed" in one.reason] == [f"{mixed}/lista.csv"]
    assert (5, 11) in steps, "it is counted file by file"
    assert outcome.changes.values == {"files": "allt.zip"}
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("register")) == ["allt.zip"]
    again = bring_in(house, mixed)
    assert (again.added, again.updated) == (0, 0)
    house.history.undo()
    assert (house.tenders.count(), house.people.count(), kept(house)) == (0, 0, 0)


def test_reading_a_zip_can_be_stopped(house: House, tmp_path: Path) -> None:
    path = zip_of(tmp_path / "many.zip", *((f"{number}.vcf", CARD) for number in range(50)))

    def stop(done: int, total: int) -> None:
        if done == 7 and total == 50:
            raise Cancelled

    with pytest.raises(Cancelled):
        house.imports.preview([path], progress=stop)
    assert house.people.count() == 0


def test_a_wished_format_holds_for_what_is_in_a_zip(house: House, tmp_path: Path) -> None:
    path = zip_of(tmp_path / "odd.zip", ("card.txt", CARD))
    preview = house.imports.preview([path], as_format="vcard")
    assert [line.title for line in preview.lines] == ["Anna Berg"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real notices (../shared/data/eforms) are not here")
def test_all_real_notices_in_a_zip_are_the_tenders_of_the_files(house: House, tmp_path: Path) -> None:
    files = sorted(SHARED.glob("*.xml"))
    bring_in(house, *files)
    loose = sorted((content(one) for one in house.tenders.listed(Listing(Kind.TENDER))), key=lambda one: one.notice_id)
    house.history.undo()
    bring_in(house, zip_of(tmp_path / "real.zip", *((path.name, path.read_bytes()) for path in reversed(files))))
    packed = sorted((content(one) for one in house.tenders.listed(Listing(Kind.TENDER))), key=lambda one: one.notice_id)
    assert [differences(*pair) for pair in zip(loose, packed, strict=True)] == [{} for _ in loose]
    assert kept(house) == len(files) - 1, "one is invalid"
