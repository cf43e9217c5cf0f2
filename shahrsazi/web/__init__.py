"""What every page builds on: routes, middleware, templates, forms, error pages, the log."""
