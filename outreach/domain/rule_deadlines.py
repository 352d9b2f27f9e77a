"""What the rules make of a tender's dates: last days, windows, and what is too late or too short.

Pure reckoning: which rule holds on a day is asked of `rule_on`, so that no amount stands in code. Days are those of the home
zone. `services/rules.py` gives the rules and the day of today.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.tender import Money, Stage, Tender, ValueClass, class_bounds
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language

RuleOn = Callable[[str, date], Rule | None]
IsFree = Callable[[date], bool]
_DAY = timedelta(days=1)
#: By how much a threshold in kronor may have moved from one period to the next.
_MARGIN = 0.2
_BEFORE_NOTICE = (Stage.IDEA, Stage.DIALOGUE, Stage.PLANNED)
_CONCLUDED = (Stage.EVALUATION, Stage.CONTRACT)


class DeadlineKind(StrEnum):
    """What is to be done by a day that follows from a rule."""

    PLANNING_NOTICE = "planning_notice"
    BID_PERIOD = "bid_period"
    ANSWERS = "answers"
    RESULT_NOTICE = "result_notice"
    DOCUMENTATION = "documentation"
    OPTION = "option"
    CONTRACT_END = "contract_end"


DEADLINE_LABELS = {
    DeadlineKind.PLANNING_NOTICE: N_("Last day for a planning notice"),
    DeadlineKind.BID_PERIOD: N_("Earliest last day to bid"),
    DeadlineKind.ANSWERS: N_("Last day to answer questions"),
    DeadlineKind.RESULT_NOTICE: N_("Last day for the result notice"),
    DeadlineKind.DOCUMENTATION: N_("Documentation ready"),
    DeadlineKind.OPTION: N_("Decide on an extension"),
    DeadlineKind.CONTRACT_END: N_("Contract ends"),
}


class Concern(StrEnum):
    """How much a deadline asks for: nothing, a remark, a warning, or it was missed."""

    NONE = "none"
    NOTE = "note"
    WARNING = "warning"
    MISSED = "missed"


TOO_LATE_TO_PLAN = N_("Too late for a planning notice: the bid period cannot be shortened.")
PLANNED_OUT_OF_TIME = N_("The planning notice was not sent in time: it does not shorten the bid period.")
TOO_SHORT = NN_("{n} day for bids is too short: at least {least}.", "{n} days for bids are too few: at least {least}.")
MAYBE_SHORT = NN_(
    "{n} day for bids is too short if the value is above the EU threshold: at least {least}.",
    "{n} days for bids are too few if the value is above the EU threshold: at least {least}.",
)
QUESTIONS_TOO_LATE = N_("Questions may come after the last day to answer them.")
NOT_SENT = N_("The result notice has not been sent, as far as is known here.")
ENDS_SOON = N_("The contract runs out soon.")


@dataclass(frozen=True, slots=True)
class RuleDeadline:
    """One day that follows from a rule. `first` is the first day of a window, or when to remind.

    `act_by` is the last day at or before `day` on which offices are open; of a bid period, which may not be shorter, the first
    at or after it. `done` is the day on which it was done. `text` is a
    catalogue text, or the forms of a plural with `values["n"]`.
    """

    tender: UUID
    title: str
    kind: DeadlineKind
    day: date
    act_by: date
    rule: Rule
    first: date | None = None
    done: date | None = None
    concern: Concern = Concern.NONE
    text: str | tuple[str, str] = ""
    values: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, language: Language) -> str:
        """Return the warning as a sentence; empty when there is none."""
        if isinstance(self.text, tuple):
            rest = {name: value for name, value in self.values.items() if name != "n"}
            return language.count(self.text, self.values["n"], **rest)
        return language.say(self.text, **self.values) if self.text else ""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What a rule says of the size of a tender: a catalogue text that may name the `amount`."""

    rule: Rule
    text: str

    def say(self, language: Language) -> str:
        """Return the sentence."""
        return language.say(self.text, amount=language.money(Money(self.rule.amount, self.rule.currency or "SEK")))


MAY_BE_DIRECT = N_("Below the limit for direct award ({amount}).")
MUST_DOCUMENT = N_("Above {amount} the reasons must be documented.")
ABOVE_THRESHOLD = N_("Above the EU threshold ({amount}).")
BELOW_THRESHOLD = N_("Below the EU threshold ({amount}).")


class Regime(StrEnum):
    """On which side of the EU threshold a tender lies."""

    OVER = "over"
    UNDER = "under"
    UNKNOWN = "unknown"


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier (later for a negative number); the month's last when it has none.

    Never before the first day that there is, nor after the last (31 December 9999).
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months > 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def before(day: date, rule: Rule, is_free: IsFree) -> date:
    """Return the day that lies as much before `day` as the rule says."""
    if rule.unit is RuleUnit.MONTHS:
        return months_before(day, rule.amount)
    if rule.unit is RuleUnit.WORKING_DAYS:
        return _working(day, rule.amount, -_DAY, is_free)
    return day - timedelta(days=rule.amount)


