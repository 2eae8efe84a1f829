"""The name of a device for the list of sign-ins, from what its browser says of itself."""

# The first that occurs in the User-Agent header wins: most browsers also name the others.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl/", "curl"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system, such as “Firefox · Android”; empty where neither is known."""
    return " · ".join(
        name
        for names in (_BROWSERS, _SYSTEMS)
        if (name := next((name for sign, name in names if sign in user_agent), ""))
    )
