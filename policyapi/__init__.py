"""The project: settings, routes, and what all resources share."""
