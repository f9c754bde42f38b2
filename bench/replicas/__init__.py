"""A trial of reading from replicas: `make replicas`, or `python -m bench.replicas.trial`."""
