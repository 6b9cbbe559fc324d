"""Rules about counters that begin anew with each period of a calendar."""
