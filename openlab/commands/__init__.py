"""The commands of `openlab`, by what they are for."""
