"""The settings that docs/lint.md shows are settings."""

import re
from pathlib import Path

from pgcordon.settings import FailOn, load

PAGE = (Path(__file__).parents[2] / "docs" / "lint.md").read_text("utf-8")


def test_its_settings_are_settings(tmp_path: Path) -> None:
    [shown] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "pgcordon.toml").write_text(shown, "utf-8")
    settings = load(tmp_path)
    assert settings.baseline == tmp_path / "pgcordon-baseline.toml"
    [paths] = settings.about(str(tmp_path / "legacy" / "deep" / "10.sql"))
    assert paths.fail_on is FailOn.ERROR
    assert "table-name" in paths.ignore


def test_every_option_is_described() -> None:
    from pgcordon.cli.lint import command

    options = [name for parameter in command.params for name in parameter.opts if name.startswith("--")]
    assert [option for option in options if option != "--format" and option not in PAGE] == []
