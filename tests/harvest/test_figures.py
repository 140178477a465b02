"""How well harvest finds, on the documents that it was tuned on: no worse than we report."""

import pytest
from labelled import own
from measure import together

LEAST = {  # precision and recall
    "marked": (0.95, 0.95),
    "said": (0.95, 0.95),
    "perhaps": (0.8, 0.8),
    "meeting": (0.95, 0.95),
    "owners": (0.95, 0.95),
    "due": (0.9, 0.9),
}


@pytest.mark.parametrize("kind", LEAST)
def test_what_is_found_is_no_worse_than_reported(kind: str) -> None:
    score = together(one for one in own() if not one.unseen)[kind]

    precision, recall = LEAST[kind]
    assert score.precision >= precision
    assert score.recall >= recall


def test_half_of_the_documents_are_not_looked_at_while_tuning() -> None:
    unseen = [one.unseen for one in own()]

    assert unseen.count(True) == unseen.count(False) == 3
