"""Contracts in the window: the list, one contract with its promises (`detail.py`), a look at one (`check_dialog.py`), letters.

What is due is also told on Today and in the calendar; the rules are in `services/contracts.py` and `domain/contract_days.py`.
"""
