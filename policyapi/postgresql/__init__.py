"""Django's backend for PostgreSQL, which does not wait for ever for a server that is frozen."""
