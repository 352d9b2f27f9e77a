"""Strangers' files against the readers: mutants by the thousand, the bomb list, adversarial lines (`python -m tests.strangers`).

A small round of each runs in the suite (`test_strangers.py`); every promise has a control that fails without it.
"""
