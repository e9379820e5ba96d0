"""Reading accounts, their roles and sign-ins, and the terms of those who act for others."""

from webinars.accounts.queries.accounts import (
    SignedIn,
    find_account,
    find_by_id,
    find_signed_in,
    generation_of_feed,
    generation_of_key,
    get_account,
    holders_of,
    key_opens,
    list_accounts,
    mandate_of,
    names_of,
)
from webinars.accounts.queries.terms import (
    all_terms,
    coordinations_of,
    find_term,
    runs_on,
    states_with_focal_point,
    terms_of,
)

__all__ = [
    "SignedIn",
    "all_terms",
    "coordinations_of",
    "find_account",
    "find_by_id",
    "find_signed_in",
    "find_term",
    "generation_of_feed",
    "generation_of_key",
    "get_account",
    "holders_of",
    "key_opens",
    "list_accounts",
    "mandate_of",
    "names_of",
    "runs_on",
    "states_with_focal_point",
    "terms_of",
]
