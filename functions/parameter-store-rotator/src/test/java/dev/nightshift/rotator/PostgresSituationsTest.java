package dev.nightshift.rotator;

import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;

/// The PostgreSQL that comes with the tests.
class PostgresSituationsTest extends PostgresSituations {
    @Override
    PostgresServer started(Path directory) throws IOException {
        return PostgresServer.start(directory);
    }
}
