"""Rules with their days and sources: which holds on a day, what they make of a tender, and how the unit changes them.

A rule of the unit takes the place of a built-in one with the same key and first day; putting it back deletes the unit's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.rule_deadlines import (
    DeadlineKind,
    RuleDeadline,
    RuleNote,
    RuleOn,
    before,
    deadlines_of,
    notes_of,
)
from outreach.domain.swedish_day import is_free
from outreach.domain.tender import Tender
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services import swedish_days
from outreach.services.contract_truth import as_contracted
from outreach.services.records import Records
from outreach.services.rule_table import built_in, rule_id

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

#: What is due is shown so long before, and what was missed so long after, its day.
AHEAD, BEHIND = timedelta(days=14), timedelta(days=30)
#: A contract is signed at most so long before it begins; the day on which it is stands in no column.
_SIGNED_BEFORE = timedelta(days=200)
#: What Today tells of: the end of contracts is told by the proposals, the rest is nobody's deadline.
_DUE_KINDS = (DeadlineKind.PLANNING_NOTICE, DeadlineKind.ANSWERS, DeadlineKind.RESULT_NOTICE, DeadlineKind.OPTION)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as it holds, and the built-in one in whose place it stands, if any. `own`: the unit wrote it."""

    rule: Rule
    built_in: Rule | None = None
    own: bool = False


class Rules(Records[Rule]):
    """The verbs for rules. Keeps nothing between two calls."""

    kind: ClassVar[Kind] = Kind.RULE

    # Which rule holds --------------------------------------------------------------------------------------------------

    def table(self, language: str = "sv") -> list[RuleLine]:
        """Return all rules, built-in and own, by key in the order of the built-in list, the newest period last."""
        with self.database.read() as view:
            return _lines(view, language)

    def rule(self, key: str, day: date, language: str = "sv") -> Rule | None:
        """Return the rule that holds for a key on a day; None where there is none, or the unit took it away."""
        return _asked(self.table(language))(key, day)

    def line(self, key: str, valid_from: date | None = None, language: str = "sv") -> RuleLine:
        """Return one rule: that with the first day named, else the one that holds today. Raises NotFound."""
        lines = [one for one in self.table(language) if one.rule.key == key]
        if valid_from is None:
            held = _asked(lines)(key, self._today())
            lines = [one for one in lines if held is not None and one.rule.id == held.id] or lines[-1:]
        else:
            lines = [one for one in lines if one.rule.valid_from == valid_from]
        if not lines:
            raise NotFound(key)
        return lines[-1]

    # What they make of tenders -----------------------------------------------------------------------------------------

    def deadlines(self, tender: Tender, today: date | None = None) -> tuple[RuleDeadline, ...]:
        """Return the days that follow from a tender's dates, each with its rule and what is wrong with it."""
        return self.reckoner(today)(tender)

    def reckoner(self, today: date | None = None) -> Reckoner:
        """Return what reckons the deadlines of many tenders with the rules read once."""
        with self.database.read() as view:
            return Reckoner(_lines(view, "sv"), today or self._today(), view.contracts.ends_by_tender())

    def notes(self, tender: Tender, day: date | None = None) -> tuple[RuleNote, ...]:
        """Return what the rules say of the size of a tender."""
        return notes_of(tender, _asked(self.table()), day or tender.expected_publication or self._today())

    def due(self, today: date | None = None) -> list[RuleDeadline]:
        """Return what is due within two weeks or was missed in the last thirty days and is not done, the soonest first."""
        day = today or self._today()
        return [
            one
            for one in self.between(day - BEHIND, day + AHEAD, day)
            if one.kind in _DUE_KINDS and one.done is None and not (one.day < day and one.kind is not DeadlineKind.RESULT_NOTICE)
        ]

    def between(self, first: date, last: date, today: date | None = None) -> list[RuleDeadline]:
        """Return the deadlines of all tenders from `first` to `last` (both included), but for bid periods, in order.

        The end of a contract that is followed up stands with the contract, not here.
        """
        with self.database.read() as view:
            lines = _lines(view, "sv")
            contracted = view.contracts.ends_by_tender()
            reckoner = Reckoner(lines, today or self._today(), contracted)
            tenders = view.tenders.within(_spans(lines, first, last))
        reckoned = (one for tender in tenders for one in reckoner(tender) if _is_in(one, first, last))
        # A contract tells its own end.
        found = [one for one in reckoned if one.kind is not DeadlineKind.CONTRACT_END or one.tender not in contracted]
        return sorted(found, key=lambda one: (one.day, one.title.casefold()))

    # Changing ----------------------------------------------------------------------------------------------------------

    def keep_rule(self, rule: Rule) -> Changes:
        """Keep a rule of the unit's own, or in place of the built-in one with its key and first day. Raises InvalidInput."""
        meant = rule_id("_".join(rule.key.split()), rule.valid_from)
        with self.database.work(N_("Changed the rule {name}"), name=self.title_of(rule)) as work:
            known = work.rules.get(meant)
            # What was opened as this very rule must not write over what somebody else has written meanwhile.
            version = rule.version if rule.id == meant else known.version if known else 0
            self.keep(work, replace(rule, id=meant, version=version))
        return work.changes

    def drop(self, rule: Rule) -> Changes:
        """Take a rule away: a built-in one no longer holds, one of the unit's own is deleted."""
        if rule_id(rule.key, rule.valid_from) in {one.id for one in built_in()}:
            return self.keep_rule(replace(rule, dropped=True))
        return self.restore(rule.key, rule.valid_from)

    def restore(self, key: str, valid_from: date) -> Changes:
        """Put the built-in rule back in place of the unit's. Raises NotFound when nothing was changed."""
        record = rule_id(key, valid_from)
        with self.database.work(N_("Put the rule {name} back"), name=key) as work:
            known = work.rules.get(record)
            if known is None:
                raise NotFound(key)
            work.rename_action(N_("Put the rule {name} back"), name=self.title_of(known))
            work.delete(Kind.RULE, record)
        return work.changes

    def title_of(self, record: Rule) -> str:
        """Return the words by which people know the rule."""
        known = {one.key: one.title for one in built_in()}
        return record.title or known.get(record.key, record.key)

    def checked(self, work: Work, record: Rule) -> Rule:
        """Check amount, period and currency. Raises InvalidInput."""
        key = "_".join(record.key.split())
        if not key:
            raise InvalidInput(N_("Rule"), N_("A rule needs a name."))
        if record.amount < 0:
            raise InvalidInput(N_("Amount"), N_("An amount cannot be negative."))
        if record.valid_to is not None and record.valid_to < record.valid_from:
            raise InvalidInput(N_("Valid to"), N_("A rule cannot end before it begins."))
        currency = (record.currency.strip().upper() or "SEK") if record.unit is RuleUnit.MONEY else ""
        return replace(record, key=key, title=" ".join(record.title.split()), currency=currency, source=record.source.strip())

    def _today(self) -> date:
        return home_day(self.database.signature.clock())


