"""What a form offers to break a figure down by: each class is understood without its heading."""

from webinars.evaluation.forms.criteria import broken_down


def test_no_class_is_a_bare_yes_or_no() -> None:
    offered = {choice.value: str(choice.label) for choice in broken_down()}

    assert offered["ldc:yes"] == "Least developed country"
    assert offered["ldc:no"] == "not a least developed country"
    assert not {"yes", "no"} & set(offered.values())
    assert len(set(offered.values())) == len(offered)
