"""Scan and paste: whatever somebody hands over is read on the worker and shown before anything is kept.

`dialog.py` is the preview, `card_fields.py` its fields, `camera.py` the live picture (an extra), `own_card.py` our own card for the
visitor's telephone, `desk.py` opens them for the shell. Nothing here opens an address without a click that names its host.
"""
