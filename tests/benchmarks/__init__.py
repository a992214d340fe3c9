"""Measures KQuant beside its peers: `python -m tests.benchmarks FOLDER`. No part of the test run."""
