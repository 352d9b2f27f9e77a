"""Rules in words: how much, since when, and where it stands."""

from __future__ import annotations

from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.tender import Money
from outreach.language import N_, NN_, Language

UNIT_LABELS = {
    RuleUnit.DAYS: N_("days"),
    RuleUnit.WORKING_DAYS: N_("working days"),
    RuleUnit.MONTHS: N_("months"),
    RuleUnit.MONEY: N_("amount, without VAT"),
}
_COUNTED = {
    RuleUnit.DAYS: NN_("{n} day", "{n} days"),
    RuleUnit.WORKING_DAYS: NN_("{n} working day", "{n} working days"),
    RuleUnit.MONTHS: NN_("{n} month", "{n} months"),
}
OWN_ROUTINE = N_("Own routine")


def amount_words(rule: Rule, language: Language) -> str:
    """Say how much: "6 days", "SEK 700,000"."""
    if rule.unit is RuleUnit.MONEY:
        return language.money(Money(rule.amount, rule.currency or "SEK"))
    return language.count(_COUNTED[rule.unit], rule.amount)


def period_words(rule: Rule, language: Language) -> str:
    """Say from when until when the rule holds."""
    first = language.day(rule.valid_from)
    return f"{first} – {language.day(rule.valid_to)}" if rule.valid_to else language.say(N_("from {day}"), day=first)


def source_words(rule: Rule, language: Language) -> str:
    """Say where the rule stands."""
    return rule.source or language.say(OWN_ROUTINE)
