"""Ways in which somebody does not want to hear from us (GDPR article 21: the right to object)."""

from __future__ import annotations

from enum import StrEnum

from outreach.language import N_


class Channel(StrEnum):
    """A way to reach somebody."""

    EMAIL = "e-mail"
    POST = "post"
    TELEPHONE = "telephone"


#: What somebody does not want, in words after "Does not want:".
CHANNEL_LABELS = {
    Channel.EMAIL: N_("E-mail to many"),
    Channel.POST: N_("Letters to many"),
    Channel.TELEPHONE: N_("Calls"),
}
