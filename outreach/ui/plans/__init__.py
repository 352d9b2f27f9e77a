"""Plans of events and their templates: the plan window, new event from a template, the template editor, the debrief, the yield.

`sheet.py` puts the parts of a plan beside each other for both the plan window (`window.py`) and the template editor
(`template_window.py`); each part is a file (`entry_list.py` is the list that most of them share, `crafts.py` says how each kind
of entry is typed). `desk.py` opens the windows. What a plan *is* stands in `domain/plan.py`, how its lines are read in
`domain/plan_lines.py`; the form of the event itself and the calendar are `ui/events/`.
"""
