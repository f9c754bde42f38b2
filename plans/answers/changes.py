"""`/api/changes`: what every load since a version has changed, on the whole."""

from functools import partial
from typing import Any, ClassVar, Final

from django.http import HttpRequest
from rest_framework import serializers

from plans.answers.net_changes import Everything, Net, Since
from plans.models import Change, Dataset, Release
from policyapi.asking import Asked
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.filtering import NotKnown, PlainParameter, StrictFilterSet, WordsField
from policyapi.linking import page_link, refuse_pages_behind
from policyapi.questions import QuestionSchema, QuestionView

PAGE_SIZE: Final = 1_000
"""Rows of a page, unless asked."""


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


class SinceFilter(PlainParameter):
    """A version of the data."""

    field_class = SinceField

    def values_now(self) -> list[str]:
        """The versions that were loaded."""
        return list(Release.objects.order_by("-id").values_list("data_version", flat=True)[:100])


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
    next = serializers.CharField(
        required=False, allow_null=True, help_text="URL of the next page, where there are several."
    )
    previous = serializers.CharField(
        required=False,
        allow_null=True,
        help_text="URL of the page before, where there are several.",
    )


class ChangesSchema(QuestionSchema):
    """A question's schema, with the size of its pages."""

    def get_override_parameters(self) -> list[Any]:
        """More rows a page than elsewhere: they are short."""
        parameters = super().get_override_parameters()
        for parameter in parameters:
            if parameter.name == "page_size":
                parameter.type = parameter.type | {"default": PAGE_SIZE}
                parameter.description = f"Rows a page; {PAGE_SIZE} where it is left out."
        return parameters


class ChangesView(QuestionView):
    """What has changed since a version of the data, net of all loads since.

    Without `since`: since before the first load, so that every row is new. A row has changed when
    anything but the data version in its `cite_as` has. Rows are cut into pages in the order of
    type and id; `next` and `previous` are there where there is more than one page.
    """

    schema = ChangesSchema()
    filterset_class = ChangesFilterSet
    serializer_class = ChangesSerializer
    needed: ClassVar = ()
    paged = True

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:
        """Rows of one page by what happened to them."""
        since = self.chosen(asked).values.get("since") or None
        releases = Release.objects.order_by("id")
        if since:
            last = releases.filter(data_version=since).last()
            releases = releases.filter(pk__gt=last.pk if last else 0)
        net: Net = Since(releases) if since else Everything(dataset)
        if "page_size" not in asked.query:
            asked.page_size = PAGE_SIZE
        refuse_pages_behind(asked, net.count)
        start, end = (asked.page - 1) * asked.page_size, asked.page * asked.page_size
        answer: dict[str, Any] = {"since": since}
        answer |= {action: [] for action in Change.Action.values}
        for kind, row, action in net.rows(start, asked.page_size):
            answer[action].append({"type": kind, "id": row})
        answer["releases"] = list(releases.values("data_version", "loaded_at"))
        if net.count > asked.page_size:
            link = partial(page_link, request, asked, dataset)
            answer["next"] = link(page=asked.page + 1) if end < net.count else None
            answer["previous"] = link(page=asked.page - 1) if start else None
        return answer
