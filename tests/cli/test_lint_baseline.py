"""`pgcordon lint` with a baseline and with thresholds, as processes."""

from pathlib import Path

import pytest

from cli.running import run

TABLE = "create table public.{0} (id uuid primary key); grant select on public.{0} to anon;\n"
RULE = ("--select", "rls-disabled")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with two systems that are guilty of the same."""
    (tmp_path / ".git").mkdir()
    for name in ("blog", "shop"):
        (tmp_path / "schema" / name).mkdir(parents=True)
        (tmp_path / "schema" / name / "10.sql").write_text(TABLE.format("note"))
    return tmp_path


def test_what_is_written_is_left_out_wherever_it_moves(project: Path) -> None:
    written = run("lint", *RULE, "--baseline", "known.toml", "--write-baseline", cwd=project)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "pgcordon: wrote 2 findings to known.toml\n")
    assert (project / "known.toml").read_text().endswith('\n\n[rls-disabled]\n"table public.note" = 2\n')
    file = project / "schema" / "shop" / "10.sql"
    file.rename(file.with_name("20.sql"))
    file.with_name("20.sql").write_text("-- moved\n" + TABLE.format("memo") + TABLE.format("note"))
    finished = run("lint", *RULE, "--baseline", "known.toml", cwd=project)
    assert finished.returncode == 1
    assert "1 finding (1 error)" in finished.stdout
    assert "2 findings in the baseline" in finished.stdout
    assert "table public.memo" in finished.stdout


def test_the_settings_may_name_it_and_rewriting_is_the_same_text(project: Path) -> None:
    (project / "pgcordon.toml").write_text("baseline = 'known.toml'\n")
    run("lint", *RULE, "--write-baseline", cwd=project)
    text = (project / "known.toml").read_text()
    assert run("lint", *RULE, cwd=project / "schema" / "shop").returncode == 0
    run("lint", *RULE, "--write-baseline", cwd=project)
    assert (project / "known.toml").read_text() == text


def test_what_it_lists_in_vain_is_counted(project: Path) -> None:
    run("lint", *RULE, "--baseline", "known.toml", "--write-baseline", cwd=project)
    (project / "schema" / "shop" / "10.sql").write_text("select 1;\n")
    finished = run("lint", *RULE, "--baseline", "known.toml", cwd=project)
    assert finished.returncode == 0
    assert finished.stderr == (
        "pgcordon: 1 of the findings that known.toml lists is not there any more. "
        "Do: pgcordon lint --write-baseline, with the paths as always\n"
    )
    other = run("lint", "--select", "policy-without-rls", "--baseline", "known.toml", cwd=project)
    assert other.stderr == ""


def test_a_baseline_that_means_nothing_is_an_error(project: Path) -> None:
    (project / "known.toml").write_text("[rls-disable]\n")
    finished = run("lint", "--baseline", "known.toml", cwd=project)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == (
        "pgcordon: known.toml:1: rls-disable: no such rule: rls-disable; did you mean `rls-disabled`?\n"
    )


def test_severity_hides_and_fail_on_decides(project: Path) -> None:
    (project / "pgcordon.toml").write_text("[rules.rls-disabled]\nseverity = 'warning'\n")
    assert run("lint", *RULE, cwd=project).returncode == 1
    assert run("lint", *RULE, "--fail-on", "error", cwd=project).returncode == 0
    assert run("lint", *RULE, "--fail-on", "never", cwd=project).returncode == 0
    hidden = run("lint", *RULE, "--severity", "error", cwd=project)
    assert hidden.returncode == 0
    assert "2 findings less severe, not shown" in hidden.stdout


def test_the_command_line_goes_before_settings_for_paths(project: Path) -> None:
    (project / "pgcordon.toml").write_text("[[paths]]\nfiles = ['schema/shop']\nfail_on = 'never'\n")
    assert run("lint", *RULE, "schema/shop", cwd=project).returncode == 0
    assert run("lint", *RULE, "schema/blog", cwd=project).returncode == 1
    assert run("lint", *RULE, "--fail-on", "error", "schema/shop", cwd=project).returncode == 1


def test_rules_are_chosen_by_alias_and_family(project: Path) -> None:
    assert "1 rule ran" in run("lint", "--select", "0013_rls_disabled_in_public", cwd=project).stdout
    family = run("lint", "--select", "row-security", "--ignore", "rls_disabled_in_public", cwd=project)
    assert "rls-disabled" not in family.stdout
