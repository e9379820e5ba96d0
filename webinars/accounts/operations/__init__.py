"""Signing in and out, keys by letter, and the administrator's acts."""

from webinars.accounts.operations.administration import (
    change_account,
    disable,
    enable,
    end_grant,
    give_role,
    invite,
    renew_feed,
)
from webinars.accounts.operations.keys import ask_for_key, change_password, choose_password
from webinars.accounts.operations.sign_in import (
    NotKnown,
    sign_in,
    sign_out,
    sign_out_everywhere,
)

__all__ = [
    "NotKnown",
    "ask_for_key",
    "change_account",
    "change_password",
    "choose_password",
    "disable",
    "enable",
    "end_grant",
    "give_role",
    "invite",
    "renew_feed",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
]
