"""Every page says who may see it."""

import re
from collections import Counter

from webinars.web.requests import WebinarsApp


def test_every_page_says_who_may_see_it(app: WebinarsApp) -> None:
    """A view without @public, @needs or @holds is a hole, even if it is harmless today."""
    silent = {name for name, view in app.view_functions.items() if not hasattr(view, "access")}

    assert silent == set()


def test_a_page_that_opens_a_link_token_says_for_which_purpose(app: WebinarsApp) -> None:
    """`@public` on an address that carries a token would leave the token unread."""
    open_to_all = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "token" in rule.arguments
        and getattr(app.view_functions[rule.endpoint], "access", "public") == "public"
    }

    assert open_to_all == set()


def test_no_two_views_answer_one_address(app: WebinarsApp) -> None:
    """The first would hide the second, and nobody would be told."""
    answered = Counter(
        (re.sub(r"<(?:\w+:)?\w+>", "<>", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in {"HEAD", "OPTIONS"}
    )

    assert [address for address, views in answered.items() if views > 1] == []
