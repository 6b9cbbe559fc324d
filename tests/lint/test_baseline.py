"""The file that lists findings to leave out."""

from pathlib import Path

import pytest

from pgcordon.lint import Baseline
from pgcordon.model import Finding, ObjectAddress, ObjectType, Severity
from pgcordon.model.errors import CouldNotCheck

TABLE = ObjectAddress(ObjectType.TABLE, "public.note")


def finding(rule: str = "rls-disabled", address: ObjectAddress = TABLE, message: str = "faulty") -> Finding:
    return Finding(rule, Severity.ERROR, address, message, None)


def test_it_is_sorted_and_counts_what_has_one_fingerprint(tmp_path: Path) -> None:
    odd = ObjectAddress(ObjectType.POLICY, '"say ""hi"" ünï" on public.note')
    listed = Baseline(tmp_path / "b.toml").with_findings(
        [finding(), finding("policy-name", odd), finding(message="also"), finding(address=odd)]
    )
    assert listed.text.partition("\n\n")[2] == (
        '[policy-name]\n"policy \\"say \\"\\"hi\\"\\" ünï\\" on public.note" = 1\n\n'
        '[rls-disabled]\n"policy \\"say \\"\\"hi\\"\\" ünï\\" on public.note" = 1\n"table public.note" = 2\n'
    )
    assert listed.total == 4


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    written = Baseline(path).with_findings([finding(), finding("policy-name")])
    path.write_text(written.text)
    assert Baseline.read(path) == written
    assert Baseline.read(path).text == written.text


def test_as_many_as_it_lists_are_left_out_and_what_remains_is_known(tmp_path: Path) -> None:
    listed = Baseline(tmp_path / "b.toml").with_findings([finding(), finding(), finding("policy-name")])
    left, taken, remaining = listed.taken_off([finding(), finding(), finding()])
    assert (len(left), len(taken)) == (1, 2)
    assert remaining.unmatched({"rls-disabled", "policy-name"}) == 1
    assert remaining.unmatched({"rls-disabled"}) == 0


def test_what_it_lists_of_rules_that_did_not_run_stays_when_it_is_rewritten(tmp_path: Path) -> None:
    listed = Baseline(tmp_path / "b.toml").with_findings([finding(), finding("policy-name")])
    assert listed.without({"rls-disabled"}).with_findings([]).counts == {("policy-name", "table public.note"): 1}


def test_a_file_is_named_as_it_lies_from_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Baseline(tmp_path / "b.toml")
    absolute = finding("syntax-error", ObjectAddress(ObjectType.FILE, str(tmp_path / "schema" / "1.sql")))
    monkeypatch.chdir(tmp_path / "..")
    relative = finding("syntax-error", ObjectAddress(ObjectType.FILE, f"{tmp_path.name}/schema/1.sql"))
    assert listed.with_findings([absolute]) == listed.with_findings([relative])
    assert '"file schema/1.sql" = 1' in listed.with_findings([relative]).text


def test_an_alias_is_as_good_as_the_rule(tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    path.write_text('[rls_disabled_in_public]\n"table public.note" = 1\n')
    assert Baseline.read(path).taken_off([finding()])[0] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n[rls-disable]\n", ":2: rls-disable: no such rule: rls-disable; did you mean `rls-disabled`?"),
        ("[rls-disabled]\n'x' = 0\n", "expected the number of findings, not 0"),
        ("[rls-disabled]\n'x' = true\n", "expected the number of findings, not True"),
        ("rls-disabled = 3\n", ":1: rls-disabled: expected a table of objects"),
        ("[rls-disabled\n", ": not TOML: "),
    ],
)
def test_what_it_cannot_mean_is_an_error_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "b.toml"
    path.write_text(text)
    with pytest.raises(CouldNotCheck) as refused:
        Baseline.read(path)
    assert str(refused.value).startswith(str(path))
    assert told in str(refused.value)


def test_one_that_is_not_there_says_how_to_write_it(tmp_path: Path) -> None:
    with pytest.raises(CouldNotCheck, match=r"b\.toml: no such file\. Do: pgcordon lint .*--write-baseline"):
        Baseline.read(tmp_path / "b.toml")
