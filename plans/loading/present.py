"""Which version of the data a snapshot holds; a worker that only reads needs no more of a load."""

from django.db import DatabaseError, ProgrammingError

from plans.models import Dataset
from policyapi.index.memory import loaded
from policyapi.snapshot import no_data


class NotFinished(Exception):  # noqa: N818 - it is named for the state
    """The database was filled by loaddata, which neither renders nor indexes."""


def current_dataset() -> Dataset:
    """The version in this snapshot. Raises Problem 503 without data, NotFinished as it says."""
    try:
        dataset = loaded()
    except DatabaseError as error:
        if isinstance(error, ProgrammingError) or "no such" in str(error):
            raise no_data() from error  # there are no tables yet
        raise
    if dataset is None:
        raise no_data()
    if dataset.finished_version != dataset.data_version:
        raise NotFinished(dataset.data_version)
    return dataset


def finish_load() -> None:
    """Finish what loaddata has put in, as `plans.loading.finishing` does and raises."""
    # All that loads is a tenth of a worker's memory, and few ever need it.
    from plans.loading.finishing import finish_load as finish

    finish()
