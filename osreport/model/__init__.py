"""What the municipality says, as frozen values; knows nothing of files, Word or PDF."""
