"""Preferences: the unit as handouts show it, the officers, the letters to guests, and how this computer speaks, sends and shares.

`dialog.py` puts the pages together: `unit_page.py` and `letters_page.py` belong to the workspace and can be undone,
`mail_page.py` (letters out, answers in) and `publishing_page.py` (calendars that others follow) to this computer's settings and
its key ring. What an account is stands in `domain/accounts.py`; what goes over the wire in `services/` and `network/`.
"""
