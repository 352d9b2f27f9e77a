"""The Events page: the list of events, the form, and what stands in the detail pane.

`page.py` puts the views together; the pictures of the calendar (month, week, agenda, year) have their own room, `ui/calendar`.
`form.py` is the form, `series_desk.py` asks which dates of a series are meant. What an event *is*, and when its sequence
grows, stands in `domain/event.py`.
"""
