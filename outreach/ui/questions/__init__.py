"""The page of what suppliers ask: how often, where, and which wordings are one question.

Questions are counted in `ui/capture/question_panel.py` (Ctrl+Shift+N, from everywhere); the rules are in `services/questions.py`.
"""
