"""Two sentences in turn stand as close as their language wants them."""

import pytest

from webinars.kernel.languages import Language
from webinars.web.words.joining import joined

CHINESE = Language.CHINESE


@pytest.mark.parametrize(
    ("written", "close"),
    [
        ("已举行。 见录像。", "已举行。见录像。"),
        ("<p>已举行。 <a href='/'>见录像</a></p>", "<p>已举行。<a href='/'>见录像</a></p>"),
        ("<b>注意：</b> 已满。", "<b>注意：</b>已满。"),
        ("第 3 场。", "第 3 场。"),
        ("是吗？ – 网站", "是吗？ – 网站"),
        ("一行。\n\n另一行。", "一行。\n\n另一行。"),
        ("<textarea>甲。 乙</textarea>甲。 乙", "<textarea>甲。 乙</textarea>甲。乙"),
        ('<input value="甲。 乙">', '<input value="甲。 乙">'),
        ("<pre>甲。 乙</pre>", "<pre>甲。 乙</pre>"),
    ],
)
def test_a_full_width_stop_brings_its_own_room(written: str, close: str) -> None:
    assert joined(written, language=CHINESE) == close


@pytest.mark.parametrize("language", sorted(set(Language) - {CHINESE}))
def test_other_languages_keep_their_spaces(language: Language) -> None:
    assert joined("One. 甲。 Two.", language=language) == "One. 甲。 Two."
