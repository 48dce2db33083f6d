"""The pages of recommendations: the register, and a form for each move."""
