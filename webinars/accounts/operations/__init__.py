"""Signing in and out, keys by letter, and the administrator's acts."""

from webinars.accounts.operations.administration import (
    change_account,
    disable,
    enable,
    end_grant,
    give_role,
    invite,
    invite_again,
    renew_feed,
)
from webinars.accounts.operations.by_letter import sign_in_by_letter
from webinars.accounts.operations.keys import (
    ASKED,
    KeyUsed,
    ask_for_key,
    change_password,
    choose_password,
    send_asked_key,
)
from webinars.accounts.operations.sign_in import (
    NotKnown,
    prove,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from webinars.accounts.operations.terms import (
    EndedAlready,
    Named,
    NoSource,
    end_term,
    name_coordinator,
    name_focal_point,
    prolong,
    succeed,
)

__all__ = [
    "ASKED",
    "EndedAlready",
    "KeyUsed",
    "Named",
    "NoSource",
    "NotKnown",
    "ask_for_key",
    "change_account",
    "change_password",
    "choose_password",
    "disable",
    "enable",
    "end_grant",
    "end_term",
    "give_role",
    "invite",
    "invite_again",
    "name_coordinator",
    "name_focal_point",
    "prolong",
    "prove",
    "renew_feed",
    "send_asked_key",
    "sign_in",
    "sign_in_by_letter",
    "sign_out",
    "sign_out_everywhere",
    "succeed",
]
