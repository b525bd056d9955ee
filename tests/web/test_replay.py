"""The replay of real ballots reads its format and gives the plain count."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import replay

FILE = f"""META
key;value
description;A small one
num_votes;6
PROJECTS
project_id;cost;votes;name
7;100;3;Des arbres, partout
3;200;3;Un jardin partagé
9;50;1;Une fontaine {"très " * 40}longue
VOTES
voter_id;age;vote
a;30;7,3
b;31;3
c;32;9,7
d;33;7,3,9
e;34;3,7
f;35;
"""


def test_the_ballots_of_a_file_give_the_plain_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.pb"
    path.write_text(FILE, encoding="utf-8")
    budget = replay.read_budget(path)
    assert budget.pairs == [("7", "3"), ("9", "7"), ("3", "7")]
    assert replay.plain_count(budget) == {"7": 3, "3": 2, "9": 1}
    assert replay.main(path) == 0
    assert "6 votes from 3 ballots: the tallies are equal." in capsys.readouterr().out
