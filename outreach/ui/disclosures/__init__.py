"""Equal treatment in the window: what must reach everyone, the log of a tender, and what a single talk gave.

`window.py` lists the items and publishes them, `log_window.py` shows who met about a tender and saves the paper, `talk_dialog.py`
writes one conversation anew or adds to it. The rules live in `services/disclosures.py` and `services/informing.py`.
"""
