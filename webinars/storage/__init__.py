"""Files by their digest, on this machine's disk or in an S3 bucket."""
