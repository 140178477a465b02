"""Proposals from minutes: which sentences may be actions or meetings, and what they say.

It proposes and never decides: each proposal points at its sentence, and a person takes it or not.
"""
