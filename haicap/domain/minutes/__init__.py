"""What was said at a session, by whom, and the minutes made of it."""
