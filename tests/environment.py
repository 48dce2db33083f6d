"""The environment of a test run; loaded before Django reads its settings (see pyproject.toml)."""

import os

os.environ.setdefault("HAICAP_CLUSTER", "test-database")
os.environ.setdefault("HAICAP_THROWAWAY_DATABASE", "1")
os.environ.setdefault("HAICAP_SECRET_KEY", "tests")
os.environ.setdefault("HAICAP_PROVINCE", "20")
