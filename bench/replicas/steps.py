"""What happens to the servers while they are read from, a function a step."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.replicas.cluster import Postgres
from bench.replicas.readers import Readers
from bench.replicas.world import World, wait_until

CALM: Final = 1.5
"""Seconds before and after each disturbance."""


@dataclass
class Step:
    """A step under way."""

    world: World
    readers: Readers

    def load(self, number: int) -> None:
        """Load a version; from then on its answers are due."""
        version = self.world.load(number)
        self.readers.loaded = (version, time.perf_counter())

    def must_read_from(self, replica: Postgres, *, least: int = 100) -> None:
        """Note it as wrong when a replica is hardly read from."""
        before = _read(replica)
        end = time.monotonic() + 15
        while _read(replica) - before < least:
            if time.monotonic() > end:
                self.readers.wrong.append(f"{replica.name} is not read from")
                return
            time.sleep(0.2)


def a_replica_stops_and_comes_back(step: Step) -> None:
    """At once, as when the power goes."""
    replica = step.world.replicas[0]
    replica.stop()
    time.sleep(3 * CALM)
    replica.start()
    step.must_read_from(replica)


def a_replica_freezes_and_thaws(step: Step) -> None:
    """Its machine confirms what it is sent, and nothing answers."""
    replica = step.world.replicas[0]
    replica.freeze()
    time.sleep(6 * CALM)
    replica.thaw()
    step.must_read_from(replica)


def a_replica_lags_behind_a_load(step: Step) -> None:
    """The other one has the new data at once."""
    behind, good = step.world.replicas
    behind.pause()
    step.load(1)
    time.sleep(3 * CALM)
    step.must_read_from(good)
    behind.resume()
    step.must_read_from(behind)


def both_replicas_lag_behind_a_load(step: Step) -> None:
    """Only the primary has the new data."""
    for replica in step.world.replicas:
        replica.pause()
    step.load(2)
    time.sleep(3 * CALM)
    for replica in step.world.replicas:
        replica.resume()
    for replica in step.world.replicas:
        step.must_read_from(replica)


def the_primary_stops_and_comes_back(step: Step) -> None:
    """And is loaded as soon as it is back."""
    step.world.primary.stop()
    time.sleep(6 * CALM)
    step.world.primary.start()
    step.load(3)
    for replica in step.world.replicas:
        step.must_read_from(replica)


def the_primary_freezes_and_thaws(step: Step) -> None:
    """Nothing but the looks at it waits for it."""
    step.world.primary.freeze()
    time.sleep(6 * CALM)
    step.world.primary.thaw()


def the_primary_stops_while_a_replica_lags(step: Step) -> None:
    """One server of three has the newest data and answers."""
    behind, good = step.world.replicas
    behind.pause()
    step.load(4)
    wait_until(lambda: step.world.replayed(good))
    time.sleep(CALM)
    step.world.primary.stop()
    time.sleep(3 * CALM)
    step.must_read_from(good)
    behind.resume()
    step.must_read_from(behind)
    step.world.primary.start()


def three_loads_in_a_row(step: Step) -> None:
    """Each replica shows each of them a moment after the primary."""
    for number in (5, 6, 7):
        step.load(number)


STEPS: Final[tuple[Callable[[Step], None], ...]] = (
    a_replica_stops_and_comes_back,
    a_replica_freezes_and_thaws,
    a_replica_lags_behind_a_load,
    both_replicas_lag_behind_a_load,
    the_primary_stops_and_comes_back,
    the_primary_freezes_and_thaws,
    the_primary_stops_while_a_replica_lags,
    three_loads_in_a_row,
)


def _read(server: Postgres) -> int:
    """Transactions so far, which it tells a second late."""
    statement = "SELECT xact_commit FROM pg_stat_database WHERE datname = 'policyapi'"
    return int(server.ask(statement))
