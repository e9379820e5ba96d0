"""What `encoding.program` does; it knows nothing of the rest of the house."""
