package dev.nightshift.rotator;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;

/// Debian's PostgreSQL 15, where it is installed; `-Dnightshift.postgres15=required` makes its absence a failure.
class Postgres15SituationsTest extends PostgresSituations {
    @Override
    PostgresServer started(Path directory) throws IOException {
        return PostgresServer.start15(directory)
                .orElseGet(() -> abort("there is no /usr/lib/postgresql/15/bin/postgres"));
    }
}