def after(day: date, rule: Rule, is_free: IsFree) -> date:
    """Return the day that lies as much after `day` as the rule says."""
    if rule.unit is RuleUnit.MONTHS:
        return months_before(day, -rule.amount)
    if rule.unit is RuleUnit.WORKING_DAYS:
        return _working(day, rule.amount, _DAY, is_free)
    return day + timedelta(days=rule.amount)


def working_day_by(day: date, is_free: IsFree) -> date:
    """Return the day itself, or the last one before it on which offices are open."""
    while is_free(day):
        day -= _DAY
    return day


def working_day_from(day: date, is_free: IsFree) -> date:
    """Return the day itself, or the first one after it on which offices are open."""
    while is_free(day):
        day += _DAY
    return day


def _working(day: date, count: int, step: timedelta, is_free: IsFree) -> date:
    while count > 0:
        day += step
        count -= not is_free(day)
    return day


def deadlines_of(tender: Tender, rule_on: RuleOn, today: date, is_free: IsFree) -> tuple[RuleDeadline, ...]:
    """Return what the rules make of a tender's dates, in order of the days."""
    if tender.stage is Stage.CANCELLED:
        return ()
    reckoning = _Reckoning(tender, rule_on, today, is_free)
    found = [
        *reckoning.planning_notice(),
        *reckoning.bid_period(),
        *reckoning.answers(),
        *reckoning.after_contract(),
        *reckoning.contract_end(),
    ]
    return tuple(sorted(found, key=lambda one: one.day))


def regime_of(tender: Tender, rule_on: RuleOn, day: date) -> tuple[Regime, Rule | None]:
    """Return on which side of the threshold of its kind a tender lies, and by which rule. CPV 45 is works."""
    works = bool(tender.cpv) and tender.cpv[0].startswith("45")
    key = "threshold_works" if works else "threshold_supplies"
    rule = rule_on(key, day)
    bounds = _bounds(tender)
    if bounds is None:
        return Regime.UNKNOWN, None
    if rule is not None and rule.currency == "SEK":
        return _side(bounds, rule.amount), rule
    # The amount in kronor is not entered yet. It moves by some per cent every second year: what lies far from the one before
    # is on its side.
    known = (rule_on(key, months_before(day, 12 * years)) for years in (2, 4))
    earlier = next((one for one in known if one is not None and one.currency == "SEK"), None)
    if rule is None or earlier is None:
        return Regime.UNKNOWN, None
    sides = {_side(bounds, round(earlier.amount * part)) for part in (1 - _MARGIN, 1 + _MARGIN)}
    return (sides.pop(), rule) if len(sides) == 1 else (Regime.UNKNOWN, None)


def notes_of(tender: Tender, rule_on: RuleOn, day: date) -> tuple[RuleNote, ...]:
    """Return what the rules say of the size of a tender; nothing while it is not known."""
    bounds = _bounds(tender)
    if bounds is None:
        return ()
    low, high = bounds
    found = []
    direct, documented = rule_on("direct_award", day), rule_on("document_above", day)
    if direct is not None and high is not None and high <= direct.amount:
        found.append(RuleNote(direct, MAY_BE_DIRECT))
    # Above means above; of a class only its bounds are known, and hardly a purchase lies just on one.
    if documented is not None and (low > documented.amount or (tender.value is None and low == documented.amount)):
        found.append(RuleNote(documented, MUST_DOCUMENT))
    side, rule = regime_of(tender, rule_on, day)
    if rule is not None and side is not Regime.UNKNOWN:
        found.append(RuleNote(rule, ABOVE_THRESHOLD if side is Regime.OVER else BELOW_THRESHOLD))
    return tuple(found)


def _bounds(tender: Tender) -> tuple[int, int | None] | None:
    """Return the least and the least too big value in öre; for a known value both lie at it."""
    if tender.value is not None and tender.value.currency == "SEK":
        return tender.value.hundredths, tender.value.hundredths + 1
    return class_bounds(tender.value_class) if tender.value_class is not ValueClass.UNKNOWN else None


def _side(bounds: tuple[int, int | None], threshold: int) -> Regime:
    low, high = bounds
    if low >= threshold:
        return Regime.OVER
    return Regime.UNDER if high is not None and high <= threshold else Regime.UNKNOWN


