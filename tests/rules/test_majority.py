"""What the rules about names conclude from the project's own names, where the settings say nothing."""

import msgspec
import pytest
from msgspec.structs import replace

from pgcordon.lint import lint
from pgcordon.model import Finding, Severity
from pgcordon.parse import load_text
from pgcordon.rules import all_rules
from pgcordon.rules._convention import Naming
from pgcordon.rules._naming import Anything, Named, Pattern
from pgcordon.rules._plurals import could_be_plural, could_be_singular, singular_name
from pgcordon.settings import RuleSettings, Settings
from pgcordon.systems import platform_catalog

NAMES = [name for name, rule in all_rules().items() if rule.options and issubclass(rule.options, Naming)]


def found(rule_name: str, sql: str, **options: object) -> list[Finding]:
    """What one rule finds in a schema on top of Supabase's."""
    rule = all_rules()[rule_name]
    settings = RuleSettings(options=msgspec.convert(options, rule.options) if options and rule.options else None)
    catalog = load_text(sql, base=platform_catalog("supabase"))
    assert catalog.opaque == ()
    return list(lint(catalog, Settings(select=frozenset({rule_name}), rules={rule_name: settings})).findings)


def said(rule_name: str, sql: str) -> list[str]:
    findings = found(rule_name, sql)
    assert {finding.severity for finding in findings} <= {Severity.INFO}
    return [finding.message for finding in findings]


def repeated(sql: str, times: int) -> str:
    """The SQL with `#` replaced by letters, once for each time."""
    return "\n".join(sql.replace("#", letter) for letter in "abcdefghijklmnopqrstuvwxyz"[:times])


INDEXED = "create table public.t# (id uuid primary key, x uuid); create index t#_x_idx on public.t# (x);\n"
ODD_INDEX = "create table public.t (x uuid); create index odd on public.t (x);"


def test_one_odd_name_among_nine_alike_stands_out_as_information() -> None:
    [finding] = found("index-name", repeated(INDEXED, 9) + ODD_INDEX)
    assert (finding.severity, str(finding.address)) == (Severity.INFO, "index public.odd")
    assert finding.message == 'the name of index public.odd stands out: 9 of 10 indexes match "{table}_{columns}_idx"'


def test_of_few_names_nothing_is_concluded() -> None:
    assert said("index-name", repeated(INDEXED, 8) + ODD_INDEX) == []


def test_of_names_that_differ_nothing_is_concluded() -> None:
    others = repeated(ODD_INDEX.replace(".t ", ".o# ").replace("odd", "odd_#"), 2)
    assert said("index-name", repeated(INDEXED, 17) + others) == []
    assert len(said("index-name", repeated(INDEXED, 18) + others)) == 2


def test_the_settings_say_how_severe_it_is() -> None:
    catalog = load_text(repeated(INDEXED, 9) + ODD_INDEX)
    raised = Settings(select=frozenset({"index-name"}), rules={"index-name": RuleSettings(severity=Severity.ERROR)})
    assert [finding.severity for finding in lint(catalog, raised).findings] == [Severity.ERROR]


def test_a_pattern_in_the_settings_goes_before_what_most_names_do() -> None:
    findings = found("index-name", repeated(INDEXED, 9) + ODD_INDEX, pattern="odd")
    assert len(findings) == 9
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_names_that_postgresql_chose_and_the_platforms_do_not_count() -> None:
    assert said("index-name", repeated(INDEXED.replace("t#_x_idx ", ""), 20) + ODD_INDEX) == []
    base = load_text(repeated(INDEXED, 20))
    given = frozenset({*(table.address for table in base.tables), *(index.address for index in base.indexes)})
    catalog = replace(load_text(ODD_INDEX, base=base), given=given)
    assert lint(catalog, Settings(select=frozenset({"index-name"}))).findings == ()


def test_the_form_that_fits_most_names_is_meant_even_if_another_says_more() -> None:
    looser = INDEXED.replace("t#_x_idx", "t#_whatever_idx")
    assert said("index-name", repeated(INDEXED, 18) + looser.replace("#", "_z")) == []
    [message] = said("index-name", repeated(INDEXED, 18) + looser.replace("#", "_z") + ODD_INDEX)
    assert message.endswith('19 of 20 indexes match "{table}_.+_idx"')


