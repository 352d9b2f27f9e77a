"""Meeting sheet and sign-in list on paper: pages, text layer, typeface, nothing lost or on top of another."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.event_sheets import MeetingSheet, Post, SignIn, SignInGuest
from outreach.domain.hope_line import HopeLine
from outreach.domain.information import information_text
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.plan import Exhibitor, Hope
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import Unit
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.print.meeting_sheet import draw_meeting_sheet, meeting_sheet_page
from outreach.print.pages import page_count, page_size
from outreach.print.sign_in import draw_sign_in, sign_in_sheets
from tests.print.good_pdf import assert_good_pdf, assert_our_typeface, roles_of

UNIT = Unit(
    municipality="Älvbro kommun",
    department="Upphandlingsenheten",
    email="upphandling@alvbro.example",
    phone="+46980319292",
)
WHEN = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0))
EVENT = Event(title="Frukost: så köper kommunen åkerimat", when=WHEN, place="Kommunhuset, Älvsalen")
PRINTED = date(2026, 12, 2)
LONG = "Ett företag med ett så långt namn att det inte får plats på en rad AB"
TEXT = st.text(max_size=120)


def a_hope(number: int, *, met: bool = False) -> HopeLine:
    company = Company(name=f"Åkeri {number} i Ödebyn AB")
    hope = Hope(company=company.id, why="Passar ”Snöröjning”")
    if not met:
        return HopeLine(hope, company)
    last = Meeting(at=datetime(2026, 3, 2, 9, tzinfo=UTC), officer="Anna Ek", note="vill ha mindre områden")
    return HopeLine(hope, company, Person(name="Örjan Åkesson"), last)


def a_sheet(**more) -> MeetingSheet:
    return MeetingSheet(event=EVENT, when=WHEN, unit=UNIT, printed=PRINTED, **more)


def a_full_sheet(hopes: int = 8) -> MeetingSheet:
    post = Post(datetime(2026, 12, 3, 7, 10), datetime(2026, 12, 3, 8), "Anna Ek", "Dörren och incheckningen")
    tender = Tender(title="Snöröjning i tätorten", stage=Stage.PLANNED, expected_publication=date(2027, 2, 1))
    return a_sheet(
        posts=(post,) * 6,
        goals=("Tio företag som vi inte har träffat förut",) * 3,
        questions=("Vad hindrar er från att lämna anbud till oss?",) * 4,
        hopes=tuple(a_hope(number, met=number % 2 == 0) for number in range(hopes)),
        tenders=(tender,) * 5,
    )


def a_list(count: int = 3, **more) -> SignIn:
    listed = tuple(SignInGuest(f"Åsa Öberg {number}", "Bergs Bygg AB") for number in range(count))
    said = information_text(UNIT, Language("sv"))
    return SignIn(event=EVENT, when=WHEN, unit=UNIT, printed=PRINTED, **({"guests": listed, "information": said} | more))


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def check(sheets) -> None:
    """Nothing outside the page, no part over another, and no line of text over another of its part."""
    for sheet in sheets:
        for place, part in enumerate(sheet.parts):
            assert sheet.box.holds(part.box), part.name
            assert not any(part.box.overlaps(other.box) for other in sheet.parts[place + 1 :]), part.name
            for item in part.leaves:
                assert sheet.box.holds(item.box), item


def check_typeface(pdf: bytes) -> None:
    assert_our_typeface(pdf)
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        assert "/XObject" not in page["/Resources"], "rules and boxes are vectors"


# The meeting sheet ---------------------------------------------------------------------------------------------------


def test_meeting_sheet_is_one_a4_with_everything_in_its_text_layer():
    pdf = draw_meeting_sheet(a_full_sheet())
    assert page_count(pdf) == 1
    assert page_size(pdf) == pytest.approx((595.28, 841.89), abs=0.1)
    (said,) = text_of(pdf)
    for words in (
        "Frukost: så köper kommunen åkerimat",
        "tors 3 dec. 2026 07:30–09:00 · Kommunhuset, Älvsalen",
        "07:10–08:00 Anna Ek: Dörren och incheckningen",
        "Vilka vi hoppas träffa",
        "Åkeri 7 i Ödebyn AB",
        "Örjan Åkesson",
        "Senast 2 mars 2026, Anna Ek: vill ha mindre",
        "Aldrig träffade",
        "Snöröjning i tätorten",
        "Annonseras: februari 2027",
        "Sida 1 av 1",
    ):
        assert words in said, words
    check_typeface(pdf)
    check([meeting_sheet_page(a_full_sheet())])


def test_meeting_sheet_is_a_good_pdf_with_its_lists():
    sheet = a_full_sheet(12)
    pdf = draw_meeting_sheet(sheet)
    assert_good_pdf(pdf, sheets=[meeting_sheet_page(sheet)], again=lambda: draw_meeting_sheet(sheet))
    tags = roles_of(pdf)
    assert [tag.role for tag in tags if tag.role.startswith("H")][:2] == ["H1", "H2"]
    lists = [tag for tag in tags if tag.role == "L"]
    assert [len(tag.kids) for tag in lists][:2] == [6, 3]
    assert_good_pdf(draw_meeting_sheet(a_sheet()))


def test_sign_in_list_is_one_table_over_its_pages():
    listed = a_list(90, empty_lines=4)
    pdf = draw_sign_in(listed)
    assert_good_pdf(pdf, sheets=sign_in_sheets(listed), again=lambda: draw_sign_in(listed))
    tables = [tag for tag in roles_of(pdf) if tag.role == "Table"]
    assert len(tables) == 1
    titles, *rows = tables[0].kids
    assert [cell.scope for cell in titles.kids] == ["Column"] * 3
    assert len(rows) == 90
    assert_good_pdf(draw_sign_in(a_list(0, information="")))


def test_a_hundred_hopes_stay_on_one_page_and_those_left_out_are_counted():
    sheet = a_full_sheet(100)
    pdf = draw_meeting_sheet(sheet)
    assert page_count(pdf) == 1
    (said,) = text_of(pdf)
    shown = sum(f"Åkeri {number} i Ödebyn AB" in said for number in range(100))
    assert shown >= 9
    assert f"+ {100 - shown} till" in said
    check([meeting_sheet_page(sheet)])


def test_every_list_that_is_cut_says_how_many_are_left_out():
    full = a_full_sheet(20)
    page = meeting_sheet_page(replace(full, posts=full.posts * 5, goals=full.goals * 5, questions=full.questions * 5))
    texts = page.texts()
    shown = sum(text.startswith("07:10–08:00") for text in texts)
    assert f"+ {30 - shown} till" in texts
    goals = sum(text.startswith("Tio företag") for text in texts)
    assert f"+ {15 - goals} till" in texts
    check([page])


def test_room_at_the_foot_is_given_back_to_the_lists_that_were_cut():
    full = a_full_sheet(9)
    page = meeting_sheet_page(full)
    goals = sum(text.startswith("Tio företag") for text in page.texts())
    asked = sum(text.startswith("Vad hindrar") for text in page.texts())
    assert (goals, asked) == (3, 4)
    check([page])


def test_a_list_without_guests_does_not_count_them():
    assert not any("gäst" in text for text in sign_in_sheets(a_list(0, information=""))[0].texts())


def test_a_bare_event_has_a_sheet_with_lines_to_write_on():
    page = meeting_sheet_page(a_sheet(language="en"))
    assert [part.name for part in page.parts] == ["head", "notes", "foot"]
    assert "Notes" in page.texts()
    check([page])


def test_the_fairs_papers_stand_in_its_head():
    booth = Exhibitor(
        build_up=datetime(2026, 12, 2, 15),
        tear_down=datetime(2026, 12, 3, 17),
        organiser="Mässan",
        contact="Lena",
        phone="+46701740605",
    )
    sheet = replace(a_full_sheet(), event=replace(EVENT, booth="B14"), exhibitor=booth)
    (said,) = text_of(draw_meeting_sheet(sheet))
    assert "monter B14" in said
    assert "Uppbyggnad: ons 2 dec. 15:00 · Rivning: tors 3 dec. 17:00 · Arrangör: Mässan, Lena, 070-174" in said
    (said,) = text_of(draw_meeting_sheet(replace(sheet, event=replace(EVENT, booth="Bord 12"))))
    assert "· Bord 12" in said
    assert "monter Bord" not in said


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_plan_nothing_leaves_the_page_or_overlaps(data):
    line = st.lists(TEXT, max_size=12).map(tuple)
    hopes = tuple(
        HopeLine(Hope(why=data.draw(TEXT)), Company(name=data.draw(TEXT)), Person(name=data.draw(TEXT)))
        for _ in range(data.draw(st.integers(0, 20)))
    )
    some = range(data.draw(st.integers(0, 14)))
    posts = tuple(Post(WHEN.start, WHEN.end, data.draw(TEXT), data.draw(TEXT)) for _ in some)
    tenders = tuple(Tender(title=data.draw(TEXT)) for _ in range(data.draw(st.integers(0, 12))))
    sheet = a_sheet(posts=posts, goals=data.draw(line), questions=data.draw(line), hopes=hopes, tenders=tenders)
    check([meeting_sheet_page(replace(sheet, event=replace(EVENT, title=data.draw(TEXT), place=data.draw(TEXT))))])


# The sign-in list ----------------------------------------------------------------------------------------------------


def test_a_hundred_and_twenty_guests_and_the_walk_ins_fit_on_four_pages():
    sheets = sign_in_sheets(a_list(120))
    check(sheets)
    assert len(sheets) == 4
    names = [text for sheet in sheets for text in sheet.texts() if text.startswith("Åsa Öberg")]
    assert names == [f"Åsa Öberg {number}" for number in range(120)]
    for number, sheet in enumerate(sheets, start=1):
        assert {"Namn", "Företag", "Underskrift"} <= set(sheet.texts()), "the headings stand on every page"
        assert sheet.texts()[-1] == f"Sida {number} av 4"
        assert any("GDPR" in text for text in sheet.texts()), "who signs page 3 reads page 3"
    rows = sum(part.name == "row" for sheet in sheets for part in sheet.parts)
    assert rows >= 132


def test_sign_in_list_has_swedish_letters_and_our_typeface_in_its_file():
    pdf = draw_sign_in(a_list(40))
    pages = text_of(pdf)
    assert len(pages) == page_count(pdf) == 2
    assert "Närvarolista" in pages[0]
    assert "40 gäster" in pages[0]
    assert "Åsa Öberg 39" in pages[1]
    assert "personuppgiftsansvarig" in pages[1].replace("\u00ad", "")
    check_typeface(pdf)


def test_those_on_the_waiting_list_are_marked_and_counted():
    waiting = SignInGuest("Örjan Åkesson", LONG, waiting=True)
    texts = sign_in_sheets(a_list(guests=(SignInGuest("Bo Ek"), waiting)))[0].texts()
    assert "2 gäster, varav 1 på väntelistan" in texts
    assert texts.count("Väntelista") == 1


def test_without_empty_lines_there_are_the_guests_alone():
    (sheet,) = sign_in_sheets(a_list(3, empty_lines=0))
    assert sum(part.name == "row" for part in sheet.parts) == 3


def test_empty_lines_go_down_to_the_foot_of_the_last_page():
    (sheet,) = sign_in_sheets(a_list(0, empty_lines=1))
    assert sum(part.name == "row" for part in sheet.parts) == 31
    check([sheet])


def test_a_telephone_number_in_the_information_stays_in_one_piece():
    pdf = draw_sign_in(a_list(1))
    assert "0980-31\xa092\xa092" in text_of(pdf)[0] or "0980-31 92 92" in text_of(pdf)[0]
    assert any("0980-31\xa092\xa092" in text for text in sign_in_sheets(a_list(1))[0].texts())


def test_the_same_sheets_give_the_same_bytes():
    assert draw_sign_in(a_list(45)) == draw_sign_in(a_list(45))
    sheet = a_full_sheet()
    assert draw_meeting_sheet(sheet) == draw_meeting_sheet(sheet)


@settings(max_examples=20, deadline=None)
@given(
    guests=st.lists(st.builds(SignInGuest, TEXT, TEXT, st.booleans()), max_size=40).map(tuple),
    said=st.text(max_size=2000),
    lines=st.integers(0, 40),
)
def test_whoever_is_invited_no_row_leaves_the_page_or_overlaps(guests, said, lines):
    check(sign_in_sheets(a_list(guests=guests, information=said, empty_lines=lines)))
