"""The tour: pictures of every page and dialog, for the manual, a look back and `outreach tour`.

`draw` makes them; the scenes say what is shown, each room of the program in a file; `typed` holds what the scenes type.
"""
