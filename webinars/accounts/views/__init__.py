"""Pages of accounts: signing in, one's own account, and the administrator's list."""

from webinars.accounts.views import administration, by_letter, own, sign_in
from webinars.accounts.views.door import bp

__all__ = ["administration", "bp", "by_letter", "own", "sign_in"]
