"""The verbs: what an officer can do, each one a function that both front doors call.

A service checks the rules of `domain/`, opens one unit of work on the database, and returns `Changes` or plain values.
No SQL (that is `storage/`), no files' syntax (`formats/`), no widgets and no printing to the terminal (`ui/`, `cli/`).
"""
