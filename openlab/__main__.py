"""The `openlab` command."""

from __future__ import annotations

import click

from openlab import __version__
from openlab.commands import keeping
from openlab.commands.accounts import account
from openlab.commands.demo import demo
from openlab.commands.exporting import export_backlog, write_report
from openlab.commands.serving import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """openlab runs open labs: pain points, two votes each on the phone, a ranking the room can trust.

    To begin: `openlab account add you@example.org`, then `openlab serve`. To look around: `openlab demo`, then
    `openlab serve`. Every setting is an OPENLAB_ variable; the README lists them.
    """


for command in (serve, demo, account, export_backlog, write_report, *keeping.COMMANDS):
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="openlab")
