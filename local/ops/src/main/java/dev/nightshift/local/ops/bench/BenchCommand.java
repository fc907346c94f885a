package dev.nightshift.local.ops.bench;

import picocli.CommandLine.Command;

/// Measurements that take a while and a quiet machine.
@Command(
        name = "bench",
        description = "Measures what a function costs, and how fast certificates and servers are seen.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CertsBenchCommand.class,
            CheckerBenchCommand.class,
            ColdStartCommand.class,
            FleetBenchCommand.class,
            IpsBenchCommand.class
        })
public final class BenchCommand {}
