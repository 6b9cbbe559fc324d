"""Explanations as text: prose in 80 columns, code as it was written."""

import re

from pgcordon.report.explain import Topic, as_text
from pgcordon.report.explain.prose import reflowed
from pgcordon.report.style import PLAIN
from pgcordon.rules import all_rules


def test_no_prose_is_wider_than_a_terminal_and_no_code_is_changed() -> None:
    for name, rule in all_rules().items():
        text = as_text.render(Topic("rule", name, rule.docstring, rule.severity, rule.when), PLAIN)
        code = re.findall(r"^```.*?^```$", rule.docstring, re.MULTILINE | re.DOTALL)
        assert all(f"\n{block}\n" in text for block in code)
        prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert max(map(len, prose.splitlines())) <= 80, name
        written = re.sub(r"^```.*?^```$|^## ", "", rule.docstring, flags=re.MULTILINE | re.DOTALL)
        assert prose.partition("\n\n")[2].split() == written.split(), name


def test_lists_stay_lists() -> None:
    long = "word " * 20
    assert reflowed(f"Some\nprose:\n\n- {long}\n  more\n- last\n\n```sql\nselect  1;\n\nselect 2;\n```\n`a`\n`b`") == [
        "Some prose:",
        "",
        "- " + ("word " * 15).rstrip(),
        "  word word word word word more",
        "- last",
        "",
        "```sql",
        "select  1;",
        "",
        "select 2;",
        "```",
        "`a`",
        "`b`",
    ]
