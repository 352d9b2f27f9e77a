"""Ways in which somebody does not want to hear from us (GDPR article 21: the right to object)."""

from __future__ import annotations

from enum import StrEnum

from outreach.language import N_


class Channel(StrEnum):
    """A way to reach somebody."""

    EMAIL = "e-mail"
    POST = "post"
    TELEPHONE = "telephone"


CHANNEL_LABELS = {
    Channel.EMAIL: N_("No e-mail lists"),
    Channel.POST: N_("No letters"),
    Channel.TELEPHONE: N_("No calls"),
}
