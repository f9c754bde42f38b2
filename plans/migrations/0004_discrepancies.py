"""The plural of a discrepancy."""

from django.db import migrations


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("plans", "0003_columns")]
    operations = [
        migrations.AlterModelOptions(
            name="discrepancy",
            options={"ordering": ("id",), "verbose_name_plural": "discrepancies"},
        ),
    ]