class Reckoner:
    """Reckons deadlines with one reading of the rules: for lists of many tenders.

    `contracted` are the tenders that have contracts, with the latest known end: that counts, and the contracts tell of options.
    """

    def __init__(self, lines: Sequence[RuleLine], today: date, contracted: Mapping[UUID, date | None]) -> None:
        self.rule_on = _asked(lines)
        self.today = today
        self.contracted = contracted

    def __call__(self, tender: Tender) -> tuple[RuleDeadline, ...]:
        """Return the deadlines of a tender."""
        if tender.id in self.contracted:
            tender = replace(as_contracted(tender, self.contracted), option_months=None)
        return deadlines_of(tender, self.rule_on, self.today, is_day_off)

    def decide_by(self, last: date) -> date | None:
        """Return by which day to decide on an extension of a contract with this last day; None without a rule for it."""
        rule = self.rule_on("option_reminder", self.today)
        return before(last, rule, is_day_off) if rule is not None else None


def is_day_off(day: date) -> bool:
    """Say whether offices are closed: weekends, public holidays and the great eves."""
    return is_free(day, {day: swedish_days.on(day)})


def _lines(view: View, language: str) -> list[RuleLine]:
    own = {rule.id: rule for rule in view.rules.all()}
    lines = [_over(standard, own.pop(standard.id, None)) for standard in built_in(language)]
    titles = {line.rule.key: line.rule.title for line in lines}
    lines += [RuleLine(replace(rule, title=rule.title or titles.get(rule.key, rule.key)), None, own=True) for rule in own.values()]
    order = {key: number for number, key in enumerate(dict.fromkeys(line.rule.key for line in lines))}
    return sorted(lines, key=lambda line: (order[line.rule.key], line.rule.valid_from))


def _is_in(one: RuleDeadline, first: date, last: date) -> bool:
    return one.kind is not DeadlineKind.BID_PERIOD and first <= one.day <= last


def _spans(lines: Sequence[RuleLine], first: date, last: date) -> dict[str, tuple[date, date]]:
    """Return where the dates of a tender lie from which a rule's day between `first` and `last` follows."""

    def reach(key: str) -> timedelta:
        longest = {RuleUnit.DAYS: 1, RuleUnit.WORKING_DAYS: 3, RuleUnit.MONTHS: 31}
        found = (line.rule for line in lines if line.rule.key == key)
        return timedelta(days=max((rule.amount * longest.get(rule.unit, 0) for rule in found), default=0))

    return {
        "expected_publication": (first, last + reach("planning_notice_latest")),
        "tender_deadline": (first, last + reach("answers_before")),
        "contract_start": (first - max(reach("result_notice"), reach("documentation")), last + _SIGNED_BEFORE),
        "contract_end": (first, last + reach("option_reminder")),
    }


def _over(standard: Rule, changed: Rule | None) -> RuleLine:
    """Return a built-in rule, or the unit's in its place; words that the unit left empty are the built-in ones."""
    if changed is None:
        return RuleLine(standard, standard)
    return RuleLine(replace(changed, title=changed.title or standard.title), standard, own=True)


def _asked(lines: Sequence[RuleLine]) -> RuleOn:
    """Return what tells which rule holds on a day: of several the one that began last."""
    by_key: dict[str, list[Rule]] = {}
    for line in lines:
        if not line.rule.dropped:
            by_key.setdefault(line.rule.key, []).append(line.rule)

    def ask(key: str, day: date) -> Rule | None:
        held = [one for one in by_key.get(key, ()) if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
        return max(held, key=lambda one: one.valid_from, default=None)

    return ask
