"""Makes pages of the package for people who would rather look than load: in two languages, also without a server."""
