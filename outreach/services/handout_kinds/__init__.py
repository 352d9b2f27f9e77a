"""The kinds of handouts: one module a kind, which says what it can be told and puts its value together.

`trade.py` says what a kind tells of itself, `registry.py` lists them, `chosen.py` reads what an order names (event, tenders,
officer). Command line, window and plans learn all kinds from the registry. What a handout looks like is drawn in `print/`;
that a drawing is loaded only when something is printed, is the reason for the small functions `_draw` here.

Add a kind: its value in `domain/`, a module here with a `TRADE`, a drawing in `print/`, a line in `registry.py`.
"""
