"""The attacks are held against contracts as the engine is."""

from verify.conftest import hold as hold
