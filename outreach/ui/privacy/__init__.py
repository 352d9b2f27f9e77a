"""What the law asks for people's data, in the window: extract, erasure, disposal, release, the log, a lost computer."""
