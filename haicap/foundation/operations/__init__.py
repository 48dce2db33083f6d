"""What those who run an installation need: its backup and the way back, and its jobs."""
