"""The lines in which a plan is typed: days before and after, counts, hours, and officers by a few letters."""

from datetime import date

import pytest

from outreach.domain.plan import PackingItem, Shift, Task
from outreach.domain.plan_lines import read_item, read_shift, read_task, write_item, write_shift, write_task

OFFICERS = ("Anna Ek", "Bo Lind", "Annika Ek")
DAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        ("-5 flyers printed", Task(text="flyers printed", days=-5)),
        ("−5 flygblad tryckta @bo", Task(text="flygblad tryckta", days=-5, officer="Bo Lind")),
        ("– 3 posters", Task(text="posters", days=-3)),
        ("+1 thank the guests", Task(text="thank the guests", days=1)),
        ("-2v boka lokal", Task(text="boka lokal", days=-14)),
        ("-2w book a room", Task(text="book a room", days=-14)),
        ("-10 dagar bjud in", Task(text="bjud in", days=-10)),
        ("3 posters", Task(text="3 posters")),
        ("12/12 print", Task(text="print", days=-3)),
        ("2026-12-01 print", Task(text="print", days=-14)),
        ("3/1 thank", Task(text="thank", days=19)),
        ("@Bo  call   the caterer", Task(text="call the caterer", officer="Bo Lind")),
        ("ring @Bo Lind kaféet", Task(text="ring kaféet", officer="Bo Lind")),
        ("print @Somebody Else", Task(text="print", officer="Somebody Else")),
        ("write to info@bergsbygg.example", Task(text="write to info@bergsbygg.example")),
        ("32/13 print", Task(text="32/13 print")),
        ("-900 far away", Task(text="-900 far away")),
        ("-5 d-vitamin", Task(text="d-vitamin", days=-5)),
    ],
)
def test_a_task_is_read_as_it_is_said(typed, task):
    assert read_task(typed, OFFICERS, DAY) == task


def test_a_name_that_two_officers_share_is_not_guessed():
    assert read_task("print @ek", OFFICERS, DAY) == Task(text="print", officer="ek")
    assert read_task("print @ann", OFFICERS, DAY) == Task(text="print", officer="ann")
    assert read_task("print @anna", OFFICERS, DAY) == Task(text="print", officer="Anna Ek")


@pytest.mark.parametrize("typed", ["", "   ", "-5", "@Anna", "+1   "])
def test_a_line_without_words_is_no_task(typed):
    assert read_task(typed, OFFICERS, DAY) is None


def test_a_template_has_no_days_of_the_calendar():
    assert read_task("14/12 print", OFFICERS) == Task(text="14/12 print")


@pytest.mark.parametrize(
    "task",
    [
        Task(text="flyers", days=-5, officer="Anna Ek"),
        Task(text="thank", days=7),
        Task(text="open the door"),
        Task(text="3 x", days=-1),
    ],
)
def test_the_line_of_a_task_reads_as_the_task(task):
    assert read_task(write_task(task), OFFICERS, DAY) == task


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("3 roll-ups", PackingItem(text="roll-ups", count=3)),
        ("3 st pennor", PackingItem(text="pennor", count=3)),
        ("40x pens", PackingItem(text="pens", count=40)),
        ("tape x4", PackingItem(text="tape", count=4)),
        ("tape", PackingItem(text="tape")),
        ("0 tape", PackingItem(text="tape")),
        ("A4 paper", PackingItem(text="A4 paper")),
    ],
)
def test_a_thing_to_bring_is_read_with_its_count(typed, item):
    assert read_item(typed) == item
    assert read_item(write_item(item)) == item


def test_nothing_is_nothing_to_bring():
    assert read_item("  ") is None


@pytest.mark.parametrize(
    ("typed", "shift"),
    [
        ("7-8.30 Reception @anna", Shift(officer="Anna Ek", post="Reception", begins=-30, ends=60)),
        ("07:00–08:30 Receptionen", Shift(post="Receptionen", begins=-30, ends=60)),
        ("d2 9-12 Booth @Bo", Shift(officer="Bo Lind", post="Booth", begins=1530, ends=1710)),
        ("dag 2 9-12 Montern", Shift(post="Montern", begins=1530, ends=1710)),
        ("22-1 Bar", Shift(post="Bar", begins=870, ends=1050)),
        ("8-9", Shift(begins=30, ends=90)),
    ],
)
def test_a_shift_is_read_by_the_clock(typed, shift):
    assert read_shift(typed, 450, OFFICERS) == shift
    assert read_shift(write_shift(shift, 450), 450, OFFICERS) == shift


@pytest.mark.parametrize("typed", ["", "Reception", "7 Reception", "25-26 Bar", "7.75-8 Bar"])
def test_a_shift_without_hours_is_none(typed):
    assert read_shift(typed, 450, OFFICERS) is None
