"""What does a text say? Found by rules and lexicons that anybody can read; no model, no guess.

Everything found keeps the place in the text it came from and the reason why it was found.
"""
