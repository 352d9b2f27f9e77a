"""`outreach contract …`: contracts, what was promised, how it was, and letters to suppliers. Never invoices, never spend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id, find_record
from outreach.cli.streets import add_delete, add_list, with_values
from outreach.cli.table import aligned
from outreach.cli.values import Day, one_of
from outreach.domain.contract import Contract, Option, Outcome, Promise
from outreach.domain.contract_days import DUE_LABELS, DueCheck, KeptPromise
from outreach.domain.record import Kind, to_plain
from outreach.domain.search_text import words
from outreach.domain.starting_promises import starting_promises
from outreach.domain.supplier_letter import SupplierLetter, SupplierLetterKind
from outreach.domain.tender import Money
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.contract_tables import verdict
from outreach.services.contract_words import say_check, say_due, say_number, say_option, say_period
from outreach.services.contracts import Seen

if TYPE_CHECKING:
    from outreach.services.house import House

F = TypeVar("F", bound=Callable[..., Any])

contract = group("contract", N_("Contracts: what was promised, how it was, what is due, letters to suppliers."))
add_list(contract, Kind.CONTRACT)
add_delete(contract, Kind.CONTRACT)

_PROMISE = N_("The promise: its number in “contract show”, or words of it. Needed where there are several.")


def contract_options(function: F) -> F:
    """Add the options for what a contract has, besides title and supplier."""
    for add in reversed(
        (
            option("--tender", default="", metavar="ID", text=N_("The tender that it comes from.")),
            option("--reference", "diary", default=None, metavar="NUMBER", text=N_("Diary number or the like.")),
            option("--from", "starts", type=Day(), default=None, metavar="DAY", text=N_("First day of the contract.")),
            option("--to", "ends", type=Day(), default=None, metavar="DAY", text=N_("Last day without options.")),
            option("--signed", type=Day(), default=None, metavar="DAY", text=N_("The day on which it was signed.")),
            option(
                "--option",
                "options",
                multiple=True,
                metavar="MONTHS[:DAY]",
                text=N_("A right to extend: months, and the last day to say so; replaces those there are."),
            ),
            option(
                "--value",
                type=click.IntRange(min=0),
                default=None,
                metavar="KRONOR",
                text=N_("Its value in whole kronor, without VAT."),
            ),
            option("--officer", default=None, metavar="NAME", text=N_("Who follows it up.")),
            option("--tag", "tags", multiple=True, metavar="TAG", text=N_("A tag; replaces those there are.")),
            option("--notes", default=None, text=N_("Notes for us alone.")),
        )
    ):
        function = add(function)
    return function


@command(contract, "add", N_("Add a contract by hand."))
@argument("title")
@argument("supplier")
@contract_options
def add(door: Door, title: str, supplier: str, **options: Any) -> Answer:
    """Keep a new contract; the supplier is recognised by its name where only one company has it."""
    with door.house(writing=True) as house:
        made = with_values(Contract(title=title, supplier=supplier), _values(house, options))
        made = replace(made, company=house.contracts.recognised(supplier), officer=made.officer or house.officer)
        changes = house.contracts.save(made)
        return saved(door, changes, "contract", fresh(house.contracts, made))


@command(contract, "change", N_("Change a contract. What is not named stays."))
@argument("reference", metavar="ID")
@option("--title", default=None, text=N_("The new title."))
@option("--supplier", default=None, text=N_("The supplier's name in the contract."))
@contract_options
def change(door: Door, reference: str, title: str | None, supplier: str | None, **options: Any) -> Answer:
    """Keep a changed contract."""
    with door.house(writing=True) as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
        values = {"title": title, "supplier": supplier, **_values(house, options)}
        if supplier is not None:
            values["company"] = house.contracts.recognised(supplier)
        changes = house.contracts.save(with_values(known, values))
        return saved(door, changes, "contract", fresh(house.contracts, known))


@command(contract, "show", N_("Show a contract with its promises, checks and options."))
@argument("reference", metavar="ID")
def show(door: Door, reference: str) -> Answer:
    """Show one contract."""
    with door.house() as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
    return Answer({"contract": to_plain(known)}, lambda: _shown(known, door.language))


@command(contract, "from-result", N_("Make the contracts of a tender's winners; those that are there already stay."))
@argument("reference", metavar="TENDER")
@option("--preview", is_flag=True, text=N_("Only show which would be made."))
@option("--none", "none_wanted", is_flag=True, text=N_("Make none, and propose none any more."))
def from_result(door: Door, reference: str, preview: bool, none_wanted: bool) -> Answer:
    """Make contracts of a result."""
    with door.house(writing=not preview) as house:
        tender = find_id(house, reference, Kind.TENDER)
        won = [{"supplier": one.supplier, "lots": list(one.lots)} for one in house.contracts.proposed(tender)]
        if preview:
            return Answer(
                {"proposed": won}, lambda: [f"{one['supplier']}  {', '.join(one['lots'])}".strip() for one in won]
            )
        changes = (
            house.contracts.dismiss(tender) if none_wanted else house.contracts.from_results(tender, door.language)
        )
        made = [] if none_wanted else [to_plain(one) for one in house.contracts.of_tender(tender)]
        return done(door, changes, contracts=made)


@command(
    contract,
    "promise",
    N_("Put promises on a contract, with days to look at them. Without words: show some to begin with."),
)
@argument("reference", metavar="ID")
@argument("texts", nargs=-1, metavar="TEXT…")
@option("--check", "days", type=Day(), multiple=True, metavar="DAY", text=N_("A day to look at them."))
@option("--every", type=click.IntRange(1, 60), default=None, metavar="MONTHS", text=N_("Look every so many months."))
@option(
    "--first",
    type=Day(),
    default=None,
    metavar="DAY",
    text=N_("The first of those days; else so many months from today."),
)
def promise(
    door: Door, reference: str, texts: tuple[str, ...], days: tuple[date, ...], every: int | None, first: date | None
) -> Answer:
    """Add promises, or show what there is to begin with."""
    with door.house(writing=bool(texts)) as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
        if not texts:
            cpv = house.tenders.many([known.tender])[known.tender].cpv if known.tender else ()
            begin = [{"text": door.language.say(one.text), "every": one.months} for one in starting_promises(cpv)]
            return Answer({"promises": begin}, lambda: [f"{one['text']}" for one in begin])
        planned = [*days, *(house.contracts.days_every(known.id, every, first) if every else ())]
        changes = house.contracts.promise(known.id, texts, planned)
        return saved(door, changes, "contract", fresh(house.contracts, known))


@command(contract, "check", N_("Keep how a promise was: ok or deviation, with what was seen."))
@argument("reference", metavar="ID")
@argument("outcome", type=click.Choice([Outcome.OK.value, Outcome.DEVIATION.value]))
@option("--promise", "which", default="", metavar="WORDS", text=_PROMISE)
@option("--seen", default="", metavar="TEXT", text=N_("What was seen."))
@option("--next", "step", default="", metavar="TEXT", text=N_("The next step."))
@option("--by", type=Day(), default=None, metavar="DAY", text=N_("By when; it becomes a new check."))
@option("--day", type=Day(), default=None, metavar="DAY", text=N_("The day of the look; today when it is left out."))
@option(
    "--due", type=Day(), default=None, metavar="DAY", text=N_("Which planned check; the earliest when it is left out.")
)
@option(
    "--set-right", "number", type=click.IntRange(min=1), default=None, text=N_("Set right the check with this number.")
)
def check(
    door: Door,
    reference: str,
    outcome: str,
    which: str,
    seen: str,
    step: str,
    by: date | None,
    day: date | None,
    due: date | None,
    number: int | None,
) -> Answer:
    """Keep a look at a promise, or set one right."""
    with door.house(writing=True) as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
        meant = _promise(known, which)
        looked = Seen(Outcome(outcome), seen, step, by)
        if number is not None:
            changes = house.contracts.set_right(known.id, meant.id, number - 1, looked)
        else:
            changes = house.contracts.look(known.id, meant.id, looked, due=due, day=day)
        return saved(door, changes, "contract", fresh(house.contracts, known))


@command(contract, "letter", N_("Write a letter to the supplier: .pdf for paper, .eml for a draft with it attached."))
@argument("reference", metavar="ID")
@option("--to", "file", default="", metavar="FILE", text=N_("The file; without it the words are shown."))
@option(
    "--kind",
    type=one_of(SupplierLetterKind),
    default=SupplierLetterKind.DEVIATION.value,
    text=N_("deviation or thanks."),
)
@option("--promise", "which", default="", metavar="WORDS", text=_PROMISE)
@option(
    "--text",
    "words_file",
    default="",
    metavar="FILE",
    text=N_("A text file with your own words in place of the proposed."),
)
@option(
    "--in", "written_in", type=click.Choice(("sv", "en")), default=None, text=N_("The letter's language: sv or en.")
)
def letter(
    door: Door, reference: str, file: str, kind: str, which: str, words_file: str, written_in: str | None
) -> Answer:
    """Write a letter."""
    with door.house() as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
        meant = _promise(known, which).id if which else None
        language = Language(written_in or door.language.code)
        found = house.contract_letters.proposed(known.id, SupplierLetterKind(kind), language, meant)
        if words_file:
            found = replace(found, body=_read(words_file))
        plain = {"subject": found.subject, "body": found.body, "file": file}
        if file:
            house.contract_letters.write(known.id, found, Path(file))
    return Answer(plain, lambda: [door.language.say(N_("Wrote {file}"), file=file)] if file else _letter_lines(found))


@command(contract, "due", N_("Show what contracts ask for: checks, options to decide on, last days."))
@option("--days", type=click.IntRange(0, 3660), default=14, text=N_("So many days ahead."))
def due(door: Door, days: int) -> Answer:
    """Show what is due."""
    with door.house() as house:
        found = house.contracts.due(days=days)
    plain = [_due_plain(one, door.language) for one in found]
    return Answer({"due": plain}, lambda: _due_lines(found, door.language))


@command(contract, "kept", N_("Show which promises were kept in a year, with how many were looked at."))
@option("--year", type=click.IntRange(1990, 2200), default=None, text=N_("The year; this one when it is left out."))
def kept(door: Door, year: int | None) -> Answer:
    """Show the year's promises."""
    with door.house() as house:
        chosen = year or house.contracts.today().year
        found = house.contracts.kept(chosen)
    good = sum(one.kept for one in found)
    each = [
        {"contract": one.contract.title, "supplier": one.contract.supplier, "promise": one.promise.text}
        | {"looks": one.looks, "deviations": one.deviations, "kept": one.kept, "put_right": one.put_right}
        for one in found
    ]
    plain = {"year": chosen, "kept": good, "looked_at": len(found), "promises": each}
    return Answer(plain, lambda: _kept_lines(found, good, door.language))


