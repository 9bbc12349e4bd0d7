"""What operators watch: liveness, readiness, metrics, and logs as lines of JSON. No personal data is in any of them."""
