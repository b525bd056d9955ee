"""What the commands of `openlab` share, and the commands that keep, move and erase data."""
