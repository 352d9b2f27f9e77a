"""`outreach tender match | notify | notified` and `outreach industry …`: who may want to know of a tender, and whom we told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.progress import progress
from outreach.cli.references import find_id, find_ids
from outreach.cli.table import aligned
from outreach.cli.tenders import tender
from outreach.domain.codes import cpv_name, sni_name
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender_match import FEWEST_DIGITS, MOST_DIGITS, USUAL_DIGITS, Match, read_reason, say_reason
from outreach.errors import InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.domain.notice import Notification, NotifiedCompany
    from outreach.domain.rule import IndustryLink

PUBLIC = N_("The notice is public: whoever is not on this list may bid like everybody else.")
_DIGITS = N_("How many digits of a CPV code must be the same, 2 to 5.")


@command(tender, "match", N_("Show which companies may want to know, and why. No scores: the officer chooses."))
@argument("reference", metavar="ID")
@option("--digits", type=click.IntRange(FEWEST_DIGITS, MOST_DIGITS), default=USUAL_DIGITS, text=_DIGITS)
def match(door: Door, reference: str, digits: int) -> Answer:
    """Show the companies that may want to know."""
    with door.house() as house:
        found = house.matches.for_tender(find_id(house, reference, Kind.TENDER), digits)
    plain = [_plain(one, door.language) for one in found]
    return Answer({"matches": plain}, lambda: _lines(found, door.language))


@command(tender, "notify", N_("Keep the list of companies that are told of a tender, and write an e-mail draft to each."))
@argument("reference", metavar="ID")
@argument("companies", nargs=-1, metavar="COMPANY…")
@option("--all", "everybody", is_flag=True, text=N_("All companies that may want to know."))
@option("--digits", type=click.IntRange(FEWEST_DIGITS, MOST_DIGITS), default=USUAL_DIGITS, text=_DIGITS)
@option("--way", default="", metavar="WORDS", text=N_("How they are told: e-mail, letter, telephone."))
@option("--note", default="", metavar="TEXT", text=N_("A note on the list."))
@option("--drafts", default="", metavar="DIR", text=N_("A folder for the e-mail drafts."))
@option("--in", "written_in", type=click.Choice(("sv", "en")), default=None, text=N_("The drafts' language: sv or en."))
@leaves
def notify(
    door: Door,
    reference: str,
    companies: tuple[str, ...],
    everybody: bool,
    digits: int,
    way: str,
    note: str,
    drafts: str,
    written_in: str | None,
) -> Answer:
    """Keep who is told."""
    with door.house(writing=True) as house:
        tender_id = find_id(house, reference, Kind.TENDER)
        chosen = find_ids(house, companies, Kind.COMPANY)
        if everybody:
            chosen += [one.company for one in house.matches.for_tender(tender_id, digits) if not one.notified]
        if not chosen and everybody:
            raise InvalidInput(N_("Companies"), N_("All that may want to know have been told already."))
        files, without, declined = [], [], []
        if drafts:
            with progress(door.language, N_("Writing e-mail drafts")) as report:
                written = house.matches.drafts(tender_id, chosen, Path(drafts), written_in or door.language.code, report)
            files = [str(file) for file in written.files]
            without, declined = list(written.without_address), list(written.declined)
            # The list says who was told: whom no draft reaches is on it only when the officer says another way.
            chosen = chosen if way else list(written.companies)
            if not chosen:
                raise InvalidInput(N_("Companies"), N_("None of them can be written to by e-mail, so nobody is told."))
        changes = house.matches.notify(tender_id, chosen, way or ("e-mail" if files else ""), note, digits)
        lists = house.matches.lists(tender_id)
    return done(door, changes, notified=to_plain(lists[0]), files=files, without_address=without, declined=declined)


@command(tender, "notified", N_("Show whom we told of a tender, when and why."))
@argument("reference", metavar="ID")
def notified(door: Door, reference: str) -> Answer:
    """Show the lists."""
    with door.house() as house:
        lists = house.matches.lists(find_id(house, reference, Kind.TENDER))
    return Answer({"lists": [to_plain(one) for one in lists]}, lambda: _told_lines(lists, door.language))


# The table of industries ---------------------------------------------------------------------------------------------

industry = group("industry", N_("Which purchases an industry may want to know of: list, set, restore."))


@command(industry, "list", N_("Show the table of industries (SNI) and the CPV codes that go with them."))
def list_command(door: Door) -> Answer:
    """Show the table."""
    with door.house() as house:
        table = house.matches.industries.table()
    plain = [{"sni": one.sni, "cpv": list(one.cpv), "own": one.version > 0} for one in table]
    return Answer({"industries": plain}, lambda: _industry_lines(table, door.language))


@command(industry, "set", N_("Say which CPV codes an industry goes with. None takes its line away."))
@argument("sni", metavar="SNI")
@argument("cpv", nargs=-1, metavar="CPV…")
def set_command(door: Door, sni: str, cpv: tuple[str, ...]) -> Answer:
    """Change a line."""
    with door.house(writing=True) as house:
        return done(door, house.matches.industries.put(sni, cpv))


@command(industry, "restore", N_("Put the built-in codes of an industry back."))
@argument("sni", metavar="SNI")
def restore(door: Door, sni: str) -> Answer:
    """Put a line back."""
    with door.house(writing=True) as house:
        return done(door, house.matches.industries.restore(sni))


def _plain(match: Match, language: Language) -> dict[str, Any]:
    reasons = [say_reason(reason, language) for reason in match.reasons]
    kinds = [reason.kind.value for reason in match.reasons]
    plain: dict[str, Any] = to_plain(match)
    return plain | {"id": str(match.company), "company": match.name, "reasons": reasons, "kinds": kinds}


def _lines(found: list[Match], language: Language) -> list[str]:
    if not found:
        return [language.say(N_("No company has a code, a tag or a conversation that speaks of it."))]
    told = language.say(N_("told already"))
    rows = [
        (one.name, one.place, ", ".join(say_reason(reason, language) for reason in one.reasons), told if one.notified else "")
        for one in found
    ]
    titles = [language.say(title) for title in (N_("Company"), N_("Place"), N_("Why"), N_("Told"))]
    return [*aligned(titles, rows), "", language.say(PUBLIC)]


def _told_lines(lists: list[Notification], language: Language) -> list[str]:
    if not lists:
        return [language.say(N_("Nobody has been told of it yet."))]
    lines: list[str] = []
    for one in lists:
        lines.append(" · ".join(filter(None, (language.moment(one.at), one.way, one.officer, one.note))))
        lines += [f"  {told.name}{_why(told, language)}" for told in one.companies]
    return [*lines, "", language.say(PUBLIC)]


def _why(told: NotifiedCompany, language: Language) -> str:
    reasons = [reason for key in told.reasons if (reason := read_reason(key)) is not None]
    return f" – {', '.join(say_reason(reason, language) for reason in reasons)}" if reasons else ""


def _industry_lines(table: list[IndustryLink], language: Language) -> list[str]:
    own = language.say(N_("changed by you"))
    rows = [
        (
            one.sni,
            sni_name(one.sni, language.code),
            ", ".join(f"{code} {cpv_name(f'{code:0<8}', language.code)}".strip() for code in one.cpv),
            own if one.version else "",
        )
        for one in table
    ]
    return aligned([language.say(title) for title in (N_("SNI"), N_("Industry"), N_("CPV"), "")], rows)
