"""What every page stands on: routes, middleware, templates, forms, error pages, the log."""
