"""Words found whoever typed them and however: blind to case and diacritics, in any room."""
