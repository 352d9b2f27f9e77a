"""The rules that come with the program, from `resources/rules.tsv`: data with its source, never constants."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from uuid import UUID, uuid5

from outreach.domain.rule import Rule, RuleUnit
from outreach.paths import resource

#: Names the records of rules, so that two computers that change the same built-in rule change the same record.
_RULES = UUID("5b7d0d2e-4c0f-5d55-9a3e-0f6c2d8a41b7")


def rule_id(key: str, valid_from: date) -> UUID:
    """Return the id of the rule with this key and first day."""
    return uuid5(_RULES, f"{key}/{valid_from.isoformat()}")


@lru_cache(maxsize=2)
def built_in(language: str = "sv") -> tuple[Rule, ...]:
    """Return the built-in rules with titles and notes in a language ("sv" or "en"), in the order of the file."""
    with resource("rules.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_rule(row, language) for row in rows)


def _rule(row: dict[str, str], language: str) -> Rule:
    first = date.fromisoformat(row["valid_from"])
    return Rule(
        id=rule_id(row["key"], first),
        key=row["key"],
        title=row[f"title_{language}"],
        amount=int(row["amount"]),
        unit=RuleUnit(row["unit"]),
        currency=row["currency"],
        valid_from=first,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
        link=row["link"],
        note=row[f"note_{language}"],
    )
