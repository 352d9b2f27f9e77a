"""`outreach card …`: cards to type in, and one's own card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id
from outreach.cli.streets import add_delete, add_list
from outreach.cli.table import pairs
from outreach.domain.record import Kind, to_plain
from outreach.language import N_
from outreach.services.exports import write_file

card = group("card", N_("Cards to type in: list, show, delete; and your own card: mine."))
add_list(card, Kind.INBOX_CARD)
add_delete(card, Kind.INBOX_CARD)


@command(card, "show", N_("Show a card to type in, and write its picture to a file if that is wanted."))
@argument("reference", metavar="ID")
@option("--picture", default=None, metavar="FILE.jpg", text=N_("The file to write the picture to."))
def show(door: Door, reference: str, picture: str | None) -> Answer:
    """Show one card."""
    with door.house() as house:
        found = house.inbox_cards.get(find_id(house, reference, Kind.INBOX_CARD))
        if picture and found.picture is not None:
            write_file(Path(picture), house.inbox_cards.picture(found.picture).data)
            house.audit.note("export", kind=Kind.INBOX_CARD, count=1)
    say = door.language.say
    told = [
        (say(N_("Came in")), door.language.moment(found.at)),
        (say(N_("Name")), found.person),
        (say(N_("Title")), found.title),
        (say(N_("Company")), found.company),
        (say(N_("Telephone or e-mail")), found.contact),
        (say(N_("Note")), found.note),
        (say(N_("Text on the card")), " | ".join(found.text.splitlines())),
        (say(N_("Picture")), say(N_("yes")) if found.picture else ""),
    ]
    plain: dict[str, Any] = {"card": to_plain(found), "file": picture if picture and found.picture else None}
    return Answer(plain, lambda: [*pairs([one for one in told if one[1]]), f"id  {found.id}"])


@command(card, "mine", N_("Write your own card as a QR code (.png, .svg) or as a contact card (.vcf)."))
@option("--to", "file", required=True, metavar="FILE", text=N_("The file to write; its ending says which kind."))
@option("--officer", default="", metavar="NAME", text=N_("Whose card; yours, unless named."))
def mine(door: Door, file: str, officer: str) -> Answer:
    """Write the officer's own card."""
    with door.house(writing=not officer) as house:
        written = house.own_card.write(Path(file), officer)
    plain = {"file": str(written.file), "records": written.records}
    return Answer(plain, lambda: [door.language.say(N_("Wrote {file}"), file=str(written.file))])
