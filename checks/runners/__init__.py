"""The tools that surface the one result: Frictionless for files, Pandera for frames, Great Expectations for suites."""
