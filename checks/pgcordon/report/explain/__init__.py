"""Reports of `pgcordon explain`: a module `as_<format>` with `render` for one topic and `render_list` for all."""

from pgcordon.report.explain.topic import Topic

__all__ = ["Topic"]
