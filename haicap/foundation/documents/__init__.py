"""Documents of State and Party: their symbols, their numbers, their form on paper."""
