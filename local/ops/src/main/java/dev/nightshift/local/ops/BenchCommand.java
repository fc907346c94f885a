package dev.nightshift.local.ops;

import picocli.CommandLine.Command;

/// Measurements that take a while and a quiet machine.
@Command(
        name = "bench",
        description = "Measures what a function costs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ColdStartCommand.class})
final class BenchCommand {}
