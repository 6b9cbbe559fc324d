"""Which settings file is obeyed, and what it may say."""

from pathlib import Path

import pytest

from pgcordon.model import Severity
from pgcordon.settings import FailOn, Settings, SettingsError, load
from pgcordon.settings.globs import matches


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository's root, so that no settings above it are found."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "schema" / "shop").mkdir(parents=True)
    return tmp_path


def _refusal(file: Path, text: str) -> str:
    file.write_text(text)
    with pytest.raises(SettingsError) as refused:
        load(file.parent)
    return str(refused.value)


def test_without_a_file_the_defaults_hold(project: Path) -> None:
    assert load(project / "schema") == Settings(platform="supabase", expose_new_tables=False)


def test_the_nearest_file_is_obeyed_and_no_other(project: Path) -> None:
    (project / "pgcordon.toml").write_text("expose_new_tables = true\nplatform = 'plain'\n")
    (project / "schema" / "shop" / "pgcordon.toml").write_text("platform = 'postgrest'\n")
    near = load(project / "schema" / "shop")
    assert (near.platform, near.expose_new_tables) == ("postgrest", False)
    assert load(project / "schema").expose_new_tables is True


def test_a_file_is_searched_for_from_its_folder(project: Path) -> None:
    sql = project / "schema" / "shop" / "10.sql"
    sql.touch()
    (project / "schema" / "shop" / "pgcordon.toml").write_text("platform = 'postgrest'\n")
    assert load(sql).platform == "postgrest"


def test_in_one_folder_pgcordon_toml_goes_before_pyproject_toml(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.pgcordon]\nplatform = 'plain'\n")
    assert load(project / "schema").platform == "plain"
    (project / "pgcordon.toml").write_text("platform = 'postgrest'\n")
    assert load(project / "schema").platform == "postgrest"


