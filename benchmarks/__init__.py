"""What is measured against a limit, as ratios of times within one run: bin/bench."""
