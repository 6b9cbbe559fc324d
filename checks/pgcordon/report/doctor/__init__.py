"""Reports of `pgcordon doctor`."""
