"""`outreach rule …`: thresholds, days and months with their source, as the law or the unit sets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, saved
from outreach.cli.table import aligned
from outreach.cli.values import Day, one_of
from outreach.domain.record import Kind, to_plain
from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.rule_words import amount_words, period_words, source_words
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.rules import RuleLine

rule = group("rule", N_("Thresholds, days and months with their source: list, set, restore."))
_FIRST_DAY = N_("First day; without it, the rule that holds today.")
_COLUMNS = (N_("Key"), N_("Rule"), N_("Amount"), N_("Valid"), N_("Source"), N_("Own"))


@command(rule, "list", N_("Show the rules with their days and sources."))
@option("--on", "day", type=Day(), default=None, metavar="DAY", text=N_("Only those that hold on this day."))
def list_command(door: Door, day: date | None) -> Answer:
    """Show the rules."""
    with door.house() as house:
        lines = [line for line in house.rules.table(door.language.code) if not line.rule.dropped or line.own]
        if day is not None:
            held = {line.rule.key: house.rules.rule(line.rule.key, day) for line in lines}
            lines = [line for line in lines if (one := held[line.rule.key]) is not None and one.id == line.rule.id]
    return Answer({"rules": [_plain(line) for line in lines]}, lambda: _table(lines, door.language))


@command(rule, "set", N_("Change a rule, or add one of your own. What is not named stays."))
@argument("key")
@option("--amount", type=click.FloatRange(min=0), default=None, metavar="NUMBER", text=N_("Days, months or whole kronor."))
@option("--unit", type=one_of(RuleUnit), default=None, text=N_("What the amount counts."))
@option("--currency", default=None, metavar="CODE", text=N_("SEK, EUR …"))
@option("--from", "valid_from", type=Day(), default=None, metavar="DAY", text=_FIRST_DAY)
@option("--to", "valid_to", type=Day(), default=None, metavar="DAY", text=N_("Last day."))
@option("--title", default=None, text=N_("What the rule is called."))
@option("--source", default=None, text=N_("Where it stands."))
@option("--link", default=None, metavar="LINK", text=N_("Where it can be read."))
@option("--note", default=None, text=N_("What to know about it."))
@option("--drop", "dropped", is_flag=True, text=N_("The rule holds no longer."))
def set_command(door: Door, key: str, valid_from: date | None, dropped: bool, **options: Any) -> Answer:
    """Keep a changed or new rule."""
    given = {name: value for name, value in options.items() if value is not None}
    with door.house(writing=True) as house:
        try:
            # The words stay the built-in ones, in both languages, unless others are given.
            known = house.rules.line(key, valid_from, door.language.code)
            before = replace(known.rule, title=known.rule.title if known.built_in is None else "")
        except NotFound:
            if "amount" not in given:
                raise InvalidInput(N_("Amount"), N_("A new rule needs an amount.")) from None
            before = Rule(key=key, amount=0, valid_from=valid_from or home_day(house.now()))
        unit = RuleUnit(given.pop("unit", before.unit))
        amount = given.pop("amount", None)
        if amount is not None:
            given["amount"] = round(amount * 100) if unit is RuleUnit.MONEY else int(amount)
        changed = replace(before, unit=unit, dropped=dropped, **given)
        changes = house.rules.keep_rule(changed)
        kept = next((one for kind, one in changes.touched if kind is Kind.RULE), None)
        return saved(door, changes, "rule", house.rules.get(kept) if kept is not None else changed)


@command(rule, "restore", N_("Put a built-in rule back in place of yours; one of your own is deleted."))
@argument("key")
@option("--from", "valid_from", type=Day(), default=None, metavar="DAY", text=_FIRST_DAY)
def restore(door: Door, key: str, valid_from: date | None) -> Answer:
    """Put a rule back."""
    with door.house(writing=True) as house:
        held = house.rules.line(key, valid_from)
        return done(door, house.rules.restore(key, held.rule.valid_from))


def _plain(line: RuleLine) -> dict[str, Any]:
    return {**to_plain(line.rule), "own": line.own}


def _table(lines: list[RuleLine], language: Language) -> list[str]:
    rows = [
        (
            line.rule.key,
            line.rule.title,
            amount_words(line.rule, language) if not line.rule.dropped else language.say(N_("taken away")),
            period_words(line.rule, language),
            source_words(line.rule, language),
            language.say(N_("yes")) if line.own else "",
        )
        for line in lines
    ]
    return aligned([language.say(text) for text in _COLUMNS], rows)
