"""What the store of finished answers is made of: `policyapi.store` puts it together."""
