"""Mutants of rules and storage: whether a test notices when they say something else."""
