"""What each load changed, and the files that it built for download. No load removes a release."""

from django.db import models


class Release(models.Model):
    """One load of one version of the data."""

    id = models.BigAutoField(primary_key=True, help_text="Order of the loads.")
    data_version = models.CharField(max_length=16, help_text="The version that was loaded.")
    loaded_at = models.DateTimeField(help_text="When the load ended.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.data_version


class Change(models.Model):
    """A row that a load added, changed or removed, against the version before it."""

    class Action(models.TextChoices):
        ADDED = "added", "新增"
        CHANGED = "changed", "修改"
        REMOVED = "removed", "删除"

    id = models.BigAutoField(primary_key=True, help_text="Order of the changes.")
    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="changes", help_text="The load."
    )
    action = models.CharField(max_length=8, choices=Action, help_text="What happened to it.")
    type = models.CharField(max_length=20, help_text="Type of the row: target, plan.")
    row = models.CharField(max_length=200, help_text="Id of the row.")

    class Meta:
        ordering = ("release_id", "id")

    def __str__(self) -> str:
        return f"{self.action} {self.type} {self.row}"


class Download(models.Model):
    """A file with the whole data set, built when the version was loaded."""

    id = models.BigAutoField(primary_key=True, help_text="Order of the files.")
    data_version = models.CharField(max_length=16, help_text="The version that it holds.")
    name = models.CharField(max_length=120, help_text="File name.")
    media_type = models.CharField(max_length=80, help_text="Media type.")
    bytes = models.PositiveBigIntegerField(help_text="Size in bytes.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the file, hexadecimal.")
    description = models.CharField(max_length=200, help_text="What it is, in a sentence.")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("data_version", "name"), name="one_file_a_name"),
        )

    def __str__(self) -> str:
        return self.name
