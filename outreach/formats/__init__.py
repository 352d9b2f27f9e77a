"""Files of other programs, in and out: one file per format, over icalendar, vobject, lxml, openpyxl and the csv module.

A reader takes bytes and gives values and problems (`domain/problem.py`), never rows of a database and never an exception
for a bad line; a writer takes records and gives bytes. Foreign exceptions end here. Services call the
readers through `services/readers.py`, in a process of their own. Messages about meetings are `itip*.py`
(invitations out, answers in), the mails that carry them `email_draft.py` and `answer_mail.py`; series are `recurrence*.py`.
Deciding what to do with what was read is for `services/imports.py`; paper is for `print/`.
"""
