"""Documents and the facts that they print: models, curation, loading, lists and answers."""
