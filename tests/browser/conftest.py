"""Every browser test may ask for `browser`."""

from tests.browser.looking import browser

__all__ = ["browser"]
