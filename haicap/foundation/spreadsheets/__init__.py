"""Spreadsheets in and out: XLSX and CSV, for people who keep lists."""