def test_a_pyproject_without_the_table_is_passed_over(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.pgcordon]\nplatform = 'plain'\n")
    (project / "schema" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert load(project / "schema").platform == "plain"


def test_the_search_ends_at_the_root_of_the_repository(project: Path) -> None:
    (project / "pgcordon.toml").write_text("platform = 'plain'\n")
    (project / "schema" / ".git").mkdir()
    assert load(project / "schema" / "shop").platform == "supabase"


def test_a_rule_is_set_by_its_own_table(project: Path) -> None:
    (project / "pgcordon.toml").write_text(
        "[rules.policy-name]\npattern = 'x'\nseverity = 'error'\n\n[rules.rls-disabled]\nenabled = false\n"
    )
    settings = load(project)
    assert settings.rule("policy-name").severity is Severity.ERROR
    assert getattr(settings.rule("policy-name").options, "pattern", None) == "x"
    assert settings.runs("policy-name", by_default=False)
    assert not settings.runs("rls-disabled", by_default=True)


def test_ignoring_wins_over_selecting_and_selecting_over_enabling() -> None:
    assert Settings().runs("a", by_default=True)
    assert not Settings().runs("a", by_default=False)
    assert Settings(enable=frozenset({"a"})).runs("a", by_default=False)
    assert not Settings(enable=frozenset({"a"}), select=frozenset({"b"})).runs("a", by_default=True)
    assert Settings(select=frozenset({"a"})).runs("a", by_default=False)
    assert not Settings(select=frozenset({"a"}), ignore=frozenset({"a"})).runs("a", by_default=True)


def test_a_postgres_folder_is_meant_relative_to_the_file(project: Path) -> None:
    (project / "pgcordon.toml").write_text("postgres = './pg/bin'\n")
    assert load(project / "schema").postgres == str(project / "pg" / "bin")
    (project / "pgcordon.toml").write_text("postgres = '16'\n")
    assert load(project / "schema").postgres == "16"


def test_an_unknown_key_is_an_error_that_names_the_nearest(project: Path) -> None:
    file = project / "pgcordon.toml"
    assert _refusal(file, "\nplatfrom = 'plain'\n") == f"{file}:2: platfrom: unknown key; did you mean `platform`?"
    pyproject = project / "schema" / "pyproject.toml"
    refusal = _refusal(pyproject, "[project]\nselct = 1\n\n[tool.pgcordon]\nselct = []\n")
    assert refusal == f"{pyproject}:5: selct: unknown key; did you mean `select`?"


def test_an_unknown_rule_or_option_is_an_error_that_names_the_nearest(project: Path) -> None:
    file = project / "pgcordon.toml"
    unknown_rule = f"{file}:2: rules.policy-nam: no such rule: policy-nam; did you mean `policy-name`?"
    assert _refusal(file, "\n[rules.policy-nam]\npattern = 'x'\n") == unknown_rule
    unknown_option = f"{file}:2: rules.policy-name.patern: unknown key; did you mean `pattern`?"
    assert _refusal(file, "[rules.policy-name]\npatern = 'x'\n") == unknown_option
    assert "no such rule: zzz; `pgcordon explain` lists them all" in _refusal(file, "ignore = ['zzz']\n")


def test_a_value_of_the_wrong_type_is_an_error_that_says_where(project: Path) -> None:
    file = project / "pgcordon.toml"
    assert _refusal(file, "\nexpose_new_tables = 'yes'\n").startswith(f"{file}:2: expose_new_tables: Expected `bool`")
    assert _refusal(file, "select = 'rls-disabled'\n").startswith(f"{file}:1: select: Expected `array`")
    assert _refusal(file, "[rules.policy-name]\n\npattern = 3\n").startswith(
        f"{file}:3: rules.policy-name.pattern: Exp"
    )
    assert "'fatal'" in _refusal(file, "[rules.policy-name]\nseverity = 'fatal'\n")


def test_a_file_that_is_not_toml_or_no_text_is_an_error(project: Path) -> None:
    file = project / "pgcordon.toml"
    assert _refusal(file, "platform = \n").startswith(f"{file}: not TOML: ")
    file.write_bytes(b"platform = '\xff'\n")
    with pytest.raises(SettingsError, match=r"pgcordon\.toml: byte 12 is not UTF-8"):
        load(project)


def test_a_tool_table_of_the_wrong_shape_is_an_error(project: Path) -> None:
    assert "Expected `object`" in _refusal(project / "pyproject.toml", "[tool]\npgcordon = 3\n")


def test_rules_go_by_their_aliases_and_families_too(project: Path) -> None:
    file = project / "pgcordon.toml"
    file.write_text("select = ['row-security']\nignore = ['0013_rls_disabled_in_public', 'names']\n")
    settings = load(project)
    assert "policy-without-rls" in settings.select
    assert "policy-name" not in settings.select
    assert settings.ignore >= {"rls-disabled", "policy-name", "snake-case"}
    file.write_text("[rules.rls_disabled_in_public]\nseverity = 'info'\n")
    assert load(project).rule("rls-disabled").severity is Severity.INFO


def test_a_name_that_several_rules_share_chooses_all_of_them_and_has_no_table(project: Path) -> None:
    file = project / "pgcordon.toml"
    file.write_text("select = ['0024_rls_policy_always_true']\n")
    assert load(project).select == {"using-always-true", "with-check-always-true"}
    assert _refusal(file, "[rules.rls_policy_always_true]\nseverity = 'info'\n").endswith(
        "rls_policy_always_true means several rules: using-always-true, with-check-always-true; name one of them"
    )


def test_a_rule_and_its_alias_have_no_two_tables(project: Path) -> None:
    file = project / "pgcordon.toml"
    twice = "[rules.rls-disabled]\nseverity = 'info'\n[rules.rls_disabled_in_public]\nenabled = false\n"
    assert _refusal(file, twice) == (
        f"{file}:3: rules.rls_disabled_in_public: is another name for rls-disabled, "
        "which has a table of its own; keep one"
    )


def test_thresholds_and_the_baseline_are_settings(project: Path) -> None:
    file = project / "pgcordon.toml"
    assert (load(project).severity, load(project).fail_on) == (Severity.INFO, FailOn.WARNING)
    file.write_text("severity = 'warning'\nfail_on = 'never'\nbaseline = 'known.toml'\n")
    settings = load(project / "schema" / "shop")
    assert (settings.severity, settings.fail_on, settings.baseline) == (
        Severity.WARNING,
        FailOn.NEVER,
        project / "known.toml",
    )
    assert _refusal(file, "fail_on = 'sometimes'\n").startswith(f"{file}:1: fail_on: Invalid enum value 'sometimes'")


def test_some_files_have_settings_of_their_own(project: Path) -> None:
    file = project / "pgcordon.toml"
    file.write_text(
        "[[paths]]\nfiles = ['schema/**/old_*.sql', './schema/legacy/']\nignore = ['names']\nfail_on = 'error'\n"
    )
    settings = load(project / "schema")
    assert settings.judges("policy-name", str(project / "schema" / "shop" / "new.sql"))
    for path in ("schema/old_1.sql", "schema/shop/deep/old_1.sql", "schema/legacy/a/b.sql"):
        assert not settings.judges("policy-name", str(project / path))
        assert settings.judges("rls-disabled", str(project / path))
    assert settings.judges("policy-name", None)
    assert settings.judges("policy-name", "<stdin>")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("ignore = ['names']", ":5: paths.2: names no files; write"),
        ("files = ['a.sql']\nignor = []", ":7: paths.2.ignor: unknown key; did you mean `ignore`?"),
        (
            "files = ['a.sql']\nignore = ['policy-nam']",
            ":7: paths.2.ignore.policy-nam: no such rule: policy-nam",
        ),
        ("files = ['../a.sql']", ":6: paths.2.files: ../a.sql: must be relative to this file's folder, and inside it"),
        ("files = 'a.sql'", ":6: paths.2.files: Expected `array`"),
    ],
)
def test_a_mistake_about_paths_is_an_error_that_says_where(project: Path, table: str, told: str) -> None:
    file = project / "pgcordon.toml"
    refusal = _refusal(file, f"[[paths]]\nfiles = ['b.sql']\nignore = []\n\n[[paths]]\n{table}\n")
    assert refusal.startswith(f"{file}{told}")


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a.sql", "a.sql", True),
        ("b/a.sql", "a.sql", False),
        ("b/a.sql", "**/a.sql", True),
        ("a.sql", "**/a.sql", True),
        ("b/c/a.sql", "b/*.sql", False),
        ("b/c/a.sql", "b/**/*.sql", True),
        ("b/c/a.sql", "b", True),
        ("bc/a.sql", "b", False),
        ("b/a1.sql", "b/a[0-9].sql", True),
        ("b/ax.sql", "b/a[!0-9].sql", True),
        ("b/a1.sql", "b/a?.sql", True),
        ("b/aXsql", "b/a.sql", False),
        ("b/a(1).sql", "b/a(1).sql", True),
        ("a[.sql", "a[.sql", True),
    ],
)
def test_patterns_mean_what_they_mean_elsewhere(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, pattern) == expected
