"""Tests of the rules, and beside them an annotated case file for each rule, by family."""
