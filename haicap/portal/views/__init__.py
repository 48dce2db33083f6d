"""Pages that look across rooms; they read only."""
