"""The second front door: `outreach COMMAND …` (click). Each command reads its words, calls one service, prints the answer.

With `--json` one JSON object and nothing else; without it, sentences in the reader's language. No rules live here
(those are in `domain/` and `services/`) and no texts of errors (those are in `explain.py`).
"""
