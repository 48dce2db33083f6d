"""What tells a person: in the house, and by e-mail. Knows no word of what is told.

A room declares kinds in its `alerts.py`; its reactions `tell` people of a fact, once each. What
goes by e-mail at once has a delivery of its own; the rest is gathered in the digest.
"""
