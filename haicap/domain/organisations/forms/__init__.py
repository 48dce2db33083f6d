"""What a person types about units and about the people in them."""
