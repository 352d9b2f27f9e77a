"""Today: whom to get back to, what comes next and what it asks for, and two figures that say how the month goes.

`page.py` puts it together, `reading.py` reads it on the worker, `lines.py` says it in the reader's language.
`event_work.py` is the card of tasks, packing and questions that events ask for.
"""
