"""CSV files as records of the feed: a city's map says which column of which file becomes which field."""
