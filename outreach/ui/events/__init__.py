"""The Events page: the list of events, the month, the form, and what stands in the detail pane.

`page.py` puts the views together. `month_sheet.py` decides, without Qt, which bar lies where in a month; `month_canvas.py`
paints it and obeys the keyboard; `month_view.py` reads the month and has its header. `form.py` is the form. Invitations
will live here too; what an event *is*, and when its sequence grows, stands in `domain/event.py`.
"""
