"""A handout as the draft of an e-mail (.eml): a few words and the PDF attached.

The mail program opens it; the officer writes to whom, unless it answers somebody.

X-Unsent marks it as a draft (Outlook, Thunderbird); without To nobody gets it by mistake.
The same input gives the same bytes.
"""

from __future__ import annotations

import email.policy
import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from outreach.domain.mailbox import Mailbox, wire_address


def write_handout_mail(
    sender: Mailbox, subject: str, text: str, name: str, pdf: bytes, date: datetime, to: Mailbox | None = None
) -> bytes:
    """Return the draft (CR LF). `name` is the file's name with its suffix, `date` aware; `to` the one whom it is meant for.

    Without bytes nothing is attached.

    A sender whose address mail cannot carry is left out: the mail program then puts in its own.
    """
    message = EmailMessage(policy=email.policy.SMTP)
    found = _address(sender)
    if found is not None:
        message["From"] = found
    recipient = _address(to) if to is not None else None
    if recipient is not None:
        message["To"] = recipient
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(date)
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    if not pdf:
        return message.as_bytes()
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    message.set_boundary("=_handout_" + hashlib.sha256(pdf).hexdigest()[:24])
    return message.as_bytes()


def _address(sender: Mailbox) -> Address | None:
    try:
        return Address(" ".join(sender.name.split()), addr_spec=wire_address(sender.address))
    except ValueError:
        return None
