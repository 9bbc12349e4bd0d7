"""Identity resolution jobs: when they are due, what they do, and the process that does them."""
