"""The laws of the house as functions: each takes a tree of files and lists who breaks it.

A law never looks at the checkout by itself, so a test can plant a violation in a small tree
and see it found.
"""
