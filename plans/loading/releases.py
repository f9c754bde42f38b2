"""What a load changes: every row's fingerprint before and after, told apart and kept."""

import hashlib
from typing import Any, Final

from django.utils import timezone

from plans.models import Change, Dataset, Release

Fingerprints = dict[tuple[str, str], bytes]

BATCH: Final = 1000


def fingerprints(models: Any) -> Fingerprints:
    """A hash of each finished row without the data version in it, by type and id."""
    dataset = Dataset.objects.first()
    if dataset is None:
        return {}
    version = dataset.data_version
    return {
        (str(model._meta.model_name), str(pk)): _fingerprint(body, version)
        for model in models
        for pk, body in model._default_manager.order_by().values_list("pk", "body").iterator()
    }


def _fingerprint(body: str, version: str) -> bytes:
    return hashlib.blake2b(body.replace(version, "").encode(), digest_size=16).digest()


def record_release(before: Fingerprints, after: Fingerprints, data_version: str) -> None:
    """Keep the release and what it changed, inside the load's transaction."""
    release = Release.objects.create(data_version=data_version, loaded_at=timezone.now())
    kinds = {
        Change.Action.ADDED: after.keys() - before.keys(),
        Change.Action.CHANGED: {k for k in after.keys() & before.keys() if after[k] != before[k]},
        Change.Action.REMOVED: before.keys() - after.keys(),
    }
    changes = [
        Change(release=release, action=action, type=kind, row=row)
        for action, keys in kinds.items()
        for kind, row in sorted(keys)
    ]
    Change.objects.bulk_create(changes, batch_size=BATCH)
