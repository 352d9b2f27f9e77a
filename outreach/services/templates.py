"""The unit's templates of events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from outreach.domain.plan import EventTemplate
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class Templates(Records[EventTemplate]):
    """The verbs for templates."""

    kind: ClassVar[Kind] = Kind.TEMPLATE

    def checked(self, work: Work, record: EventTemplate) -> EventTemplate:
        """A template needs a name."""
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Template"), N_("A template needs a name."))
        return replace(record, name=name)
