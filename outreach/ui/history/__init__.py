"""What happened: the history of one record, and the latest actions of everybody, each of which can be taken back."""