class _Reckoning:
    """The reckoning of one tender."""

    def __init__(self, tender: Tender, rule_on: RuleOn, today: date, is_free: IsFree) -> None:
        self.tender, self.rule_on, self.today, self.is_free = tender, rule_on, today, is_free
        # Bids "until midnight" are bids until the end of the day before.
        self.last = home_day(tender.tender_deadline - timedelta(seconds=1)) if tender.tender_deadline else None

    def planning_notice(self) -> Iterator[RuleDeadline]:
        """The window in which a planning notice shortens the bid period (it is nobody's duty)."""
        published, sent = self.tender.expected_publication, self.tender.planning_notice_sent
        if published is None or not (sent or self.tender.stage in _BEFORE_NOTICE):
            return
        latest = self.rule_on("planning_notice_latest", published)
        if latest is None:
            return
        window = self._planning_window(published)
        first, day = window if window is not None else (None, before(published, latest, self.is_free))
        concern, text = Concern.NONE, ""
        if sent is not None and not self._planned_in_time():
            concern, text = Concern.WARNING, PLANNED_OUT_OF_TIME
        elif sent is None and self.today > day:
            concern, text = Concern.NOTE, TOO_LATE_TO_PLAN
        yield self._made(DeadlineKind.PLANNING_NOTICE, day, latest, first=first, done=sent, concern=concern, text=text)

    def bid_period(self) -> Iterator[RuleDeadline]:
        """The shortest bid period, for what is or may be above the threshold."""
        published = self.tender.expected_publication
        if published is None or self.tender.stage in _CONCLUDED:
            return
        side, _ = regime_of(self.tender, self.rule_on, published)
        key = "bids_open_planned" if self._planned_in_time() else "bids_open_electronic"
        rule = self.rule_on(key, published) or self.rule_on("bids_open", published)
        if side is Regime.UNDER or rule is None:
            return
        day = after(published, rule, self.is_free)
        if self.last is not None and self.last < day:
            values = {"n": max((self.last - published).days, 0), "least": rule.amount}
            sure = side is Regime.OVER
            concern, text = (Concern.WARNING, TOO_SHORT) if sure else (Concern.NOTE, MAYBE_SHORT)
            yield self._made(DeadlineKind.BID_PERIOD, day, rule, concern=concern, text=text, values=values)
        elif self.last is None:
            yield self._made(DeadlineKind.BID_PERIOD, day, rule)

    def answers(self) -> Iterator[RuleDeadline]:
        """The last day on which an answer to all is in time."""
        if self.last is None or self.tender.stage in _CONCLUDED:
            return
        rule = self.rule_on("answers_before", self.last)
        if rule is None:
            return
        day = before(self.last, rule, self.is_free)
        asked = self.tender.question_deadline
        late = asked is not None and home_day(asked) > day
        concern, text = (Concern.WARNING, QUESTIONS_TOO_LATE) if late else (Concern.NONE, "")
        yield self._made(DeadlineKind.ANSWERS, day, rule, concern=concern, text=text)

    def after_contract(self) -> Iterator[RuleDeadline]:
        """Result notice and documentation, counted from the day of the contract."""
        signed = self._signed()
        if signed is None:
            return
        done = self.tender.result_notice_sent
        notice, written = self.rule_on("result_notice", signed), self.rule_on("documentation", signed)
        if notice is not None:
            day = after(signed, notice, self.is_free)
            # What came from a result notice is published already.
            missed = done is None and self.today > day and self.tender.notice_kind != "result"
            concern, text = (Concern.MISSED, NOT_SENT) if missed else (Concern.NONE, "")
            yield self._made(DeadlineKind.RESULT_NOTICE, day, notice, done=done, concern=concern, text=text)
        if written is not None:
            yield self._made(DeadlineKind.DOCUMENTATION, after(signed, written, self.is_free), written)

    def contract_end(self) -> Iterator[RuleDeadline]:
        """The end of the contract, and when to decide on an extension."""
        end = self.tender.contract_end
        if end is None:
            return
        remind, option = self.rule_on("contract_reminder", self.today), self.rule_on("option_reminder", self.today)
        if remind is not None:
            first = before(end, remind, self.is_free)
            near = first <= self.today <= end and self.tender.stage is Stage.CONTRACT
            concern, text = (Concern.NOTE, ENDS_SOON) if near and not self.tender.not_renewed else (Concern.NONE, "")
            yield self._made(DeadlineKind.CONTRACT_END, end, remind, first=first, concern=concern, text=text)
        if option is not None and self.tender.option_months:
            yield self._made(DeadlineKind.OPTION, before(end, option, self.is_free), option)

    def _signed(self) -> date | None:
        """Return the day of the contract: as the results tell it, else the day on which it begins."""
        signed = [one.contract_signed for one in self.tender.results if one.contract_signed is not None]
        if signed:
            return max(signed)
        return self.tender.contract_start if self.tender.stage is Stage.CONTRACT else None

    def _planning_window(self, published: date) -> tuple[date, date] | None:
        latest = self.rule_on("planning_notice_latest", published)
        earliest = self.rule_on("planning_notice_earliest", published)
        if latest is None or earliest is None:
            return None
        return before(published, earliest, self.is_free), before(published, latest, self.is_free)

    def _planned_in_time(self) -> bool:
        published, sent = self.tender.expected_publication, self.tender.planning_notice_sent
        window = self._planning_window(published) if published is not None else None
        return sent is not None and window is not None and window[0] <= sent <= window[1]

    def _made(
        self,
        kind: DeadlineKind,
        day: date,
        rule: Rule,
        *,
        first: date | None = None,
        done: date | None = None,
        concern: Concern = Concern.NONE,
        text: str | tuple[str, str] = "",
        values: Mapping[str, int] | None = None,
    ) -> RuleDeadline:
        nearest = working_day_from if kind is DeadlineKind.BID_PERIOD else working_day_by
        act_by = nearest(day, self.is_free)
        tender = self.tender
        return RuleDeadline(tender.id, tender.title, kind, day, act_by, rule, first, done, concern, text, values or {})
