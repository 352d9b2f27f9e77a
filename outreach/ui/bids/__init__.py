"""Bids in the window: the sheet of one tender, lists from openings, who did not bid and why, and the radar of few bids.

What is worked out (first times, places, numbers) comes from `services/bids.py`, `no_bids.py` and `radar.py`. No score and no order
of merit may come in here (LOU 4 kap. 1 §). The tenders themselves are in `ui/tenders/`.
"""
