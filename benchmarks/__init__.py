"""The benchmarks of imrparse: ``python -m benchmarks``. See README.md for how to read the
results."""
