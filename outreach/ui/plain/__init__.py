"""Plain language in the window: a meter beside text boxes, the window with marks in place, the list of words.

The rules are in `domain/plain/`, checking and keeping in `services/plain_language.py`. Nothing is rewritten by itself: a
replacement is put in when the officer asks for it, and the text box can undo it.
"""
