"""Who may want to know of a tender: the window with the companies and their reasons, and the table of industries.

The finding is done by `services/tender_matches.py`; the window shows, the officer ticks. No score and no order of merit may
come in here (LOU 4 kap. 1 §). Tenders themselves are in `ui/tenders/`.
"""
