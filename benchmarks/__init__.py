"""Figures that anyone can measure again, and real ballots replayed."""
