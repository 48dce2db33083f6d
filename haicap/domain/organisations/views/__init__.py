"""The HTML doors of units, and of the people in them."""
