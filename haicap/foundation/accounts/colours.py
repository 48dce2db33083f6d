"""Light or dark, where a reader does not leave it to the device: kept in the browser."""

COLOURS_COOKIE = "haicap_colours"
COLOURS = ("light", "dark")
