"""Backups in the window: the list, restoring with a preview, the page for a damaged workspace, and what happens by itself.

What a backup is and when it counts stands in `storage/backups.py`; which records would go in `services/restoring.py`. Here
nothing is decided: asked, shown, and handed to the worker.
"""
