"""What the services for the rights of the registered ask of the rest: everybody's rows, and the purposes with their names."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from outreach.domain.processing import DIALOGUE, NEWSLETTER, Basis, Purpose
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.work import View


def everybody(view: View) -> AbstractContextManager[Any]:
    """Let a view see people with a protected identity too: an extract, an erasure and the law's questions are about everybody."""
    opening = getattr(view, "with_everybody", None)
    return opening() if opening is not None else nullcontext()


def merged_purposes(view: View) -> dict[str, Purpose]:
    """Return the purposes by key: the unit's own in place of the built-in ones."""
    built_in = (
        Purpose(
            key=DIALOGUE,
            name=N_("Dialogue with suppliers"),
            basis=Basis.PUBLIC_TASK,
            law=N_("dataskyddslagen (2018:218) chapter 2 section 2"),
        ),
        Purpose(key=NEWSLETTER, name=N_("Newsletter"), basis=Basis.CONSENT, law=N_("GDPR art. 7")),
    )
    return {one.key: one for one in built_in} | {one.key: one for one in view.purposes.all()}
