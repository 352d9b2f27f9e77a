"""What waits for the server of a shared workspace: the line above everything that tells of it, and the list behind it.

Sending is the follower's (`ui/following.py`), keeping the service's (`services/waiting.py`).
"""
