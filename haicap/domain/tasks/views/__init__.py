"""The pages of tasks, by subject: lists, and what changes a task."""
