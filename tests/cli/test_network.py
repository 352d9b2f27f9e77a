"""`outreach network …`: from the addresses to an answer that is our own, with its credit."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

from tests.cli.conftest import Outreach
from tests.services.test_inquiries import REPLY


def test_a_question_goes_to_the_network_and_comes_back_as_our_answer(outreach: Outreach, tmp_path: Path) -> None:
    outreach("unit", "set", "--municipality", "Älvbro kommun", "--email", "upphandling@alvbro.example")
    outreach("question", "ask", "Hur gör man med jour?")
    (tmp_path / "lista.csv").write_bytes("E-post;Kommun\nbo@falun.se;Falun\n".encode("utf-16"))
    added = outreach(
        "network", "colleague", "add", "Anna Berg <anna@ludvika.se>", "--file", tmp_path / "lista.csv", "--json"
    ).plain
    assert [one["municipality"] for one in added["colleagues"]] == ["Falu kommun", "Ludvika kommun"]
    assert "Ludvika kommun" in outreach("network", "colleague", "list").out

    outreach("company", "add", "Bergs Bygg AB")
    words = ("network", "ask", "Hur gör ni?", "--question", "jour", "--to", tmp_path / "q.eml", "--by", "2026-11-20")
    refused = outreach(*words, "--text", "Bergs Bygg undrar.")
    assert (refused.code, "Bergs Bygg" in refused.err) == (1, True)
    asked = outreach(*words, "--text", "Vi undrar.", "--in", "sv", "--json").plain
    assert asked["colleagues"] == 2
    mail = email.message_from_bytes((tmp_path / "q.eml").read_bytes(), policy=email.policy.default)
    assert mail["Subject"] == "Fråga till kollegor: Hur gör ni?"
    assert outreach("network", "list", "--overdue", "--json").plain["count"] == 1
    assert outreach("question", "list", "--status", "waiting", "--json").plain["count"] == 1

    (tmp_path / "svar.eml").write_bytes(REPLY)
    outreach("network", "answer", "hur gör ni", "--file", tmp_path / "svar.eml")
    assert outreach("network", "answer", "hur gör ni", "--text", "Vet inte").code == 1
    found = outreach("find", "beredskap", "--json").plain["results"]
    assert [(one["kind"], one["title"]) for one in found] == [("inquiry", "Hur gör ni?")]
    taken = outreach("network", "take", "hur gör ni", "1", "--public", "--json").plain["question"]
    assert (taken["text"], taken["source"]) == ("Hur gör man med jour?", "Säters kommun, 2026-11-21")
    assert "Säters kommun" in outreach("network", "list").out
    outreach("network", "close", "hur gör ni")
    assert outreach("network", "list", "--open", "--json").plain["count"] == 0


def test_answers_about_a_tender_go_to_its_notified_as_drafts(outreach: Outreach, tmp_path: Path) -> None:
    outreach("unit", "set", "--municipality", "Älvbro kommun", "--email", "upphandling@alvbro.example")
    outreach("tender", "add", "Snöröjning", "--stage", "advertised")
    outreach("company", "add", "Bergs Bygg AB", "--email", "info@bergs.example")
    outreach("tender", "notify", "snöröjning", "bergs")
    outreach("question", "ask", "När börjar det?")
    outreach("question", "change", "börjar", "--tender", "snöröjning", "--public")
    outreach("question", "answer", "börjar", "I oktober.")
    said = outreach("question", "tell", "snöröjning", "--to", tmp_path / "brev", "--json").plain
    assert [Path(file).name for file in said["files"]] == ["Bergs Bygg AB – Snöröjning.eml"]
    assert (said["questions"], said["advertised"]) == (["När börjar det?"], True)
    again = outreach("question", "tell", "snöröjning", "--to", tmp_path / "brev", "--again")
    assert "procurement system first" in again.out
    assert outreach("question", "list", "--status", "told", "--json").plain["count"] == 1
    made = outreach(
        "handout", "question-sheet", "--tender", "snöröjning", "--answered", "--to", tmp_path / "faq.pdf", "--json"
    )
    assert made.plain["pages"] == 1
