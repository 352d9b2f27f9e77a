"""Ask the network: what colleagues in other municipalities were asked and answered, as a tab of the page Network (`view.py`).

The forms: a question to all of them (`ask_dialog.py`), an answer that came (`answer_dialog.py`), an answer that becomes our own
(`take_dialog.py`), who is asked (`colleagues_dialog.py`). The verbs are in `services/inquiries.py`.
"""
