"""Questions and answers, the tender calendar for the wall, and both languages on the sheets that guests and officers use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from outreach.domain.event import Event
from outreach.domain.event_sheets import MeetingSheet, SignIn, SignInGuest
from outreach.domain.handout import Paper, Theme
from outreach.domain.question import Question
from outreach.domain.question_sheet import QuestionGroup, QuestionSheet, TopSheet
from outreach.domain.tender import Lot, Stage, Tender, ValueClass
from outreach.domain.tender_calendar import TenderCalendar, dates_of
from outreach.domain.unit import Unit
from outreach.domain.when import zoned
from outreach.print.meeting_sheet import draw_meeting_sheet, meeting_sheet_page
from outreach.print.question_sheet import draw_question_sheet, question_sheets
from outreach.print.sheet import Fill, Frame, Group, Item, Sheet, Text, leaves
from outreach.print.sign_in import draw_sign_in, sign_in_sheets
from outreach.print.tender_calendar import draw_tender_calendar, tender_calendar_sheets
from tests.print.good_pdf import Tagged, assert_good_pdf, assert_sound, roles_of

UNIT = Unit(municipality="Älvbro kommun", department="Upphandlingsenheten", colour="#f2c14e")
PRINTED = date(2026, 11, 28)
TITLE_90 = "Ny förskola i Älvbro – totalentreprenad med <b>markarbeten</b>, lek & parkering, ł ő, etapp"
ANSWER = "Ja, om ni visar att ni har ett eget arbetssätt för miljön & klimatet. Ett <b>certifikat</b> räcker alltid. "
LANGUAGES = ("sv", "en", "both")


def question(text: str, answer: str = "") -> Question:
    return Question(text=text, answer=answer, answered=date(2026, 11, 3) if answer else None, public=True)


QUESTIONS = (
    question("Måste man ha miljöledningssystem för att få lämna anbud?", ANSWER),
    question("Får två företag – Łucja & Ő – lämna anbud <tillsammans>?"),
    question("Hur lång är betaltiden, " + "och vad händer om den går ut " * 8 + "utan betalning?", ANSWER * 40),
)
SNOW = Tender(title="Snöröjning i tätorten", stage=Stage.PLANNED, expected_publication=date(2027, 2, 1))


def questions(language: str = "sv", theme: Theme = Theme.CLEAR, **more) -> QuestionSheet:
    groups = (QuestionGroup(replace(SNOW, title=TITLE_90), QUESTIONS), QuestionGroup(None, QUESTIONS))
    return QuestionSheet(
        unit=UNIT, printed=PRINTED, language=language, theme=theme, **({"groups": groups, "event_title": TITLE_90} | more)
    )


def tenders(count: int) -> tuple[Tender, ...]:
    return tuple(_tenders(count))


def _tenders(count: int) -> Iterator[Tender]:
    for number in range(count):
        out = date(2026, 12, 1) + timedelta(days=number * 397 % 380)
        closes = datetime(out.year, out.month, out.day, 22, 59, tzinfo=UTC) + timedelta(days=35)
        starts = closes.date() + timedelta(days=60)
        kind = number % 5
        yield Tender(
            title=f"{TITLE_90} {number}" if kind == 1 else f"Lunch {number}",
            stage=Stage.PLANNED,
            expected_publication=None if kind == 4 else out,
            tender_deadline=closes if kind in (0, 1) else None,
            contract_start=starts if kind in (0, 2) else None,
            contract_end=starts + timedelta(days=90 + number * 30) if kind == 0 else None,
            value_class=ValueClass.UNDER_2M,
        )


def wall(count: int = 14, **more) -> TenderCalendar:
    return TenderCalendar(unit=UNIT, printed=PRINTED, year=2027, tenders=tenders(count), **more)


def all_of(sheet: Sheet) -> list[Item]:
    return [item for part in sheet.parts for item in leaves(part.items)]


def tags(pdf: bytes, role: str) -> list[Tagged]:
    return [tag for top in roles_of(pdf) for tag in top.all(role)]


# Questions and answers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "theme", "lines"), list(product(LANGUAGES, Theme, (0, 12))))
def test_no_question_overlaps_and_no_answer_loses_its_end(language: str, theme: Theme, lines: int) -> None:
    sheets = question_sheets(questions(language, theme, empty_lines=lines))
    for sheet in sheets:
        assert_sound(sheet)
    blocks = [part for sheet in sheets for part in sheet.parts if part.name == "block"]
    texts = " ".join(item.text for part in blocks for item in part.leaves if isinstance(item, Text))
    for each in QUESTIONS:
        assert texts.count(each.text) == 2
        assert texts.count(each.answer.strip()) >= 2
    assert "…" not in texts


def test_a_sheet_of_questions_is_a_good_pdf_with_headings_to_find_them_by() -> None:
    made = questions("both", Theme.WARM, empty_lines=6)
    pdf = draw_question_sheet(made)
    texts = (QUESTIONS[0].text, QUESTIONS[1].text)
    assert_good_pdf(pdf, texts=texts, sheets=question_sheets(made), again=lambda: draw_question_sheet(made))
    assert len(tags(pdf, "H1")) == 1
    assert len(tags(pdf, "H2")) == 3
    assert len(tags(pdf, "H3")) == 6
    assert any(tag.language.startswith("en") for tag in tags(pdf, "P"))


def test_a_question_without_an_answer_says_so_and_an_answered_one_says_when() -> None:
    texts = question_sheets(questions(groups=(QuestionGroup(None, QUESTIONS[:2]),)))[0].texts()
    assert "Besvarad 3 nov. 2026" in texts
    assert "Inget svar än" in texts


def test_a_source_stands_below_its_answer_and_not_below_a_question_without_one() -> None:
    answered, bare = replace(QUESTIONS[0], answer="Ja.", source="LOU 4 kap. 9 §"), replace(QUESTIONS[1], answer="", source="Nej")
    texts = question_sheets(questions(groups=(QuestionGroup(None, (answered, bare)),)))[0].texts()
    assert "Källa: LOU 4 kap. 9 §" in texts
    assert not [text for text in texts if "Nej" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_asked_most_is_a_good_pdf_over_several_pages_with_how_often(language: str) -> None:
    many = tuple(replace(question(f"Fråga {number}?", ANSWER * 9), source="Ludvika kommun") for number in range(10))
    made = TopSheet(
        unit=UNIT,
        printed=PRINTED,
        groups=(QuestionGroup(None, many),),
        language=language,
        year=2026,
        times={one.id: 10 - number for number, one in enumerate(many)},
        hidden=2,
    )
    sheets, pdf = question_sheets(made), draw_question_sheet(made)
    assert len(sheets) > 1
    for sheet in sheets:
        assert_sound(sheet)
    assert_good_pdf(pdf, texts=("Fråga 0?", "Fråga 9?"), sheets=sheets, again=lambda: draw_question_sheet(made))
    said = " ".join(text for sheet in sheets for text in sheet.texts())
    for words in {"sv": ("Ställd 10 gånger 2026", "Ställd en gång 2026", "2 till"), "en": ("Asked 10 times in 2026", "2 more")}[
        "en" if language == "en" else "sv"
    ]:
        assert words in said


def test_a_bank_without_questions_is_a_sheet_to_write_on() -> None:
    (sheet,) = question_sheets(questions(groups=(), empty_lines=8))
    assert_sound(sheet)
    assert sum(isinstance(item, Fill) and item.box.width > 400 and item.box.height < 1 for item in all_of(sheet)) == 8
    assert_good_pdf(draw_question_sheet(questions(groups=())), texts=("Fråga oss.",))


def test_a_long_answer_goes_on_overleaf_and_leaves_no_line_alone() -> None:
    pages = question_sheets(questions(groups=(QuestionGroup(None, (question("Varför?", ANSWER * 120), *QUESTIONS)),)))
    assert len(pages) > 2
    for page in pages[1:]:
        body = [part for part in page.parts if part.name == "block"]
        assert len([item for item in body[0].leaves if isinstance(item, Text)]) >= 2


# The wall calendar ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "paper", "theme", "language"), list(product((0, 1, 14, 60), (Paper.A3, Paper.A4), Theme, ("en", "both")))
)
def test_a_year_of_tenders_fits_on_the_wall(count: int, paper: Paper, theme: Theme, language: str) -> None:
    calendar = wall(count, paper=paper, theme=theme, language=language)
    sheets = tender_calendar_sheets(calendar)
    for sheet in sheets:
        assert_sound(sheet)
    assert len(sheets) <= (1 if count < 20 else 2)
    rows = [part for sheet in sheets for part in sheet.parts if part.name == "tender"]
    assert len(rows) == count
    assert all(item.size >= 7.5 for part in rows for item in part.leaves if isinstance(item, Text))


@pytest.mark.parametrize("more", [{"theme": Theme.BOLD, "language": "both"}, {"paper": Paper.A4, "theme": Theme.WARM}])
def test_the_wall_calendar_is_a_good_pdf_and_one_table(more: dict[str, object]) -> None:
    calendar = wall(60, **more)
    pdf = draw_tender_calendar(calendar)
    sheets = tender_calendar_sheets(calendar)
    assert_good_pdf(pdf, texts=("Lunch 2", "Lunch 50"), sheets=sheets, again=lambda: draw_tender_calendar(calendar))
    assert len(tags(pdf, "Table")) == 1
    assert sorted({tag.scope for tag in tags(pdf, "TH")}) == ["Column", "Row"]
    assert len([tag for tag in tags(pdf, "TH") if tag.scope == "Row"]) == 60
    assert any("sista anbudsdag" in tag.alt for tag in tags(pdf, "Figure"))


def test_a_tender_lies_between_its_days_and_its_shapes_differ_without_colour() -> None:
    tender = Tender(
        title="Lunch",
        stage=Stage.PLANNED,
        expected_publication=date(2027, 3, 1),
        tender_deadline=datetime(2027, 4, 15, 21, 59, tzinfo=UTC),
        contract_start=date(2027, 7, 1),
        contract_end=date(2030, 6, 30),
    )
    (sheet,) = tender_calendar_sheets(replace(wall(0), tenders=(tender,)))
    months = next(part for part in sheet.parts if part.name == "months")
    lefts = [item.x - 3 for item in months.leaves if isinstance(item, Text)][1:]
    (row,) = (part for part in sheet.parts if part.name == "tender")
    figure = next(item for item in _groups(row.items) if item.role == "Figure")
    solid = [item for item in figure.items if isinstance(item, Fill) and not item.radius and item.box.width > 20]
    rings = [item for item in figure.items if isinstance(item, Fill) and item.radius]
    hollow = [item for item in figure.items if isinstance(item, Frame)]
    assert (len(solid), len(rings), len(hollow)) == (1, 2, 1)
    assert solid[0].box.x == pytest.approx(lefts[2], abs=0.1)
    assert lefts[3] < solid[0].box.right < lefts[4]
    assert hollow[0].box.x == pytest.approx(lefts[6], abs=0.1)
    assert figure.alt == "annonseras mars 2027, sista anbudsdag 15 april 2027, avtal från 1 juli 2027, avtal till 30 juni 2030"


def test_the_first_and_the_last_days_of_the_year_have_their_date_beside_the_ring() -> None:
    days = (date(2027, 1, 1), date(2027, 12, 1), date(2027, 12, 31))
    asked = tuple(Tender(title="Lunch", stage=Stage.PLANNED, expected_publication=day) for day in days)
    (sheet,) = tender_calendar_sheets(replace(wall(0), tenders=asked))
    for row, said in zip((part for part in sheet.parts if part.name == "tender"), ("1/1", "1/12", "31/12"), strict=True):
        (words,) = (item for item in row.leaves if isinstance(item, Text) and item.text == said)
        rings = [item for item in row.leaves if isinstance(item, Fill) and item.radius]
        assert len(rings) == 2
        assert not any(words.box.overlaps(ring.box) for ring in rings)


def test_a_date_that_differs_by_a_capital_stands_once_and_the_sheet_is_called_by_what_it_is() -> None:
    (sheet,) = tender_calendar_sheets(wall(0, language="both"))
    said = sheet.texts()
    assert [text for text in said if "2026" in text] == ["28 november 2026"]
    assert "Upphandlingskalender" in said


def test_a_last_day_just_before_midnight_in_winter_is_that_day_in_sweden() -> None:
    late = Tender(title="Lunch", tender_deadline=datetime(2027, 1, 31, 23, 30, tzinfo=UTC))
    assert dates_of(late).closes == date(2027, 2, 1)
    lots = (Lot("LOT-0001", tender_deadline=datetime(2027, 5, 2, 10, tzinfo=UTC)), Lot("LOT-0002"))
    assert dates_of(Tender(title="Lunch", lots=lots)).closes == date(2027, 5, 2)


def test_a_tender_without_days_says_so() -> None:
    (sheet,) = tender_calendar_sheets(replace(wall(0), tenders=(Tender(title="Lunch", stage=Stage.IDEA),)))
    assert "Tid inte bestämd" in sheet.texts()


def test_a_tender_of_another_year_is_told_of_in_words() -> None:
    later = Tender(title="Lunch", stage=Stage.PLANNED, expected_publication=date(2029, 3, 1))
    (sheet,) = tender_calendar_sheets(replace(wall(0), tenders=(later,)))
    assert_sound(sheet)
    assert "Annonseras mars 2029" in sheet.texts()


def _groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from _groups(item.items)


# Sign-in list and meeting sheet: themes, both languages --------------------------------------------------------------------

WHEN = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0))
EVENT = Event(title=TITLE_90, when=WHEN, place="Kommunhuset, Älvsalen")


@pytest.mark.parametrize(("theme", "count"), list(product(Theme, (0, 1, 40))))
def test_a_list_in_two_languages_keeps_to_its_page(theme: Theme, count: int) -> None:
    firm = "Bergs <b>Bygg</b> & Måleri"
    guests = tuple(SignInGuest(f"Łucja Åkesson-Őry {n}", firm * (1 + n % 3), n % 4 == 0) for n in range(count))
    listed = SignIn(
        event=EVENT, when=WHEN, unit=UNIT, printed=PRINTED, guests=guests, language="both", theme=theme,
        information="Vi är personuppgiftsansvariga. " * 12, second_information="We are the controller. " * 14,
    )  # fmt: skip
    sheets = sign_in_sheets(listed)
    for sheet in sheets:
        assert_sound(sheet)
    texts = sheets[0].texts()
    assert "Namn" in texts
    assert "Name" in texts
    if count == 1:
        assert_good_pdf(draw_sign_in(listed), texts=("Łucja Åkesson-Őry 0",), sheets=sheets, again=lambda: draw_sign_in(listed))


@pytest.mark.parametrize("theme", Theme)
def test_a_meeting_sheet_in_two_languages_keeps_to_its_page(theme: Theme) -> None:
    made = MeetingSheet(
        event=EVENT, when=WHEN, unit=UNIT, printed=PRINTED, language="both", theme=theme,
        goals=("Tio företag som vi inte har träffat förut",) * 3, questions=("Vad hindrar er?",) * 4, tenders=(SNOW,) * 5,
    )  # fmt: skip
    page = meeting_sheet_page(made)
    assert_sound(page)
    assert " / Goals" in page.texts()
    assert_good_pdf(draw_meeting_sheet(made), texts=("Mål",), sheets=[page])


def test_a_print_that_saves_ink_has_no_areas_of_colour() -> None:
    saving = {"theme": Theme.BOLD, "light": True}
    for sheet in (*tender_calendar_sheets(wall(3, **saving)), *question_sheets(questions(**saving))):
        large = [item for item in all_of(sheet) if isinstance(item, Fill) and item.box.width * item.box.height > 4000]
        assert all(item.colour == (1.0, 1.0, 1.0) for item in large)
