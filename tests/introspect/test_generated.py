"""Random definitions make the same catalog in files and on a server."""

import pytest
from hypothesis import HealthCheck, given, settings

from introspect.comparing import differences
from introspect.definitions import schemas
from introspect.loading import Project

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=SLOW)
@given(sql=schemas())
def test_definitions_make_the_same_catalog(project: Project, sql: str) -> None:
    assert_same_catalog(project, sql)


@pytest.mark.thorough
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(sql=schemas())
def test_other_definitions_do_each_time(project: Project, sql: str) -> None:
    assert_same_catalog(project, sql)


def assert_same_catalog(project: Project, sql: str) -> None:
    loaded = project.load(sql)
    assert loaded.refused == ()
    assert loaded.files.opaque == ()
    assert "\n".join(differences(loaded.files, loaded.server)) == ""
