"""Doubles: the window with the pairs that may be one record, side by side, to merge or to tell apart.

The desk looks for them in the background and remembers what it found while the workspace is open. What makes two records a pair
and what a merge keeps is decided in `services/duplicates.py`; the hint while somebody types is `ui/forms/likeness_hint.py`.
"""
