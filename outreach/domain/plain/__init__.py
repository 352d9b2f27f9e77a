"""Plain language: how hard a text is to read, and what in it could be said more simply. Pure rules over one text.

`check.py` puts them together; `sentences.py` divides a text, `measure.py` gives LIX and Flesch, and each kind of finding has a
module (`statutes.py`, `passive.py`, `nouns.py`, `jargon.py`, `musts.py`). Nothing here rewrites: a finding suggests.
Reading files is for `formats/written.py`; the unit's own words are for `services/plain_language.py`.
"""
