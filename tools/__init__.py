"""What keeps the checkout in order: generated documents, messages."""
