"""`/api/changes`: what every load since a version has changed, on the whole."""

from typing import Any, ClassVar, Final

from django.http import HttpRequest
from rest_framework import serializers

from plans.models import Change, Dataset, Release
from policyapi.asking import Asked
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.filtering import NotKnown, ParameterFilter, StrictFilterSet, WordsField
from policyapi.questions import QuestionView


class SinceField(WordsField):
    """A version that was loaded once."""

    def clean(self, value: Any) -> Any:
        """Refuse what was never loaded here."""
        known = list(Release.objects.order_by("-id").values_list("data_version", flat=True)[:5000])
        if value and value not in known:
            near = nearest(value, known) or known[:3]
            message = f"The version {shown(str(value))} was never loaded here.{did_you_mean(near)}"
            raise NotKnown(message, near)
        return value


class SinceFilter(ParameterFilter):
    """A version of the data."""

    field_class = SinceField

    def values_now(self) -> list[str]:
        """The versions that were loaded."""
        return list(Release.objects.order_by("-id").values_list("data_version", flat=True)[:100])

    def filter(self, qs: Any, value: Any) -> Any:  # noqa: ARG002
        """Changes are folded, not filtered."""
        return qs


class ChangesFilterSet(StrictFilterSet):
    """Since when."""

    since = SinceFilter(
        example=None,
        help_text="A data version that was loaded here: from any answer, or a release.",
    )


class ChangedSerializer(serializers.Serializer[Any]):
    """A row that was added, changed or removed."""

    type = serializers.CharField(help_text="Its type.")
    id = serializers.CharField(help_text="Its id.")


class ReleaseSerializer(serializers.Serializer[Any]):
    """A version that was loaded."""

    data_version = serializers.CharField(help_text="Its hash.")
    loaded_at = serializers.DateTimeField(help_text="When.")


class ChangesSerializer(serializers.Serializer[Any]):
    """What has changed since a version."""

    data_version = serializers.CharField(help_text="Hash of the data now.")
    since = serializers.CharField(allow_null=True, help_text="The version asked for.")
    added = ChangedSerializer(many=True, help_text="Rows that are new.")
    changed = ChangedSerializer(many=True, help_text="Rows that differ in more than the version.")
    removed = ChangedSerializer(many=True, help_text="Rows that are gone.")
    releases = ReleaseSerializer(many=True, help_text="Loads since then, the oldest first.")


class ChangesView(QuestionView):
    """What has changed since a version of the data, net of all loads since.

    Without `since`: since before the first load, so that every row is new. A row has changed when
    anything but the data version in its `cite_as` has.
    """

    filterset_class = ChangesFilterSet
    serializer_class = ChangesSerializer
    needed: ClassVar = ()

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:  # noqa: ARG002
        """Rows by what happened to them."""
        since = self.chosen(asked, Change.objects.all()).form.cleaned_data.get("since") or None
        releases = Release.objects.order_by("id")
        if since:
            last = releases.filter(data_version=since).last()
            releases = releases.filter(pk__gt=last.pk if last else 0)
        changes = Change.objects.filter(release__in=releases).order_by("release_id", "id")
        net = folded(changes.values_list("action", "type", "row"))
        return {
            "since": since,
            **{
                action: [{"type": kind, "id": row} for (kind, row), a in net.items() if a == action]
                for action in Change.Action.values
            },
            "releases": list(releases.values("data_version", "loaded_at")),
        }


FOLDED: Final = {
    ("added", "changed"): "added",
    ("added", "removed"): "",
    ("removed", "added"): "changed",
}
"""What two things that happened to a row are together, where that is not the second."""


def folded(changes: Any) -> dict[tuple[str, str], str]:
    """What happened to each row on the whole, sorted: added and then removed is nothing."""
    net: dict[tuple[str, str], str] = {}
    for action, kind, row in changes:
        before = net.pop((kind, row), None)
        after = FOLDED.get((str(before or ""), action), action)
        if after:
            net[kind, row] = after
    return dict(sorted(net.items()))
