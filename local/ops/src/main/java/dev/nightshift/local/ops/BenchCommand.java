package dev.nightshift.local.ops;

import picocli.CommandLine.Command;

/// Measurements that take a while and a quiet machine.
@Command(
        name = "bench",
        description = "Measures what a function costs, and how fast certificates are seen.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CertsBenchCommand.class, ColdStartCommand.class})
final class BenchCommand {}
