"""Where a statement comes from, and what a source does not say.

`actions.cite` lets a record, or one field of it, rest on a source; `queries.citations_of` reads
it; `{% load sources %}` shows it (templatetags/sources.py).
"""
