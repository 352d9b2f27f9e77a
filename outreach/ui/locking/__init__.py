"""The lock of the window: when it comes (idle, the system's own lock, by key), what it leaves (nothing), and what comes back.

Here: watching for idleness and for the system, putting everything away, keeping what was half typed, fair mode's sealed notes.
The page that asks for the passphrase stands in `ui/start/`, where all pages before a workspace stand.
Keys and slots: `storage/key_slots.py`, `storage/sealing.py`; whether a workspace can be locked at all: `Database.is_encrypted`.
"""
