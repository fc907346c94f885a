package dev.nightshift.local.ops.bench;

import picocli.CommandLine.Command;

/// Measurements that take a while and a quiet machine.
@Command(
        name = "bench",
        description = "Measures what the functions cost, and how fast they are.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CertsBenchCommand.class,
            CheckerBenchCommand.class,
            ColdStartCommand.class,
            FleetBenchCommand.class,
            IpsBenchCommand.class,
            StopperWorldCommand.class
        })
public final class BenchCommand {}
