"""What a pasted signature tells of its numbers goes with the form until it is saved."""

from __future__ import annotations

from datetime import date

from outreach.domain.pasted import read_pasted
from outreach.ui.capture.entry import Entry, from_draft
from outreach.ui.capture.pasting import filled

SIGNATURE = "Anna Berg\nBergs Bygg AB\nVäxel: 0240-66 00 00\nMobil: 070-123 45 67\nDirekt: 0240-66 00 01"


def entry(before: Entry | None = None) -> Entry:
    return filled(before or Entry(), read_pasted(SIGNATURE, date(2026, 11, 28)))


def test_labels_of_pasted_numbers_reach_the_capture() -> None:
    wanted = entry().capture(None)
    assert dict(zip(wanted.phones, wanted.phone_labels, strict=True)) == {
        "0240-66 00 00": "switchboard",
        "070-123 45 67": "mobile",
        "0240-66 00 01": "direct",
    }


def test_a_number_that_stood_before_keeps_no_foreign_label() -> None:
    wanted = entry(Entry(contact="08-123 456")).capture(None)
    assert wanted.phone_labels == ("", "switchboard", "mobile", "direct")


def test_labels_go_with_their_numbers_when_the_officer_takes_one_out() -> None:
    kept = entry()
    left = Entry(contact="070-1234567", phone_labels=kept.phone_labels).capture(None)
    assert left.phone_labels == ("mobile",)


def test_a_draft_keeps_the_labels() -> None:
    assert from_draft(entry().draft()).phone_labels == entry().phone_labels
    assert from_draft({"person": "Bo Ek", "phone_labels": ["mobile 0701234567", 3]}).phone_labels == (
        "mobile 0701234567",
    )
    assert from_draft({"person": "Bo Ek", "phone_labels": "x"}).phone_labels == ()
