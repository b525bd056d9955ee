"""A real Redmine for the tests: where it comes from, how one runs in a folder of its own, and who shares it."""
