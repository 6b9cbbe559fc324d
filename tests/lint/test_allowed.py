"""What comments allow is kept, with the reason and the comment's place."""

from pgcordon.lint import Judge, LintResult, lint
from pgcordon.model import Source
from pgcordon.parse import load_sources, load_text
from pgcordon.settings import Settings

RLS = Settings(select=frozenset({"rls-disabled", "opaque-statement"}))
NOTE = "create table public.note (id uuid primary key);\n"


def told(result: LintResult) -> list[tuple[str, str]]:
    return [(allowed.reason, str(allowed.span)) for allowed in result.suppressed]


def test_the_reason_and_the_place_are_those_of_the_comment() -> None:
    result = lint(load_text("select 1;\n\n-- pgcordon: allow rls-disabled: nobody reaches it\n" + NOTE, "a.sql"), RLS)
    assert told(result) == [("nobody reaches it", "a.sql:3:1")]


def test_of_two_comments_the_nearer_one_gives_the_reason() -> None:
    whole = "-- pgcordon: allow-file rls-disabled: the whole file is archived\n"
    near = "-- pgcordon: allow rls-disabled: only the owner reads it\n"
    memo = NOTE.replace("note", "memo")
    result = lint(load_text(f"{whole}select 1;\n{memo}{near}{NOTE}", "a.sql"), RLS)
    assert told(result) == [("the whole file is archived", "a.sql:1:1"), ("only the owner reads it", "a.sql:4:1")]


def test_who_asks_about_one_file_hears_nothing_of_the_others() -> None:
    allow = "-- pgcordon: allow rls-disabled: nobody reaches it\n"
    texts = {"a.sql": allow + NOTE + "call x();\n", "b.sql": allow + NOTE.replace("note", "memo") + "call y();\n"}
    catalog = load_sources([Source(path, text) for path, text in texts.items()])
    everything, one = (Judge(RLS, only=only)(catalog) for only in (None, "b.sql"))
    assert [str(each.span) for each in everything.findings] == ["a.sql:3:1", "b.sql:3:1"]
    assert len(everything.suppressed) == len(everything.not_understood) == 2
    assert [str(each.span) for each in one.findings] == ["b.sql:3:1"]
    assert told(one) == [("nobody reaches it", "b.sql:1:1")]
    assert [each.span.path for each in one.not_understood] == ["b.sql"]
    assert one.counts == everything.counts


def test_together_nothing_is_lost() -> None:
    allow = "-- pgcordon: allow rls-disabled: nobody reaches it\n"
    result = lint(load_text(allow + NOTE), RLS)
    assert len(LintResult.together([result, result]).suppressed) == 2
    assert not LintResult.together([result]).compared
    assert LintResult.together([result, LintResult(compared=True)]).compared
