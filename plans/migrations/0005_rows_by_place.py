"""Rows are found by their place itself."""

from django.db import migrations

import plans.models.rows


class Migration(migrations.Migration):
    """On SQLite the table is written anew, without the index; on PostgreSQL nothing changes."""

    dependencies = [("plans", "0004_discrepancies")]
    operations = [
        migrations.AlterField(
            model_name="servedrow",
            name="place",
            field=plans.models.rows.PlaceField(
                help_text="Type and number of the row: see `first_place`.",
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
