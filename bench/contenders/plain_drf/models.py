"""The API's own tables, as a plain project would declare them."""

from django.db import models


class District(models.Model):
    """A unit of government."""

    id = models.CharField(primary_key=True, max_length=60)
    code = models.CharField(max_length=6, null=True)  # noqa: DJ001
    name = models.CharField(max_length=40)
    short_name = models.CharField(max_length=20)

    class Meta:
        managed = False
        db_table = "districts_district"

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A programme."""

    id = models.CharField(primary_key=True, max_length=100)
    code = models.CharField(max_length=20)
    theme = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "plans_plan"

    def __str__(self) -> str:
        return self.id


class Indicator(models.Model):
    """What is measured."""

    id = models.CharField(primary_key=True, max_length=80)
    name = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "plans_indicator"

    def __str__(self) -> str:
        return self.name


class Citation(models.Model):
    """A span of a document."""

    id = models.CharField(primary_key=True, max_length=80)
    document_id = models.CharField(max_length=60)
    line = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "plans_citation"

    def __str__(self) -> str:
        return self.quote


class Target(models.Model):
    """A commitment."""

    id = models.CharField(primary_key=True, max_length=100)
    number = models.IntegerField()
    district = models.ForeignKey(District, on_delete=models.PROTECT)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True)
    citations = models.ManyToManyField(Citation, db_table="plans_target_citations")
    period_start = models.IntegerField()
    period_end = models.IntegerField()
    deadline_date = models.DateField()
    domain = models.CharField(max_length=20)
    statement = models.CharField(max_length=200)
    checkability = models.CharField(max_length=12)
    wording = models.JSONField()
    modality = models.CharField(max_length=8)
    comparator = models.CharField(max_length=8)
    measure = models.CharField(max_length=8)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    value_high = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=20)
    base_value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    base_unit = models.CharField(max_length=20)
    threshold = models.JSONField(null=True)
    speaker = models.CharField(max_length=40)
    note = models.TextField()

    class Meta:
        managed = False
        db_table = "plans_target"

    def __str__(self) -> str:
        return self.id
