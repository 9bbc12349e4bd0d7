"""The results of jobs as files in S3: the one that AWS writes, and one that says why."""
