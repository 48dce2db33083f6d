"""Figures: what was counted where and when, exact at once and openable down to its records."""
