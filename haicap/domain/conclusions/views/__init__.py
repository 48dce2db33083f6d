"""The pages of conclusions and notices: each module one part of an office's work."""
