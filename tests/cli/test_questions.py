"""`outreach question …`: counting what is asked, the top list of an event, and several wordings made one."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Outreach


@pytest.fixture
def asked(outreach: Outreach) -> Outreach:
    """A fair, and what was asked there and elsewhere."""
    outreach("event", "add", "Mässan", "--start", "2026-11-24T09:00", "--end", "17:00", "--kind", "fair")
    for text, more in (
        ("När betalar ni? #ekonomi", ("--event", "mässan")),
        ("När betalar ni", ()),
        ("Hur lång är betaltiden?", ("--event", "mässan")),
        ("Hur lång är betaltiden?", ("--event", "mässan")),
    ):
        outreach("question", "ask", text, *more)
    return outreach


def test_the_same_words_are_counted_once_more(asked: Outreach) -> None:
    said = asked("question", "ask", "NÄR BETALAR NI", "--event", "mässan", "--json").plain
    assert (said["asked"], said["new"], said["question"]["text"]) == (3, False, "När betalar ni?")
    assert "asked so far: 4" in asked("question", "ask", "När betalar ni?").out
    assert asked("actions", "--json").plain["actions"]


def test_other_words_are_counted_as_a_known_question_when_it_is_named(asked: Outreach) -> None:
    said = asked("question", "ask", "Pengarna, när?", "--as", "betalar", "--json").plain
    assert (said["asked"], said["question"]["text"], said["meeting"]["note"]) == (3, "När betalar ni?", "Pengarna, när?")


def test_the_top_list_of_an_event_counts_what_was_asked_there(asked: Outreach) -> None:
    every = asked("question", "list", "--json").plain
    assert every["count"] == 2
    there = asked("question", "list", "--event", "mässan", "--json").plain["questions"]
    assert [(one["text"], one["asked"]) for one in there] == [("Hur lång är betaltiden?", 2), ("När betalar ni?", 1)]
    tagged = asked("question", "list", "--event", "mässan", "--tag", "ekonomi", "--json").plain
    assert [one["text"] for one in tagged["questions"]] == ["När betalar ni?"]
    assert asked("question", "list", "--tag", "ingen", "--json").plain["count"] == 0


def test_like_questions_come_with_how_alike_they_are(asked: Outreach) -> None:
    (found,) = asked("question", "like", "betaltid?", "--json").plain["questions"]
    assert found["text"] == "Hur lång är betaltiden?"
    assert 0 < found["likeness"] <= 1
    assert "There is none." in asked("question", "like", "xylofon").out


def test_merging_keeps_the_words_of_the_first_named_and_undo_parts_them(asked: Outreach) -> None:
    said = asked("question", "merge", "betaltiden", "betalar", "--json").plain
    assert (said["asked"], said["question"]["text"], said["question"]["tags"]) == (4, "Hur lång är betaltiden?", ["ekonomi"])
    assert asked("question", "list", "--json").plain["count"] == 1
    asked("undo")
    assert asked("question", "list", "--json").plain["count"] == 2


def test_wording_and_tags_are_changed_and_an_empty_one_is_refused(asked: Outreach) -> None:
    said = asked("question", "change", "betalar", "--text", "Hur fort betalar ni?", "--tag", "Pengar", "--json").plain
    assert (said["question"]["text"], said["question"]["tags"]) == ("Hur fort betalar ni?", ["pengar"])
    refused = asked("question", "change", "betalar", "--text", "  ")
    assert refused.code == 1
    assert "Write what was asked." in refused.err


def test_questions_are_found_shown_exported_and_deleted(asked: Outreach, tmp_path) -> None:
    (found,) = asked("find", "betaltiden", "--kind", "question", "--json").plain["results"]
    assert (found["title"], found["detail"]) == ("Hur lång är betaltiden?", "2")
    assert asked("show", found["id"], "--json").plain["kind"] == "question"
    written = asked("export", "questions", "--to", tmp_path / "questions.csv", "--filter", "tag=ekonomi", "--json").plain
    assert written["records"] == 1
    asked("question", "delete", "betaltiden")
    assert asked("question", "list", "--json").plain["count"] == 1


def test_an_answer_has_a_source_and_a_day_and_the_list_is_narrowed_by_status_and_year(asked: Outreach) -> None:
    more = ("--source", "Ekonomin", "--on", "2026-11-02", "--public", "--json")
    kept = asked("question", "answer", "betalar", "Inom 30 dagar.", *more).plain["question"]
    assert (kept["source"], kept["answered"], kept["public"]) == ("Ekonomin", "2026-11-02", True)
    narrowed = {
        ("--status", "answered"): 1,
        ("--status", "new", "--status", "waiting"): 1,
        ("--year", "2026", "--about", "general"): 2,
        ("--year", "2025"): 0,
        ("--public",): 1,
        ("--filter", "times=2-4"): 2,
    }
    for words, count in narrowed.items():
        assert asked("question", "list", *words, "--json").plain["count"] == count, words
    assert "Has an answer" in asked("question", "list", "--status", "answered").out
    assert asked("question", "answer", "betalar", "Nu.", "--on", "2027-01-01").code == 1


def test_the_top_list_of_a_year_says_how_often_and_whether_there_is_an_answer(asked: Outreach) -> None:
    asked("question", "answer", "betaltiden", "30 dagar.")
    said = asked("question", "top", "--year", "2026", "--limit", "1", "--json").plain
    assert said["year"] == 2026
    assert [(one["text"], one["asked"], one["has_answer"]) for one in said["questions"]] == [("Hur lång är betaltiden?", 2, True)]
    assert "There is none." in asked("question", "top", "--year", "2024").out
