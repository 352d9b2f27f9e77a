"""Outreach: meet suppliers, log what was said, follow each talk to a tender and a bid.

`domain/` says what things are, `storage/` keeps them, `services/` holds the verbs, `ui/` and `cli/` are the two front
doors, `formats/`, `print/` and `network/` are the ways in and out. `app.py` builds everything once. See README.md, "Street map".
"""

__version__ = "0.1.0"
