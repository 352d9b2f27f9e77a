"""The verbs: what an officer can do, each one a function that both front doors call.

A service checks the rules of `domain/`, opens one unit of work on the database, and returns `Changes` or plain values.
A stranger's file is read through `readers.py` alone: in a process that may be ended (`reader_process.py`, `reader_child.py`).
No SQL (that is `storage/`), no files' syntax (`formats/`), no widgets and no printing to the terminal (`ui/`, `cli/`).
"""
