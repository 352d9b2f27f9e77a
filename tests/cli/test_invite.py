"""`outreach invite`, `answer`, `letter` and the guests' commands around them, as they are typed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outreach

REPLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261124T120000Z\r\nSEQUENCE:0\r\n"
    "DTSTART:20261203T063000Z\r\nATTENDEE;PARTSTAT={said}:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def event(outreach: Outreach) -> dict[str, Any]:
    """A breakfast with two people in the register who carry a tag, and the unit's address."""
    outreach("unit", "set", "--municipality", "Älvbro kommun", "--email", "upp@alvbro.example")
    for name in ("Anna Berg", "Bo Ek"):
        mail = f"{name.split()[0].casefold()}@x.example"
        assert outreach("person", "add", name, "--email", mail, "--tag", "frukost").code == 0
    added = outreach("event", "add", "Frukost", "--start", "2026-12-03T07:30", "--end", "09:00", "--json")
    found: dict[str, Any] = added.plain["event"]
    return found


def test_a_preview_shows_the_messages_and_keeps_nothing(outreach: Outreach, event: dict[str, Any]) -> None:
    said = outreach("invite", "frukost", "--tag", "frukost", "--preview", "--json").plain
    assert [one["name"] for one in said["messages"]] == ["Anna Berg", "Bo Ek"]
    assert "METHOD:REQUEST" in said["messages"][0]["calendar"]
    assert said["files"] == []
    assert outreach("guest", "list", "frukost", "--json").plain["guests"] == []
    shown = outreach("invite", "frukost", "--tag", "frukost", "--preview")
    assert "Inbjudan: Frukost" in shown.out
    assert "Anna Berg" in shown.out


def test_the_ways_out(outreach: Outreach, event: dict[str, Any], tmp_path: Path) -> None:
    assert outreach("invite", "frukost").code == 2, "files need a place"
    drafts = outreach("invite", "frukost", "--guest", "anna berg", "--to", tmp_path / "d", "--json").plain
    assert [Path(one).suffix for one in drafts["files"]] == [".eml"]
    files = outreach("invite", "frukost", "--tag", "frukost", "--way", "folder", "--to", tmp_path / "f", "--json").plain
    assert [Path(one).name for one in files["files"]] == ["Bo Ek – Frukost.ics"], "Anna has hers"
    assert [one["name"] for one in files["left_out"]] == ["Anna Berg"]
    links = outreach("invite", "frukost", "--update", "--guest", "bo ek", "--way", "mailto", "--json").plain
    assert links["links"][0].startswith("mailto:bo@x.example")
    published = outreach("invite", "frukost", "--open", "--to", tmp_path / "o", "--json").plain
    assert len(published["files"]) == 1
    history = outreach("guest", "letters", "frukost", "bo ek", "--json").plain["letters"]
    assert [(one["purpose"], one["delivery"]) for one in history] == [("invite", "sent"), ("update", "sent")]


def test_sending_without_a_server_says_so_and_prepares_nothing(outreach: Outreach, event: dict[str, Any]) -> None:
    said = outreach("invite", "frukost", "--tag", "frukost", "--way", "smtp")
    assert said.code == 1
    assert "server" in said.err
    assert outreach("guest", "list", "frukost", "--json").plain["guests"] == []


def test_two_purposes_at_once_are_a_wrong_usage(outreach: Outreach, event: dict[str, Any], tmp_path: Path) -> None:
    said = outreach("invite", "frukost", "--update", "--cancel", "--to", tmp_path)
    assert said.code == 2
    assert "--update" in said.err


