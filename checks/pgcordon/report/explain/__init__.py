"""Reports of `pgcordon explain`: a module `as_<format>` with `render` for one topic and `render_list` for several."""

from pgcordon.report.explain.topic import Family, Topic

__all__ = ["Family", "Topic"]
