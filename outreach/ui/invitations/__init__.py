"""Inviting guests, and what they answer: the windows in which letters are written, sent, followed, and answers are decided.

`window.py` is the invite window of one event, `send_dialog.py` the letter with its ways out, `answers_window.py` what waits for
an officer. `desk.py` opens them from anywhere. What a message is and what an answer does is decided in `services/`; nothing
here knows iTIP. Check-in at the door is `ui/checkin/`, the unit's usual letters stand in `ui/preferences/letters_page.py`.
"""
