"""`outreach plain`, as an officer or a script types it."""

from __future__ import annotations

import json

from tests.domain.plain import texts

HARD = "Läs förfrågningsunderlaget.\nAnbud lämnas enligt 13 kap. 1 § LOU.\n"


def test_a_file_is_checked_and_answers_in_json(outreach, tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(HARD, encoding="utf-8")
    done = outreach("plain", str(file), "--json")
    answer = json.loads(done.out)
    assert answer["band"] in {"very easy", "easy", "medium", "difficult", "very difficult"}
    assert isinstance(answer["lix"], float)
    found = {one["kind"]: one for one in answer["findings"]}
    assert found["jargon"]["suggestion"].startswith("upphandlingsdokumenten")
    assert (found["statute"]["line"], found["statute"]["text"]) == (2, "13 kap. 1 § LOU")
    assert {"line", "text", "kind", "suggestion"} <= set(answer["findings"][0])


def test_people_read_sentences_and_what_the_figure_cannot_tell(outreach, tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(HARD, encoding="utf-8")
    done = outreach("plain", str(file), language="sv")
    assert "LIX" in done.out
    assert "förfrågningsunderlaget" in done.out
    assert "läsa" in done.out


def test_before_and_after_stand_on_the_tender(outreach, tmp_path):
    tender = json.loads(outreach("tender", "add", "Snö", "--json").out)["tender"]["id"]
    file = tmp_path / "text.txt"
    for text in (texts.STATUTE, texts.CHILDREN):
        file.write_text(text, encoding="utf-8")
        done = outreach("plain", str(file), "--tender", tender, "--keep", "--json")
    assert "→" in json.loads(done.out)["before_after"][0]


def test_words_are_listed_added_dropped_and_restored(outreach):
    outreach("plain", "words", "add", "rondering", "runda", "--why", "Att gå runt.")
    outreach("plain", "words", "drop", "vite")
    assert len(json.loads(outreach("plain", "words", "list", "--json").out)["words"]) >= 250
    listed = json.loads(outreach("plain", "--json", "words", "list", "--own").out)
    assert [one["word"] for one in listed["words"]] == ["rondering"]
    assert listed["dropped"] == ["vite"]
    outreach("plain", "words", "restore", "vite")
    assert json.loads(outreach("plain", "words", "list", "--own", "--json").out)["dropped"] == []


def test_a_file_that_is_not_there_is_one_sentence(outreach, tmp_path):
    done = outreach("plain", str(tmp_path / "saknas.docx"))
    assert done.code == 1
    assert len(done.err.strip().splitlines()) == 1
