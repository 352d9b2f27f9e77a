"""Letters that wait in an outbox, as the invitations' service writes them down."""

from __future__ import annotations

from uuid import uuid4

from outreach.domain.accounts import MailServer, Security
from outreach.domain.event import Event, digest
from outreach.domain.guest import Guest
from outreach.domain.invitation import Invitation, Method, Purpose, Way
from outreach.domain.mailbox import Mailbox
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE, zoned
from outreach.services.house import House
from tests.network.mail_server import PASSWORD, USER

SENDER = Mailbox("utskick@alvbro.example", "Älvbro kommun")


def plan_event(house: House) -> Event:
    from datetime import datetime

    when = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0), HOME_ZONE)
    event = Event(title="Frukost om vägar", when=when, place="Folkets hus")
    house.events.save(event)
    return house.events.get(event.id)


def guests_of(house: House, event: Event, count: int) -> list[Guest]:
    with house.database.work("guests") as work:
        made = [Guest(event=event.id, name=f"Gäst {n:03}", email=f"gast{n:03}@firma.example") for n in range(count)]
        work.add_many(Kind.GUEST, made)
    return made


def prepare(
    house: House,
    event: Event,
    guests: list[Guest],
    purpose: Purpose = Purpose.INVITE,
    *,
    body: str = "",
    way: Way = Way.SMTP,
) -> list[Invitation]:
    """Write down one letter for each guest, and its bytes."""
    batch = uuid4()
    method = Method.CANCEL if purpose in (Purpose.CANCEL, Purpose.UNINVITE) else Method.REQUEST
    with house.database.work("prepared") as work:
        made = [
            Invitation(
                uid=event.uid,
                purpose=purpose,
                method=method,
                sequence=event.sequence,
                at=work.now,
                event=event.id,
                guest=guest.id,
                way=way,
                address=guest.email,
                name=guest.name,
                message_id=f"<{uuid4()}@alvbro.example>",
                shown=digest(event),
                batch=batch,
            )
            for guest in guests
        ]
        work.add_many(Kind.INVITATION, made)
        for one in made:
            work.keep_outgoing(one.id, letter(one, body))
    return made


def letter(invitation: Invitation, body: str = "") -> bytes:
    lines = [
        f"From: =?utf-8?q?=C3=84lvbro?= <{SENDER.address}>",
        f"To: {invitation.address}",
        f"Subject: {invitation.purpose.value} {invitation.sequence}",
        f"Message-ID: {invitation.message_id}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        body or "Välkommen på frukost!\r\n.en punkt först\r\n..två\r\n" + "x" * 500,
        "",
    ]
    return "\r\n".join(lines).encode()


def server_at(port: int, authority: str = "", *, security: Security = Security.STARTTLS, host: str = "localhost") -> MailServer:
    user = USER if authority else ""
    return MailServer(host=host, port=port, sender=SENDER, security=security, user=user, pace=0, ca_file=authority)


def open_server_at(port: int) -> MailServer:
    return server_at(port, security=Security.NONE, host="127.0.0.1")


__all__ = ["PASSWORD", "guests_of", "letter", "open_server_at", "plan_event", "prepare", "server_at"]
