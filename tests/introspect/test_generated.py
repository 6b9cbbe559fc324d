"""Random definitions make the same catalog in files and on a server."""

from hypothesis import HealthCheck, given, settings

from introspect.comparing import differences
from introspect.definitions import schemas
from introspect.loading import Project


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(sql=schemas())
def test_random_definitions_make_the_same_catalog(project: Project, sql: str) -> None:
    loaded = project.load(sql)
    assert loaded.refused == ()
    assert loaded.files.opaque == ()
    assert "\n".join(differences(loaded.files, loaded.server)) == ""
