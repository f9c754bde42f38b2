"""Loading, snapshots, and what happens when they are disturbed."""
