"""docs/splinter.md says for which rules splinter's names stand, and counts what it lists."""

from pathlib import Path

import pytest

from pgcordon.rules import rule_names

PAGE = (Path(__file__).parents[2] / "docs/splinter.md").read_text("utf-8")


def rows() -> list[list[str]]:
    """The cells of each lint's row in the table of agreement."""
    table = PAGE.split("| splinter | rules here |")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row[0]))
def test_both_names_of_a_lint_mean_the_rules_of_its_row(row: list[str]) -> None:
    lint, rules = row[0], set(row[1].split(", ")) - {"none"}
    assert set(rule_names(lint)) == rules
    assert set(rule_names(lint.partition("_")[2])) == rules


def test_the_counts_are_those_of_the_table() -> None:
    covered = [[int(cell) for cell in row[2:5]] for row in rows() if row[1] != "none"]
    checkpoints, files, server = (sum(column) for column in zip(*covered, strict=True))
    assert files == server
    assert f"Of the {checkpoints} checkpoints of lints that pgcordon covers, {files} agree." in PAGE
    assert f"The other {checkpoints - files} are explained below" in PAGE
    for row in rows():
        differences = row[5].split(", ") if row[5].startswith("#") else []
        assert row[1] == "none" or int(row[2]) - int(row[3]) == len(differences)
        assert all(f"{row[0][:4]} " in PAGE.split("## Where splinter says more")[1] for _ in differences)
