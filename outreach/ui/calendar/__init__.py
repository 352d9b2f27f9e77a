"""The calendar's pictures: month, week, agenda and year, the card of an entry, moving events by mouse and keys, printing.

Where things lie is worked out without Qt in `domain/` (`month_sheet.py`, `week_sheet.py`, `agenda_sheet.py`, `year_sheet.py`);
what is read stands in `services/calendar.py`. The page around it, the list, forms and details are in `ui/events`.
"""
