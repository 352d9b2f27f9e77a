"""Rules with their days: which one holds, what they make of a tender, and how the unit changes them and takes that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.rule_deadlines import (
    PLANNED_OUT_OF_TIME,
    QUESTIONS_TOO_LATE,
    Concern,
    DeadlineKind,
    RuleDeadline,
    months_before,
)
from outreach.domain.tender import LotResult, Money, Stage, Tender, ValueClass
from outreach.errors import InvalidInput, NotFound
from outreach.language import Language
from outreach.services.house import House


def of(found: tuple[RuleDeadline, ...], kind: DeadlineKind) -> RuleDeadline:
    return next(one for one in found if one.kind is kind)


def test_every_built_in_rule_has_words_in_both_languages_a_first_day_and_an_amount(house: House):
    for language in ("sv", "en"):
        table = house.rules.table(language)
        assert len(table) >= 20
        assert all(line.rule.title and line.rule.amount > 0 and not line.own for line in table)
    assert {line.rule.source for line in house.rules.table() if line.rule.key == "answers_before"} == {
        "LOU 12 kap. 11 § och 19 kap. 13 §"
    }


def test_a_threshold_is_the_one_of_its_year_and_none_where_no_list_reaches(house: House):
    old = house.rules.rule("threshold_supplies", date(2025, 12, 31))
    new = house.rules.rule("threshold_supplies", date(2026, 1, 1))
    assert old is not None
    assert (old.amount, old.currency) == (2_389_585_00, "SEK")
    assert new is not None
    assert (new.amount, new.currency) == (216_000_00, "EUR")
    assert "kronor" in new.note
    assert house.rules.rule("threshold_supplies", date(2028, 1, 1)) is None


def test_the_unit_enters_the_amount_in_kronor_and_puts_the_built_in_back_with_undo(house: House):
    line = house.rules.line("threshold_supplies", date(2026, 1, 1))
    house.rules.keep_rule(replace(line.rule, amount=2_500_000_00, currency="sek"))
    held = house.rules.rule("threshold_supplies", date(2026, 6, 1))
    assert held is not None
    assert (held.amount, held.currency) == (2_500_000_00, "SEK")
    assert house.rules.line("threshold_supplies", date(2026, 1, 1)).own
    changes = house.rules.restore("threshold_supplies", date(2026, 1, 1))
    back = house.rules.rule("threshold_supplies", date(2026, 6, 1))
    assert back is not None
    assert back.currency == "EUR"
    assert changes.action is not None
    house.history.undo(changes.action)
    again = house.rules.rule("threshold_supplies", date(2026, 6, 1))
    assert again is not None
    assert again.currency == "SEK"


def test_a_rule_that_was_taken_away_holds_no_longer_and_an_own_one_is_deleted(house: House):
    house.rules.drop(house.rules.line("answers_before").rule)
    assert house.rules.rule("answers_before", date(2026, 12, 1)) is None
    own = Rule(key="our own wait", amount=5, unit=RuleUnit.WORKING_DAYS, valid_from=date(2026, 1, 1))
    house.rules.keep_rule(own)
    assert house.rules.line("our_own_wait").rule.amount == 5
    house.rules.drop(house.rules.line("our_own_wait").rule)
    with pytest.raises(NotFound):
        house.rules.line("our_own_wait")


def test_a_rule_that_ends_before_it_begins_is_refused(house: House):
    line = house.rules.line("direct_award")
    with pytest.raises(InvalidInput):
        house.rules.keep_rule(replace(line.rule, valid_to=date(2020, 1, 1)))


def test_the_window_of_a_planning_notice_is_35_days_to_12_months_before_the_notice(house: House):
    tender = Tender(title="Städ", stage=Stage.PLANNED, expected_publication=date(2027, 3, 15))
    found = of(house.rules.deadlines(tender), DeadlineKind.PLANNING_NOTICE)
    assert (found.first, found.day) == (date(2026, 3, 15), date(2027, 2, 8))
    assert found.concern is Concern.NONE
    assert found.rule.source == "LOU 11 kap. 5 §"
    late = replace(tender, planning_notice_sent=date(2027, 3, 1))
    assert of(house.rules.deadlines(late), DeadlineKind.PLANNING_NOTICE).text == PLANNED_OUT_OF_TIME
    soon = replace(tender, expected_publication=date(2026, 12, 10))
    assert of(house.rules.deadlines(soon), DeadlineKind.PLANNING_NOTICE).concern is Concern.NOTE


def test_a_bid_period_that_is_too_short_warns_where_the_value_is_above_the_threshold(house: House):
    threshold = house.rules.line("threshold_supplies", date(2026, 1, 1)).rule
    house.rules.keep_rule(replace(threshold, amount=2_400_000_00, currency="SEK"))
    tender = Tender(
        title="Städ",
        stage=Stage.PLANNED,
        expected_publication=date(2027, 3, 1),
        tender_deadline=datetime(2027, 3, 22, 22, 59, tzinfo=UTC),
        value=Money(5_000_000_00),
    )
    found = of(house.rules.deadlines(tender), DeadlineKind.BID_PERIOD)
    assert (found.concern, found.day) == (Concern.WARNING, date(2027, 3, 31))
    assert found.say(Language("en")) == "21 days for bids are too few: at least 30."
    planned = replace(tender, planning_notice_sent=date(2027, 1, 10))
    assert not [one for one in house.rules.deadlines(planned) if one.kind is DeadlineKind.BID_PERIOD]
    small = replace(tender, value=Money(300_000_00))
    assert not [one for one in house.rules.deadlines(small) if one.kind is DeadlineKind.BID_PERIOD]


def test_answers_are_due_six_days_before_and_on_the_working_day_before_a_weekend(house: House):
    tender = Tender(
        title="Städ",
        stage=Stage.ADVERTISED,
        question_deadline=datetime(2026, 12, 14, 11, tzinfo=UTC),
        tender_deadline=datetime(2026, 12, 18, 22, 59, tzinfo=UTC),
    )
    found = of(house.rules.deadlines(tender), DeadlineKind.ANSWERS)
    # 12 December 2026 is a Saturday.
    assert (found.day, found.act_by) == (date(2026, 12, 12), date(2026, 12, 11))
    assert (found.concern, found.text) == (Concern.WARNING, QUESTIONS_TOO_LATE)


def test_the_result_notice_is_missed_thirty_days_after_the_contract_until_it_is_said_to_be_sent(house: House):
    results = (LotResult("LOT-0001", contract_signed=date(2026, 10, 1)),)
    tender = Tender(title="Städ", stage=Stage.CONTRACT, results=results)
    found = of(house.rules.deadlines(tender), DeadlineKind.RESULT_NOTICE)
    assert (found.day, found.concern) == (date(2026, 10, 31), Concern.MISSED)
    sent = replace(tender, result_notice_sent=date(2026, 10, 20))
    imported = replace(tender, notice_kind="result")
    for told in (sent, imported):
        assert of(house.rules.deadlines(told), DeadlineKind.RESULT_NOTICE).concern is Concern.NONE


def test_what_is_due_soon_is_told_for_all_tenders(house: House):
    house.tenders.save(Tender(title="Mat", stage=Stage.ADVERTISED, tender_deadline=datetime(2026, 12, 7, 22, tzinfo=UTC)))
    house.tenders.save(Tender(title="Vägar", stage=Stage.PLANNED, expected_publication=date(2027, 9, 1)))
    assert [(one.title, one.kind, one.day) for one in house.rules.due()] == [("Mat", DeadlineKind.ANSWERS, date(2026, 12, 1))]


def test_the_size_of_a_tender_says_how_it_may_be_bought(house: House):
    small = Tender(title="Fika", value_class=ValueClass.UNDER_700K)
    said = [note.say(Language("en")) for note in house.rules.notes(small, date(2025, 5, 1))]
    assert said[0].startswith("Below the limit for direct award (SEK 700,000") or "700,000" in said[0]
    assert any("reasons must be documented" in one for one in said)
    assert any(one.startswith("Below the EU threshold") for one in said)
    assert house.rules.notes(Tender(title="?"), date(2025, 5, 1)) == ()


def test_months_before_the_last_of_a_month_stay_in_the_month():
    assert months_before(date(2027, 3, 31), 1) == date(2027, 2, 28)
    assert months_before(date(2027, 1, 31), -1) == date(2027, 2, 28)
    assert months_before(date(2027, 1, 15), 12) == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("last", "answers", "act_by"),
    [
        # 23:59 in Stockholm, two days after clocks went forward.
        (datetime(2027, 3, 30, 21, 59, tzinfo=UTC), date(2027, 3, 24), date(2027, 3, 24)),
        # Midnight between the 30th and the 31st ends the 30th.
        (datetime(2027, 3, 30, 22, 0, tzinfo=UTC), date(2027, 3, 24), date(2027, 3, 24)),
        (datetime(2027, 3, 30, 22, 30, tzinfo=UTC), date(2027, 3, 25), date(2027, 3, 25)),
        # Two days after clocks went back.
        (datetime(2026, 10, 27, 22, 59, tzinfo=UTC), date(2026, 10, 21), date(2026, 10, 21)),
        # New Year's Day, and its eve, are days off.
        (datetime(2027, 1, 7, 22, 59, tzinfo=UTC), date(2027, 1, 1), date(2026, 12, 30)),
        # Midsummer's Eve.
        (datetime(2027, 7, 1, 21, 59, tzinfo=UTC), date(2027, 6, 25), date(2027, 6, 24)),
        # Good Friday to Easter Monday.
        (datetime(2027, 4, 4, 21, 59, tzinfo=UTC), date(2027, 3, 29), date(2027, 3, 25)),
    ],
)
def test_answers_are_counted_in_days_of_sweden_whatever_the_clocks_do(
    house: House, last: datetime, answers: date, act_by: date
) -> None:
    found = of(house.rules.deadlines(Tender(title="Städ", stage=Stage.ADVERTISED, tender_deadline=last)), DeadlineKind.ANSWERS)
    assert (found.day, found.act_by) == (answers, act_by)


def test_the_earliest_last_day_to_bid_moves_forward_from_a_day_off_never_back(house: House) -> None:
    tender = Tender(title="Städ", stage=Stage.PLANNED, expected_publication=date(2026, 11, 26))
    found = of(house.rules.deadlines(tender), DeadlineKind.BID_PERIOD)
    # 26 and 27 December 2026 are Boxing Day and a Sunday.
    assert (found.day, found.act_by) == (date(2026, 12, 26), date(2026, 12, 28))


def test_a_leap_day_counts_twelve_months_to_the_last_of_february(house: House) -> None:
    tender = Tender(title="Städ", stage=Stage.PLANNED, expected_publication=date(2028, 2, 29))
    found = of(house.rules.deadlines(tender), DeadlineKind.PLANNING_NOTICE)
    assert (found.first, found.day) == (date(2027, 2, 28), date(2028, 1, 25))


def test_just_a_hundred_thousand_is_not_above_it(house: House) -> None:
    for kronor, documented in ((100_000, False), (100_001, True)):
        said = [note.say(Language("en")) for note in house.rules.notes(Tender(title="Fika", value=Money(kronor * 100)))]
        assert any("documented" in one for one in said) is documented
