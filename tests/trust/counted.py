"""A worker that asks the API so many times, from one address, and prints the statuses as JSON.

Usage: `python -m tests.trust.counted TIMES`. All workers begin when their standard input ends.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")


def main() -> None:
    """Ask, and print."""
    django.setup()
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.get("/livez")
    print("ready", flush=True)  # noqa: T201
    sys.stdin.read()
    statuses = [client.get("/api/nothing").status_code for _ in range(int(sys.argv[1]))]
    print(json.dumps(statuses))  # noqa: T201


if __name__ == "__main__":
    main()
