"""The pages in a real browser, one for all of these tests: a package, so that a fixture can have it as its scope."""
