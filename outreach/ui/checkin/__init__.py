"""Checking guests in at our own events: the officer's list, and a screen on which guests find their own name.

`window.py` is the officer's, `self_service.py` the guests'. Guests never see the list, nor anything else of the program.
"""
