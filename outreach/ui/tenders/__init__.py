"""Tenders in the window: the list (`page.py`), what is known of one (`detail.py`), and the form (`form.py`).

`money_field.py`, `expected_field.py`, `place_field.py` and `parts_editor.py` are editors that only this form has; parts that
other forms share stand in `ui/forms/`. Rules about tenders live in `domain/tender.py` and `services/tenders.py`.
"""