def test_answers_from_files_folders_and_standard_input(
    outreach: Outreach, event: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outreach("invite", "frukost", "--tag", "frukost", "--to", tmp_path / "d")
    folder = tmp_path / "svar"
    folder.mkdir()
    yes = REPLY.format(uid=event["uid"], said="ACCEPTED", address="anna@x.example")
    (folder / "anna.ics").write_bytes(yes.encode())
    preview = outreach("answer", "--preview", folder, "--json").plain
    assert (preview["answers"][0]["state"], preview["action"]) == ("applied", None)
    read = outreach("answer", folder, "--json").plain
    assert [(one["guest_name"], one["answer"]) for one in read["answers"]] == [("Anna Berg", "accepted")]
    pasted = REPLY.format(uid=event["uid"], said="DECLINED", address="ny@z.example").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\r\n\r\n" + pasted)))
    waits = outreach("answer", "-", "--json").plain["answers"][0]
    assert (waits["state"], waits["decisions"][0]) == ("pending", "add")
    assert outreach("answer", "list", "--json").plain["count"] == 1
    assert outreach("answer", "list", "--all", "--event", "frukost", "--json").plain["count"] == 2
    done = outreach("answer", "decide", "ny@z.example", "add", "--json").plain
    assert done["answers"][0]["state"] == "applied"
    assert outreach("answer", "list", "--json").plain["count"] == 0
    listed = outreach("guest", "list", "frukost")
    assert "Accepted" in listed.out
    assert "ny@z.example" in listed.out
    (folder / "skräp.eml").write_bytes(b"hello")
    assert outreach("answer", folder / "skräp.eml").code == 1
    assert outreach("answer", tmp_path / "saknas.ics").code == 1
    assert outreach("answer").code == 2


def test_answers_by_hand_places_and_uninviting(outreach: Outreach, event: dict[str, Any], tmp_path: Path) -> None:
    outreach("guest", "add", "frukost", "--tag", "frukost")
    said = outreach("guest", "answer", "frukost", "anna berg", "accepted", "--note", "tar med en till", "--json").plain
    assert said["guests"][0]["answer_note"] == "tar med en till"
    assert said["answers"]["accepted"] == 1
    outreach("guest", "reach", "frukost", "bo ek", "--email", "bo@ny.example", "--in", "en")
    drafts = outreach("invite", "frukost", "--to", tmp_path / "d", "--json").plain
    assert {one["address"]: one["language"] for one in drafts["messages"]} == {"anna@x.example": "sv", "bo@ny.example": "en"}
    gone = outreach("guest", "uninvite", "frukost", "bo ek", "--json").plain
    assert gone["guests"] == []
    assert gone["answers"]["uninvited"] == 1
    told = outreach("invite", "frukost", "--uninvite", "bo ek", "--to", tmp_path / "u", "--json").plain
    assert [one["method"] for one in told["messages"]] == ["CANCEL"]


def test_letters_are_listed_shown_and_set(outreach: Outreach, event: dict[str, Any], tmp_path: Path) -> None:
    assert len(outreach("letter", "list", "--json").plain["letters"]) == 16
    body = tmp_path / "brev.txt"
    body.write_text("Hej {first_name}! Välkommen till {event}.", "utf-8")
    kept = outreach("letter", "set", "invite", "--in", "sv", "--body-file", body, "--json").plain["letter"]
    assert kept["body"].startswith("Hej {first_name}!")
    assert "{first_name}" in outreach("letter", "show", "invite").out
    wrong = outreach("letter", "set", "invite", "--body", "Hej {gäst}")
    assert wrong.code == 1
    assert "{gäst}" in wrong.err
    usual = outreach("letter", "set", "invite", "--usual", "--json").plain["letter"]
    assert "{information}" in usual["body"]
    assert outreach("letter", "set", "invite").code == 2


def test_a_folder_that_cannot_be_written_costs_nobody_the_invitation(
    outreach: Outreach, event: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    outreach("guest", "add", "frukost", "Anna Berg", "Bo Ek")
    assert outreach("invite", "frukost", "--to", tmp_path / "file" / "d").code == 1
    assert len(outreach("invite", "frukost", "--to", tmp_path / "d", "--json").plain["files"]) == 2
    # A cancellation that nobody was told of has not happened either.
    assert outreach("invite", "frukost", "--cancel", "--to", tmp_path / "file" / "d").code == 1
    assert outreach("show", event["id"], "--json").plain["record"]["status"] == "confirmed"
    assert len(outreach("invite", "frukost", "--cancel", "--to", tmp_path / "c", "--json").plain["files"]) == 2


def test_a_decision_that_writes_to_the_guest_asks_where_the_message_goes(
    outreach: Outreach, event: dict[str, Any], tmp_path: Path
) -> None:
    outreach("invite", "frukost", "--tag", "frukost", "--to", tmp_path / "d")
    asks = REPLY.format(uid=event["uid"], said="NEEDS-ACTION", address="anna@x.example").replace("METHOD:REPLY", "METHOD:REFRESH")
    (tmp_path / "anna.ics").write_bytes(asks.encode())
    outreach("answer", tmp_path / "anna.ics")
    assert outreach("answer", "decide", "anna@x.example", "send").code == 2, "the message would lie nowhere"
    (tmp_path / "file").write_bytes(b"no folder")
    assert outreach("answer", "decide", "anna@x.example", "send", "--to", tmp_path / "file" / "d").code == 1
    assert outreach("answer", "list", "--json").plain["count"] == 1, "nothing was sent: it still waits"
    sent = outreach("answer", "decide", "anna@x.example", "send", "--to", tmp_path / "again", "--json").plain
    assert len(sent["files"]) == 1
