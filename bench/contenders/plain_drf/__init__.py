"""What a Django developer writes first: models, serializers, filters, no more."""
