"""Contracts in words: a promise with its checks, an option, what is due. Both doors and the history say the same."""

from __future__ import annotations

from outreach.domain.contract import (
    FEWEST_PROMISES,
    MOST_PROMISES,
    OUTCOME_LABELS,
    Check,
    Contract,
    Option,
    Promise,
)
from outreach.domain.contract_days import DUE_LABELS, DueCheck, DueKind, last_day, longest
from outreach.language import N_, NN_, Language

MONTHS = NN_("{n} month", "{n} months")
_DECIDE = N_("decide by {day}")
_USED = N_("called on {day}")
_NEXT = N_("Next: {step}")
_BY = N_("Next: {step}, by {day}")
_PLANNED = N_("planned: {days}")
_FEW = NN_(
    "{n} promise: three to eight are usually right to follow up.",
    "{n} promises: three to eight are usually right to follow up.",
)
_EXTENDED = N_("may be extended to {day}")
_DECIDE_ON = N_("Decide on the option")


def say_option(option: Option, language: Language) -> str:
    """Say how long an option goes on, by when to decide, and when it was called."""
    parts = [language.count(MONTHS, option.months)]
    if option.used is not None:
        parts.append(language.say(_USED, day=language.day(option.used)))
    elif option.decide_by is not None:
        parts.append(language.say(_DECIDE, day=language.day(option.decide_by)))
    return ", ".join(parts)


def say_check(check: Check, language: Language) -> str:
    """Say how a promise was on a day, what was seen, and what follows."""
    outcome = language.say(OUTCOME_LABELS[check.outcome])
    head = " · ".join(filter(None, (language.day(check.done or check.due), outcome, check.officer)))
    parts = [f"{head}: {check.evidence}" if check.evidence else head]
    if check.next_step:
        day = language.day(check.next_day) if check.next_day is not None else ""
        parts.append(
            language.say(_BY, step=check.next_step, day=day) if day else language.say(_NEXT, step=check.next_step)
        )
    return ". ".join(part.rstrip(".") for part in parts)


def say_promise(promise: Promise, language: Language) -> str:
    """Say a promise with what was seen of it, and when it will be looked at."""
    done = [say_check(check, language) for check in promise.checks if check.done is not None]
    planned = [language.day(check.due) for check in promise.checks if check.done is None]
    told = [*done, language.say(_PLANNED, days=", ".join(planned))] if planned else done
    return f"{promise.text} ({'; '.join(told)})" if told else promise.text


def say_due(due: DueCheck, language: Language) -> str:
    """Say what is due: the promise to look at, the option, or that the contract ends."""
    if due.kind is DueKind.CHECK and due.promise is not None:
        return due.promise.text
    if due.kind is DueKind.OPTION and due.option is not None:
        what = DUE_LABELS[due.kind] if due.option.decide_by is not None else _DECIDE_ON
        return f"{language.say(what)} ({language.count(MONTHS, due.option.months)})"
    return language.say(DUE_LABELS[due.kind])


def say_number(contract: Contract, language: Language) -> str:
    """Say when there are fewer promises than three or more than eight; nothing else, and nothing is forbidden."""
    number = len(contract.promises)
    if FEWEST_PROMISES <= number <= MOST_PROMISES or contract.closed is not None:
        return ""
    return language.count(_FEW, number)


def say_period(contract: Contract, language: Language) -> str:
    """Say from when to when a contract runs, and how long it may be extended."""
    first = language.day(contract.starts) if contract.starts is not None else ""
    end, most = last_day(contract), longest(contract)
    last = language.day(end) if end is not None else language.say(N_("no last day"))
    said = f"{first} – {last}" if first else f"– {last}"
    if end is not None and most is not None and most > end:
        return f"{said} · {language.say(_EXTENDED, day=language.day(most))}"
    return said
