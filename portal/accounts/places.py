"""Where the pages of one's account have room for packages above (`portal.core.sections`)."""


class Preferences:
    """Below the form of what somebody prefers."""
