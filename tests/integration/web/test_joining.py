"""On a page in Chinese no space stands between two sentences."""

import re

from flask.testing import FlaskClient

from tests.factories.programme import make_sitting
from webinars.database import Db

APART = re.compile(r"[。；，！？](?:</\w+>)* +\S")


def test_sentences_of_a_page_in_chinese_stand_close(db: Db, client: FlaskClient) -> None:
    form = f"/sittings/{make_sitting(db).public_id}/register"

    for page in ("/", "/programme", "/privacy", "/contact", "/accessibility", "/forgotten", form):
        text = client.get(page, query_string={"lang": "zh"}).text
        assert "。" in text
        assert APART.findall(text) == []
        assert ". " in client.get(page, query_string={"lang": "en"}).text
