"""What goes over a wire: letters out (SMTP), answers in (IMAP), calendars to a server (CalDAV), and the key ring for passwords.

Here live connections, their time limits, and the translation of a server's words into our errors. What is sent, to whom, and
what is on record about it is for `services/`; how a letter or a calendar is written is for `formats/`. Nothing here connects
by itself: every call is one that an officer asked for.
"""