TABLE = "create table public.{} (id uuid primary key);\n"
TRIGGERED = """
    create table public.t# (id uuid primary key, x uuid);
    create function public.touch_t#() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger t#_touched before update on public.t# for each row execute function public.touch_t#();
"""


@pytest.mark.parametrize(
    ("rule_name", "alike", "odd", "pattern"),
    [
        ("table-name", TABLE.format("#_things"), TABLE.format("note"), "{plural}"),
        ("table-name", TABLE.format("#_thing"), TABLE.format("notes"), "{singular}"),
        ("table-name", TABLE.format("tbl_thing_#x") + TABLE.format("tbl_#_things"), TABLE.format("notes"), "tbl_.+"),
        ("column-name", TABLE.format("t#"), "create table public.n (n_id uuid primary key);", "id"),
        (
            "column-name",
            "create table public.#_things (#_thing_id uuid primary key);",
            "create table public.notes (id uuid primary key);",
            "{singular}_id",
        ),
        (
            "foreign-key-name",
            "create table public.t# (x_id uuid references auth.users (id));",
            "create table public.t (who uuid references auth.users (id));",
            ".+_id",
        ),
        (
            "boolean-name",
            "create table public.t# (is_x boolean, has_y boolean);",
            "create table public.t (done boolean);",
            "(is|has|can)_.+",
        ),
        (
            "timestamp-name",
            "create table public.t# (made_at timestamptz);",
            "create table public.t (made timestamptz);",
            ".+_at",
        ),
        (
            "timestamp-name",
            "create table public.t# (made_on date, made_at timestamptz);",
            "create table public.t (day date);",
            ".+_on",
        ),
        (
            "constraint-name",
            "create table public.t# (x int constraint ck_t#_x check (x > 0));",
            "create table public.t (x int constraint positive check (x > 0));",
            "ck_{table}_.+",
        ),
        (
            "constraint-name",
            "create table public.t# (x uuid constraint fk_t#_x references auth.users (id));",
            "create table public.t (x uuid constraint odd references auth.users (id));",
            "fk_{table}_{columns}",
        ),
        (
            "policy-name",
            "create table public.t# (); create policy t#_select on public.t# for select using (false);",
            "create policy \"Who may\" on public.ta for select using (false);",
            "{table}_{action}",
        ),
        (
            "policy-name",
            "create table public.t# (); create policy \"All of #\" on public.t# using (false);",
            "create policy ta_x on public.ta for select using (false);",
            r"[A-Z]\S*( \S+)+",
        ),
        (
            "function-name",
            "create function public.fn_#() returns integer language sql as 'select 1';",
            "create function public.odd() returns integer language sql as 'select 1';",
            "fn_.+",
        ),
        ("trigger-name", TRIGGERED, "create trigger odd before insert on public.ta execute function public.touch_ta();",
         "{table}_.+"),
    ],
)  # fmt: skip
def test_each_rule_knows_common_forms(rule_name: str, alike: str, odd: str, pattern: str) -> None:
    messages = said(rule_name, repeated(alike, 15) + odd)
    assert [message.partition(" match ")[2].partition(",")[0] for message in messages] == [f'"{pattern}"']


def test_a_trigger_on_a_table_of_the_platform_has_a_name_of_its_own() -> None:
    signed_up = "create trigger on_auth_user_created after insert on auth.users execute function public.touch_ta();"
    assert said("trigger-name", repeated(TRIGGERED, 15) + signed_up) == []


def test_snake_case_stands_out_only_among_names_in_snake_case() -> None:
    snake, camel = "create table public.x_# (id uuid);", 'create table public."xX#" (id uuid);'
    messages = said("snake-case", repeated(snake, 9) + camel.replace("#", "a"))
    assert messages == ['the name of table public."xXa" is not in snake_case, as 19 of 20 names are']
    assert said("snake-case", repeated(snake, 6) + repeated(camel, 6)) == []
    assert len(found("snake-case", repeated(snake, 6) + repeated(camel, 6), required=True)) == 6


