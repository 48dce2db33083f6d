"""The pages of sessions: their moves, what makes them ready, and what is written down."""
