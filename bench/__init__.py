"""Benchmarks: how fast, how soon and how small, beside others in the same run; `python -m bench --help`."""
