"""What differs between the kinds of handouts on the page: what stands on them, their file's name, the words for the preview."""

from __future__ import annotations

import re
from datetime import date

from outreach.domain.handout import HANDOUT_LABELS, PAPER_LABELS, HandoutKind
from outreach.domain.record import Kind
from outreach.language import N_, NN_, Language
from outreach.ui.handouts.wish import FlyerWish

_OF_ALL = (Kind.EVENT, Kind.UNIT, Kind.TENDER)
#: What stands on a handout of a kind: a change of one of these draws it anew.
SHOWN_ON = {
    HandoutKind.FLYER: (*_OF_ALL, Kind.OFFICER),
    HandoutKind.MEETING_SHEET: (*_OF_ALL, Kind.PLAN, Kind.COMPANY, Kind.PERSON, Kind.MEETING),
    HandoutKind.SIGN_IN: (*_OF_ALL, Kind.GUEST, Kind.COMPANY, Kind.PERSON),
}
_FILE_NAME = N_("Coming tenders {day}")
#: What no file system takes in a name.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')


def file_name(wish: FlyerWish, event: str, today: date) -> str:
    """Return the usual name of the file, in the handout's language, without suffix. `event` is how the event is called."""
    language = Language(wish.language)
    if wish.kind is HandoutKind.FLYER:
        return language.say(_FILE_NAME, day=today.isoformat())
    said = event if wish.event is not None else today.isoformat()
    return " ".join(_FORBIDDEN.sub(" ", f"{language.say(HANDOUT_LABELS[wish.kind])} {said}").split())


def facts(wish: FlyerWish, pages: int, language: Language) -> tuple[str, str]:
    """Return the line above the preview, and what a screen reader says of it."""
    count = language.count(NN_("{n} page", "{n} pages"), pages)
    if wish.kind is not HandoutKind.FLYER:
        return f"A4 · {count}", f"{language.say(HANDOUT_LABELS[wish.kind])}, {count}"
    paper = language.say(PAPER_LABELS[wish.paper])
    tenders = language.count(NN_("with {n} tender", "with {n} tenders"), len(wish.tenders))
    return f"{paper} · {count}" if pages > 1 else paper, f"{paper}, {tenders}"
