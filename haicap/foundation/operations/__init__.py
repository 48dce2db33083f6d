"""What those who run an installation need: its backup, and its way back."""
