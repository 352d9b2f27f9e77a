"""What the things are: frozen records, their rules and their words.

Here live values (`Company`, `Person`, `Event` …), the rules that hold for them and the labels that people read.
Nothing here reads files, opens databases or imports a library, except small validators (stdnum, phonenumbers, e-mail).
To keep a record go to `storage/`; to do something with one go to `services/`; to show one go to `ui/` or `cli/`.
"""
