"""Today: four lists – follow up, next events with what is missing, to be told to everyone, cards to type in.

`page.py` puts them together, `deed_list.py` is a list with its keys and buttons, `lines.py` says each thing in the reader's
language. What the day asks for is read by `services/today.py`.
"""
