"""The benchmark of imrparse: ``python -m benchmarks``. README.md says how to read it."""
