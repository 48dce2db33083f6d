"""Sessions and deadlines in the calendar program that a person uses anyway."""
