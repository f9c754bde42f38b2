"""From fixtures to the database: checked, in one transaction, rendered and made searchable."""
