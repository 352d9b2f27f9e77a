"""The window (PySide6): one page per word of the side list, all database work on one worker thread (`tasks.py`).

A page builds itself of small named parts, wires its own signals and reads again when `changes.py` says so.
No rules (those are in `domain/`), no SQL, no file formats: everything that is done goes through `services/`.
"""
