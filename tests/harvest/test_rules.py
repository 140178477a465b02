"""The rules: each example is a test."""

import pytest

from actiepunt.harvest.rules import RULES, Rule, matching


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_a_rule_matches_its_example_and_not_the_other(rule: Rule) -> None:
    against = rule.kind == "not"
    assert rule in [found for found, _ in matching(rule.yes, against=against)]
    assert rule not in [found for found, _ in matching(rule.no, against=against)]


def test_names_of_rules_are_unique_and_weights_are_shares() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(0 < rule.weight <= 1 for rule in RULES)