@command(contract, "extend", N_("Call the next option: the contract goes on for its months."))
@argument("reference", metavar="ID")
@option("--day", type=Day(), default=None, metavar="DAY", text=N_("The day on which the supplier was told."))
def extend(door: Door, reference: str, day: date | None) -> Answer:
    """Call an option."""
    with door.house(writing=True) as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
        return saved(door, house.contracts.call_option(known.id, day), "contract", fresh(house.contracts, known))


@command(contract, "close", N_("Follow nothing more up in a contract."))
@argument("reference", metavar="ID")
@option("--again", is_flag=True, text=N_("Follow it up again."))
def close(door: Door, reference: str, again: bool) -> Answer:
    """Close a contract, or open it again."""
    with door.house(writing=True) as house:
        known: Contract = find_record(house, reference, Kind.CONTRACT)[1]
        changes = house.contracts.reopen(known.id) if again else house.contracts.close(known.id)
        return saved(door, changes, "contract", fresh(house.contracts, known))


# What the words mean -------------------------------------------------------------------------------------------------


def _values(house: House, options: dict[str, Any]) -> dict[str, Any]:
    value = options["value"]
    names = ("starts", "ends", "signed", "officer", "tags", "notes")
    return {name: options[name] for name in names} | {
        "reference": options["diary"],
        "tender": find_id(house, options["tender"], Kind.TENDER) if options["tender"] else None,
        "options": tuple(_option(text) for text in options["options"]),
        "value": Money(value * 100) if value is not None else None,
    }


