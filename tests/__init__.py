"""Tests: through the public interface, against the real data and independent oracles."""
