"""Tests of the throwaway server and what is loaded into it."""