@pytest.mark.parametrize(
    ("rule_name", "option", "preset", "misnamed", "sql"),
    [
        ("table-name", "pattern", "singular", 1, "create table public.notes (); create table public.note ();"),
        ("boolean-name", "pattern", "question", 1, "create table public.t (is_a boolean, a boolean);"),
        ("timestamp-name", "timestamp", "at", 1, "create table public.t (a_at timestamptz, a timestamptz);"),
        ("timestamp-name", "date", "on", 1, "create table public.t (a_on date, a_at date);"),
        ("foreign-key-name", "pattern", "id", 1, "create table public.t (a uuid references auth.users (id));"),
        ("index-name", "pattern", "postgres", 1, ODD_INDEX),
        ("policy-name", "pattern", "snake-case", 1, 'create table t (); create policy "A b" on t using (false);'),
        ("constraint-name", "check", "postgres", 1, "create table t (a int constraint t_ok check (a > 0));"),
    ],
)
def test_a_preset_stands_for_its_pattern(rule_name: str, option: str, preset: str, misnamed: int, sql: str) -> None:
    assert len(found(rule_name, sql, **{option: preset})) == misnamed


def test_a_misspelt_preset_is_refused() -> None:
    options_type = all_rules()["table-name"].options
    assert options_type is not None
    with pytest.raises(msgspec.ValidationError, match=r'there is no preset "plurals"; did you mean "plural"\?'):
        msgspec.convert({"pattern": "plurals"}, options_type)


@pytest.mark.parametrize("rule_name", NAMES)
def test_every_form_and_preset_can_be_written_into_the_settings(rule_name: str) -> None:
    options_type = all_rules()[rule_name].options
    assert options_type is not None
    assert issubclass(options_type, Naming)
    for option, convention in options_type.conventions.items():
        for form in (
            *convention.presets,
            *convention.presets.values(),
            *(each for tier in convention.tiers for each in tier),
        ):
            msgspec.convert({option: form}, options_type)


@pytest.mark.parametrize(
    ("pattern", "fitting", "unfitting"),
    [
        ("{table}_{column}", ["note_a", "note_bc"], ["note_b", "note_c", "note_a_bc", "note", "memo_a"]),
        ("{column}_{column}", ["a_bc", "a_a"], ["a_b", "a"]),
        ("x|{table}", ["x", "note"], ["xnote", "notes"]),
        ("^{table}$", ["note"], ["notes", "anote"]),
        (r"(\w)\1_{table}", ["xx_note"], ["xy_note"]),
        ("(?i){table}", ["NOTE"], ["memo"]),
        ("{free}_{table}", ["zz_note"], ["Z_note", "note"]),
        ("{any}_x", ["ab_x", "q_x"], ["a b_x"]),
        ("{none}x", [], ["x", ""]),
        ("a{2}", ["aa"], ["a"]),
    ],
)
def test_patterns_fit_whole_names(pattern: str, fitting: list[str], unfitting: list[str]) -> None:
    table = load_text("create table public.note ();").tables[0]
    words = {"table": ("note",), "column": ("a", "bc"), "none": (), "any": (Anything(r"\w+"),)}
    compiled = Pattern(pattern, {"free": "[a-z]+"})
    names = fitting + unfitting
    assert [name for name in names if compiled.fits(Named(name, table, words))] == fitting


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("notes", "note"), ("order_items", "order_item"), ("categories", "category"), ("addresses", "address"),
        ("statuses", "status"), ("boxes", "box"), ("branches", "branch"), ("people", "person"), ("houses", "house"),
        ("databases", "database"), ("indices", "index"), ("ties", "tie"), ("keys", "key"),
    ],
)  # fmt: skip
def test_plurals_are_told_from_singulars(plural: str, singular: str) -> None:
    last, one = plural.rpartition("_")[2], singular.rpartition("_")[2]
    assert (could_be_plural(last), could_be_singular(last)) == (True, False)
    assert (could_be_plural(one), could_be_singular(one)) == (False, True)
    assert singular_name(plural) == singular


@pytest.mark.parametrize("word", ["history", "series", "metadata", "log", "gps", "fitness"])
def test_what_the_letters_do_not_show_passes_for_both(word: str) -> None:
    assert could_be_plural(word)
    assert could_be_singular(word)
