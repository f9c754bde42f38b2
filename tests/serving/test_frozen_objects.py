"""What a worker has from its start is not searched for rubbish at each request or so."""

import subprocess
import sys


def test_the_objects_of_a_new_worker_are_left_out_of_collections() -> None:
    told = (
        "import gc, policyapi.wsgi; print(gc.get_freeze_count() > 50_000 > len(gc.get_objects()))"
    )
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout.split() == ["True"]
