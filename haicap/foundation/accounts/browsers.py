"""Which program sends a request, in words that its owner recognises."""

# The first that is named counts: most programs also name those they are made from.
PROGRAMS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium", "Chromium"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str) -> str:
    """“Firefox, Windows”; empty where neither program nor system is one we know.

    A browser says of itself what it likes: good to recognise one's own by, no proof of anything.
    """
    known = (
        next((word for sign, word in names if sign in user_agent), "")
        for names in (PROGRAMS, SYSTEMS)
    )
    return ", ".join(word for word in known if word)