def _option(text: str) -> Option:
    months, _, day = text.partition(":")
    try:
        return Option(months=int(months), decide_by=date.fromisoformat(day) if day else None)
    except ValueError:
        raise InvalidInput(N_("Option"), N_("Write it as 12 or 12:2027-05-31.")) from None


def _promise(contract: Contract, which: str) -> Promise:
    """Return the promise that a number or words mean; the only one when nothing is said. Raises NotFound, Ambiguous."""
    if which.isdecimal() and 1 <= int(which) <= len(contract.promises):
        return contract.promises[int(which) - 1]
    asked = words(which)
    found = [one for one in contract.promises if all(word in words(one.text) for word in asked)]
    if not found:
        raise NotFound(which or contract.title)
    if len(found) > 1:
        raise Ambiguous(which or contract.title, [one.text for one in found[:5]])
    return found[0]


def _read(file: str) -> str:
    from outreach.errors import BadFile

    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(Path(file), str(error)) from error


# What is said --------------------------------------------------------------------------------------------------------


def _shown(contract: Contract, language: Language) -> list[str]:
    lines = [contract.title, f"{contract.supplier} · {say_period(contract, language)}"]
    if contract.value is not None:
        lines.append(language.money(contract.value))
    lines += [f"{language.say(N_('Option'))}: {say_option(one, language)}" for one in contract.options]
    for number, one in enumerate(contract.promises, 1):
        lines.append(f"{number}. {one.text}")
        lines += [f"   {place}. {say_check(check, language)}" for place, check in enumerate(one.checks, 1)]
    return [*lines, *filter(None, [say_number(contract, language), contract.notes])]


