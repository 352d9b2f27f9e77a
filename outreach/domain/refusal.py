"""The answer to somebody whose wish to be erased is refused: why, and how to appeal.

Article 17.3 lets a public authority keep what its task, the archive or a legal claim needs. A decision under articles 15–21 may be
appealed to an administrative court (dataskyddslagen 7 kap. 2 §), within three weeks of the day on which the person got it, through
the authority that decided (förvaltningslagen 43–44 §§).
"""

from __future__ import annotations

from enum import StrEnum

from outreach.language import N_


class Ground(StrEnum):
    """Why data is kept although somebody wants it erased (article 17.3)."""

    TASK = "17.3 b"
    ARCHIVE = "17.3 d"
    CLAIM = "17.3 e"
    NEEDED = "17.1"


GROUND_LABELS = {
    Ground.TASK: N_("The task in the public interest needs the data (art. 17.3 b)"),
    Ground.ARCHIVE: N_("They are public documents that the law on archives keeps (art. 17.3 b and d)"),
    Ground.CLAIM: N_("They are needed for a legal claim, such as an appealed purchase (art. 17.3 e)"),
    Ground.NEEDED: N_("None of the grounds for erasure in art. 17.1 is at hand"),
}
DECISION = N_("Decision: your data are not erased")
APPEAL = (
    N_(
        "You may appeal this decision to an administrative court (the Data Protection Act, dataskyddslagen 2018:218, chapter 7 "
        "section 2)."
    ),
    N_(
        "Write to the court, name the decision and the change you want, and sign. Send it to us: {contact}. It must have come "
        "to us within three weeks of the day on which you got this decision (förvaltningslagen sections 43 and 44)."
    ),
    N_("You may also complain to the authority for privacy protection, IMY (imy.se)."),
)
