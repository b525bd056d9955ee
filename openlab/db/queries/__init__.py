"""What is read, by noun. Queries return plain values or rows and change nothing."""
