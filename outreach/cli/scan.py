"""`outreach scan FILE…`: what pictures, cards, messages and texts hold; kept only when that is asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import say_title
from outreach.cli.progress import progress
from outreach.cli.references import find_id
from outreach.domain.changes import Changes
from outreach.domain.contact import show_phone
from outreach.domain.person import Card
from outreach.domain.record import Kind, to_plain
from outreach.domain.scanned import CONTENT_LABELS, tells_somebody
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.explain import say_problem
from outreach.language import N_, Language
from outreach.services.import_words import ERASED_CARD, say_erased
from outreach.services.inbox_cards import NewCard
from outreach.services.matching import REASONS
from outreach.services.scan import Finding, Scanned, capture_of

if TYPE_CHECKING:
    from outreach.services.house import House

_NOTHING = N_("Nothing could be read. Each file is named above, with the reason.")
_NO_CODE = N_("No code in the picture. With --keep it is put among the cards to type in.")
_MOST_STANDARD_INPUT = 1_000_000


def add_scan(root: Any) -> None:
    """Give the program its `scan` command."""

    @command(root, "scan", N_("Read QR codes, pictures of cards, contact cards, messages (.eml) and texts. Keeps nothing."))
    @argument("files", nargs=-1, required=True, metavar="FILE…|-")
    @option("--recognise", is_flag=True, text=N_("Read the print on pictures without a code, too (text recognition)."))
    @option("--keep", is_flag=True, text=N_("Put pictures without a code among the cards to type in."))
    @option("--capture", is_flag=True, text=N_("Log a conversation with each one that was found."))
    @option("--register", is_flag=True, text=N_("Keep each one that was found in the register."))
    @option("--accept", is_flag=True, text=N_("Keep somebody who was erased here too: there is a new reason."))
    @option("--event", default=None, metavar="ID", text=N_("Where it was; the event under way, unless named."))
    def scan(
        door: Door,
        files: tuple[str, ...],
        recognise: bool,
        keep: bool,
        capture: bool,
        register: bool,
        accept: bool,
        event: str | None,
    ) -> Answer:
        with door.house(writing=keep or capture or register) as house:
            event_id = find_id(house, event, Kind.EVENT) if event else None
            with progress(door.language, N_("Reading")) as report:
                found = [(file, _read(house, file, report)) for file in files]
            if recognise:
                found = [(file, _recognised(house, scanned)) for file, scanned in found]
            scans = [scanned for _, scanned in found]
            back = [one.erased for one in _people(scans) if one.erased is not None and one.is_new]
            if back and (capture or register) and not accept:
                raise InvalidInput(N_("Scan"), ERASED_CARD, day=door.language.day(home_day(max(back))))
            done = _keep(house, scans, event_id) if keep else []
            if capture:
                done += _capture(house, scans, event_id)
            elif register:
                done += [house.scan.keep(one.content.card) for one in _people(scans)]
        return _answer(door.language, found, done, keep)


def _read(house: House, file: str, report: Any) -> Scanned:
    if file == "-":
        return house.scan.read(sys.stdin.buffer.read(_MOST_STANDARD_INPUT), "-", report)
    return house.scan.read_file(Path(file), report)


def _recognised(house: House, scanned: Scanned) -> Scanned:
    """Add what text recognition reads on a picture without a code."""
    if not scanned.picture or scanned.findings:
        return scanned
    read = house.scan.recognise(scanned.picture)
    return Scanned(scanned.name, read.findings, scanned.picture, (*scanned.problems, *read.problems))


def _people(scans: list[Scanned]) -> list[Finding]:
    return [one for scanned in scans for one in scanned.findings if tells_somebody(one.content.card)]


def _keep(house: House, scans: list[Scanned], event: UUID | None) -> list[Changes]:
    """Put the pictures away that hold no code; what text recognition read goes along as a draft."""
    new = []
    for scanned in scans:
        coded = any(one.content.symbology for one in scanned.findings)
        if scanned.picture and not coded:
            content = next((one.content for one in scanned.findings), None)
            new.append(NewCard(picture=scanned.picture, card=content.card, text=content.text) if content else _bare(scanned))
    if not new:
        return []
    return [house.inbox_cards.put(new, event) if event else house.scan.put_away(new)]


def _bare(scanned: Scanned) -> NewCard:
    return NewCard(picture=scanned.picture)


def _capture(house: House, scans: list[Scanned], event: UUID | None) -> list[Changes]:
    done = []
    for one in _people(scans):
        wanted = capture_of(one.content.card, one.content.at, event)
        done.append(house.meetings.capture(wanted).changes)
    return done


# Answers ---------------------------------------------------------------------------------------------------------------


def _answer(language: Language, found: list[tuple[str, Scanned]], done: list[Changes], kept: bool) -> Answer:
    nothing = all(not one.findings and not one.picture for _, one in found)
    actions = [to_plain(one.action) for one in done if one.action is not None]
    plain = {
        "files": [{"file": file, **plain_scanned(one, language)} for file, one in found],
        "actions": actions,
        "action": actions[-1] if actions else None,
    }
    said = [f"{say_title(one.title, one.values, language)}." for one in done if one.action is not None]
    return Answer(
        plain,
        lambda: [*(line for file, one in found for line in _lines(file, one, language, kept)), *said],
        code=1 if nothing else 0,
        complaint=language.say(_NOTHING) if nothing else "",
    )


def plain_scanned(scanned: Scanned, language: Language) -> dict[str, Any]:
    """Return what was read as JSON types."""
    return {
        "picture": bool(scanned.picture),
        "findings": [_plain_finding(one, language) for one in scanned.findings],
        "problems": [language.say(one.reason, **one.values) for one in scanned.problems],
    }


def _plain_finding(found: Finding, language: Language) -> dict[str, Any]:
    content = found.content
    return {
        "kind": content.kind.value,
        "symbology": content.symbology,
        "text": content.text,
        "draft": plain_card(content.card),
        "link": _plain_link(found, language),
        "badge": content.badge,
        "at": to_plain(content.at),
        "unsure": [{"text": one.text, "reason": language.say(one.reason)} for one in content.unsure],
        "known": [
            {"kind": one.kind.value, "id": str(one.id), "title": one.title, "reasons": list(one.reasons)}
            for one in found.known
        ],
        "erased": to_plain(found.erased),
    }


def _plain_link(found: Finding, language: Language) -> dict[str, Any] | None:
    link = found.content.link
    if link is None:
        return None
    return {"shown": link.shown, "host": link.host, "openable": link.openable, "doubt": language.say(link.doubt)}


def plain_card(card: Card) -> dict[str, Any]:
    """Return what a card says of somebody, in the words of `capture`."""
    return {
        "person": "" if card.is_company else card.name,
        "company": card.organisation or (card.name if card.is_company else ""),
        "title": card.title,
        "phones": [one.number for one in card.phones],
        "emails": [one.address for one in card.emails],
        "addresses": to_plain(card.addresses),
        "website": card.website,
        "note": card.note,
    }


def _lines(file: str, scanned: Scanned, language: Language, kept: bool) -> list[str]:
    lines = [f"{file}: {say_problem(one, language)}" for one in scanned.problems]
    for found in scanned.findings:
        content = found.content
        kind = language.say(CONTENT_LABELS[content.kind])
        lines.append(f"{file}: {kind}" + (f" ({content.symbology})" if content.symbology else ""))
        lines += [f"  {line}" for line in _said(found, language)]
        lines += [f"  {say_erased(found.erased, language)}"] if found.erased is not None and found.is_new else []
    if scanned.picture and not scanned.findings and not scanned.problems and not kept:
        lines.append(f"{file}: {language.say(_NO_CODE)}")
    return lines


def _said(found: Finding, language: Language) -> list[str]:
    card, content = found.content.card, found.content
    who = [*dict.fromkeys(part for part in (card.name, card.title, card.organisation) if part)]
    ways = [*(show_phone(one.number) for one in card.phones), *(one.address for one in card.emails)]
    lines = [", ".join(part) for part in (who, ways) if part]
    lines += [part for part in (card.website, card.note) if part]
    if not lines:
        lines = content.text.splitlines()
    for one in found.known:
        reasons = ", ".join(language.say(REASONS[reason]) for reason in one.reasons)
        lines.append(language.say(N_("Already known: {title} ({reasons})"), title=one.title, reasons=reasons))
    lines += [
        language.say(N_("Not sure: “{text}” ({reason})"), text=one.text, reason=language.say(one.reason))
        for one in content.unsure
    ]
    return lines