def _letter_lines(letter: SupplierLetter) -> list[str]:
    return [letter.subject, "", *letter.body.split("\n")]


def _due_plain(due: DueCheck, language: Language) -> dict[str, Any]:
    return {
        "day": due.day.isoformat(),
        "kind": due.kind.value,
        "contract": due.contract.title,
        "supplier": due.contract.supplier,
        "id": str(due.contract.id),
        "what": say_due(due, language),
    }


def _due_lines(found: list[DueCheck], language: Language) -> list[str]:
    if not found:
        return [language.say(N_("No contract asks for anything in these days."))]
    rows = [
        (
            language.day(one.day),
            language.say(DUE_LABELS[one.kind]),
            one.contract.title,
            one.contract.supplier,
            say_due(one, language),
        )
        for one in found
    ]
    titles = (N_("Day"), N_("Kind"), N_("Contract"), N_("Supplier"), N_("What"))
    return aligned([language.say(title) for title in titles], rows)


def _kept_lines(found: list[KeptPromise], good: int, language: Language) -> list[str]:
    if not found:
        return [language.say(N_("No promise was looked at in that year."))]
    rows = [
        (one.contract.title, one.contract.supplier, one.promise.text, str(one.looks), language.say(verdict(one)))
        for one in found
    ]
    titles = (N_("Contract"), N_("Supplier"), N_("Promise"), N_("Looks"), N_("Outcome"))
    told = language.say(N_("{kept} of {looked} promises kept"), kept=str(good), looked=str(len(found)))
    return [*aligned([language.say(title) for title in titles], rows), "", told]
