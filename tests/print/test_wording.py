"""What is said of one tender."""

from datetime import UTC, date, datetime

import pytest

from outreach.domain.tender import Lot, Money, Stage, Tender, ValueClass
from outreach.language import Language
from outreach.print.wording import Timing, contract, lots, place, size, take_part, timing

PRINTED = date(2026, 12, 3)
EN = Language("en")


def planned(day: date | None, stage: Stage = Stage.PLANNED) -> Tender:
    return Tender(title="x", stage=stage, expected_publication=day)


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (date(2026, 12, 1), "December 2026"),
        (date(2027, 3, 1), "March 2027"),
        (date(2027, 6, 30), "June 2027"),
        (date(2027, 7, 1), "Summer 2027"),
        (date(2027, 9, 1), "Autumn 2027"),
        (date(2027, 12, 24), "End of 2027"),
        (date(2028, 1, 2), "Early 2028"),
        (date(2028, 4, 1), "Spring 2028"),
    ],
)
def test_near_months_are_named_and_far_ones_are_seasons(day, when):
    assert timing(planned(day), EN, PRINTED) == Timing(when, "To be advertised")


def test_season_is_swedish_on_a_swedish_flyer():
    assert timing(planned(date(2028, 4, 1)), Language("sv"), PRINTED).when == "Våren 2028"
    assert timing(planned(date(2027, 3, 1)), Language("sv"), PRINTED).when == "Mars 2027"


def test_planned_month_that_has_passed_is_not_printed_as_if_it_stood():
    assert timing(planned(date(2026, 11, 30)), EN, PRINTED) == Timing("New date to come", "Later than planned")


def test_idea_is_advertised_at_the_earliest():
    assert timing(planned(date(2027, 3, 1), Stage.IDEA), EN, PRINTED).what == "To be advertised at the earliest"
    assert timing(planned(None, Stage.IDEA), EN, PRINTED) == Timing("Date not set", "An idea so far")


def test_deadline_just_before_midnight_in_sweden_keeps_its_day():
    tender = Tender(title="x", stage=Stage.ADVERTISED, tender_deadline=datetime(2027, 6, 30, 21, 59, tzinfo=UTC))
    assert timing(tender, EN, PRINTED) == Timing("30 Jun 2027", "Last day to bid, at 23:59")
    assert take_part(tender, EN, PRINTED) == ("Bid by 30\u00a0June\u00a02027 at 23:59.",)


def test_passed_deadline_invites_nobody_to_bid():
    tender = Tender(title="x", stage=Stage.ADVERTISED, tender_deadline=datetime(2026, 12, 1, 22, 59, tzinfo=UTC))
    assert timing(tender, EN, PRINTED).when == "Closed"
    assert "has passed" in take_part(tender, EN, PRINTED)[0]


def test_earliest_deadline_of_the_lots_counts_when_the_tender_has_none():
    parts = tuple(Lot(str(day), tender_deadline=datetime(2027, 2, day, 11, tzinfo=UTC)) for day in (9, 5, 7))
    tender = Tender(title="x", stage=Stage.ADVERTISED, lots=parts)
    assert timing(tender, EN, PRINTED).when == "5 Feb 2027"
    assert lots(tender, EN) == "In 3 parts"


def test_question_day_that_has_passed_is_not_shown():
    asked = datetime(2026, 12, 1, 11, tzinfo=UTC)
    tender = Tender(title="x", stage=Stage.DIALOGUE, question_deadline=asked)
    assert take_part(tender, EN, PRINTED) == ("Tell us what you think before it is advertised.",)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_tells_the_reader_what_to_do(stage):
    assert all(take_part(Tender(title="x", stage=stage), EN, PRINTED))
    assert timing(Tender(title="x", stage=stage), EN, PRINTED).when


def test_size_follows_from_the_value_but_never_from_a_withheld_one():
    value = Money(5_000_000_00)
    assert size(Tender(title="x", value=value), EN) == "2 to 10 million kronor"
    assert size(Tender(title="x", value_class=ValueClass.UNDER_2M), EN) == "700,000 to 2 million kronor"
    assert (
        size(Tender(title="x", value=value, value_class=ValueClass.UNDER_10M, withheld=True), EN)
        == "Size not known yet"
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contract_start": date(2027, 1, 1), "contract_end": date(2030, 1, 1)}, "Contract 2027–2030"),
        ({"contract_start": date(2027, 1, 1), "contract_end": date(2027, 9, 1)}, "Contract in 2027"),
        ({"contract_start": date(2027, 3, 1)}, "Contract from March 2027"),
        ({"contract_end": date(2027, 3, 1)}, "Contract until March 2027"),
        ({"contract_months": 12}, "Contract for 1 year"),
        ({"contract_months": 48}, "Contract for 4 years"),
        ({"contract_months": 18}, "Contract for 18 months"),
        ({"contract_start": date(2027, 3, 1), "contract_end": date(2026, 3, 1)}, "Contract from March 2027"),
        ({"contract_months": 0}, ""),
        ({}, ""),
    ],
)
def test_contract_period_in_a_few_words(fields, said):
    assert contract(Tender(title="x", **fields), EN) == said


def test_codes_of_places_are_not_shown_to_readers():
    assert [place(Tender(title="x", place=code)) for code in ("SE121", "SE", "2061", "20", "Hela kommunen")] == [
        "",
        "",
        "",
        "",
        "Hela kommunen",
    ]
