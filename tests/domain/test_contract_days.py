"""The days of a contract: its end with options, what is due, how it stands, and what was kept in a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.contract_days import DueKind, State, due_of, every, kept_in, last_day, longest, months_on, state_of
from outreach.domain.contract_results import contract_of, total, won_lots
from outreach.domain.tender import Lot, LotResult, Money, Tender, Winner

TODAY = date(2026, 11, 24)


def nobody_says(_: date) -> None:
    return None


DUE, LATER = Check(due=date(2026, 11, 20)), Check(due=date(2027, 5, 20))
REPORT = Promise(text="Rapport varje kvartal", checks=(DUE, LATER))
PLOUGHING = Contract(
    title="Snöröjning",
    supplier="Bergs Bygg AB",
    starts=date(2024, 12, 1),
    ends=date(2026, 11, 30),
    options=(Option(months=12, decide_by=date(2026, 11, 28)), Option(months=12, decide_by=date(2027, 8, 31))),
    promises=(REPORT,),
)


def looked(day: date, outcome: Outcome) -> Check:
    return Check(due=day, done=day, outcome=outcome, evidence="Sett på plats")


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (date(2026, 11, 30), 12, date(2027, 11, 30)),
        (date(2027, 2, 28), 12, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 11, 15), 6, date(2027, 5, 15)),
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
    ],
)
def test_an_option_goes_on_from_the_day_after_so_that_the_end_of_a_month_stays_one(
    last: date, months: int, expected: date
):
    assert months_on(last, months) == expected


def test_only_options_that_were_called_move_the_end():
    called = replace(PLOUGHING, options=(replace(PLOUGHING.options[0], used=TODAY), PLOUGHING.options[1]))
    assert (last_day(PLOUGHING), last_day(called), longest(called)) == (
        date(2026, 11, 30),
        date(2027, 11, 30),
        date(2028, 11, 30),
    )
    assert last_day(replace(PLOUGHING, ends=None)) is None


def test_what_is_due_are_overdue_checks_options_to_decide_and_the_end_the_earliest_first():
    found = due_of([PLOUGHING], TODAY, 14, nobody_says)
    assert [(one.kind, one.day) for one in found] == [
        (DueKind.CHECK, date(2026, 11, 20)),
        (DueKind.OPTION, date(2026, 11, 28)),
        (DueKind.END, date(2026, 11, 30)),
    ]
    assert (found[0].promise, found[0].check) == (REPORT, DUE)
    assert due_of([replace(PLOUGHING, closed=TODAY)], TODAY, 14, nobody_says) == []


def test_an_option_whose_day_has_gone_is_told_no_more_and_the_end_only_for_a_month():
    after = date(2026, 12, 20)
    assert [one.kind for one in due_of([PLOUGHING], after, 14, nobody_says)] == [DueKind.CHECK, DueKind.END]
    assert [one.kind for one in due_of([PLOUGHING], date(2027, 1, 15), 14, nobody_says)] == [DueKind.CHECK]


def test_an_option_without_a_last_day_asks_by_the_rule_when_it_is_the_next_one():
    undated = replace(PLOUGHING, promises=(), options=(Option(months=12), Option(months=12)))
    found = due_of([undated], TODAY, 14, lambda last: last.replace(day=25))
    assert [(one.kind, one.day) for one in found] == [(DueKind.OPTION, date(2026, 11, 25)), (DueKind.END, date(2026, 11, 30))]


def test_how_a_contract_stands_follows_from_its_days():
    bad = replace(REPORT, checks=(looked(date(2026, 5, 1), Outcome.DEVIATION), LATER))
    mended = replace(REPORT, checks=(*bad.checks, looked(date(2026, 6, 1), Outcome.OK)))
    assert state_of(PLOUGHING, TODAY) is State.RUNNING
    assert state_of(PLOUGHING, date(2026, 12, 1)) is State.ENDED
    assert state_of(PLOUGHING, date(2024, 1, 1)) is State.COMING
    assert state_of(replace(PLOUGHING, promises=(bad,)), TODAY) is State.DEVIATION
    assert state_of(replace(PLOUGHING, promises=(mended,)), TODAY) is State.RUNNING
    assert state_of(replace(PLOUGHING, promises=(bad,), closed=TODAY), TODAY) is State.CLOSED


def test_a_promise_counts_once_a_year_and_is_kept_when_every_look_found_it_so():
    def promise(*checks: Check) -> Promise:
        return Promise(text="Svar inom en dag", checks=checks)

    march, june = date(2026, 3, 1), date(2026, 6, 1)
    good = promise(looked(march, Outcome.OK), looked(june, Outcome.OK))
    mended = promise(looked(march, Outcome.DEVIATION), looked(june, Outcome.OK))
    bad = promise(looked(march, Outcome.OK), looked(june, Outcome.DEVIATION))
    never, before = promise(LATER), promise(looked(date(2025, 3, 1), Outcome.DEVIATION))
    found = kept_in([replace(PLOUGHING, promises=(good, mended, bad, never, before))], 2026)
    assert [(one.looks, one.deviations, one.kept, one.put_right) for one in found] == [
        (2, 0, True, False),
        (2, 1, False, True),
        (2, 1, False, False),
    ]


def test_a_check_that_comes_back_is_planned_until_the_contract_ends():
    assert every(date(2026, 1, 31), 1, date(2026, 4, 30)) == (
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    )
    assert len(every(date(2026, 1, 1), 6, None)) == 5
    assert every(date(2026, 1, 1), 6, date(2025, 1, 1)) == ()
    with pytest.raises(ValueError, match="months"):
        every(date(2026, 1, 1), 0, None)


# From results --------------------------------------------------------------------------------------------------------


def won(number: str, *winners: Winner, value: Money | None = None) -> LotResult:
    return LotResult(number, "selec-w", winners=winners, contract_signed=date(2026, 10, 1), value=value)


BERG = Winner("Bergs Bygg AB", "556677-8899", value=Money(100_000_00), tender_id="TEN-1")
TENDER = Tender(
    title="Snöröjning",
    lots=(
        Lot("LOT-0001", "Norr", contract_start=date(2026, 12, 1), months=24, renewals=2),
        Lot("LOT-0002", "Söder", contract_start=date(2027, 1, 1), contract_end=date(2028, 12, 31)),
    ),
    option_months=24,
)


def made(tender: Tender) -> list[Contract]:
    return [contract_of(tender, one, lambda times: f"{times} times") for one in won_lots(tender)]


def test_one_contract_for_each_winner_with_its_lots_period_options_and_value():
    other = replace(BERG, name="AB Bergs bygg", tender_id="TEN-2")
    small = Winner("Snö och Is HB", tender_id="TEN-3")
    tender = replace(TENDER, results=(won("LOT-0001", BERG), won("LOT-0002", other, small)))
    berg, snow = made(tender)
    assert (berg.supplier, berg.lots, snow.supplier, snow.lots) == (
        "Bergs Bygg AB",
        ("LOT-0001", "LOT-0002"),
        "Snö och Is HB",
        ("LOT-0002",),
    )
    assert (berg.starts, berg.ends, berg.signed) == (date(2026, 12, 1), date(2028, 12, 31), date(2026, 10, 1))
    assert berg.options == (Option(months=12), Option(months=12))
    assert (berg.value, snow.value) == (Money(200_000_00), None)
    assert len(berg.origins) == 2
    assert not set(berg.origins) & set(snow.origins)


def test_a_length_in_months_counts_from_the_first_day_and_an_unlimited_one_has_no_end():
    first = replace(TENDER, results=(won("LOT-0001", BERG),))
    assert made(first)[0].ends == date(2028, 11, 30)
    forever = replace(first, lots=(replace(TENDER.lots[0], length="UNLIMITED"),))
    assert made(forever)[0].ends is None


def test_those_who_bid_together_have_one_contract_and_the_lots_value_is_the_only_bids():
    together = (replace(BERG, value=None), Winner("Grus AB", tender_id="TEN-1"))
    (contract,) = made(replace(TENDER, results=(won("LOT-0001", *together, value=Money(5_00)),)))
    assert (contract.supplier, contract.value) == ("Bergs Bygg AB + Grus AB", Money(5_00))


def test_a_renewal_of_unknown_length_is_said_and_not_guessed():
    tender = replace(TENDER, option_months=None, results=(won("LOT-0001", BERG),))
    (contract,) = made(tender)
    assert (contract.options, contract.notes) == ((), "2 times")


def test_half_a_sum_is_no_sum():
    assert total((Money(1), Money(2))) == Money(3)
    assert total((Money(1), None)) is None
    assert total((Money(1), Money(2, "EUR"))) is None
    assert total(()) is None
