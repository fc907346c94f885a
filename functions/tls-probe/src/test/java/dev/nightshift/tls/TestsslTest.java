package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A third opinion, by `-Dnightshift.testssl=required` alone: testssl.sh takes a quarter of a minute for a server.
class TestsslTest {
    @TempDir
    private Path directory;

    @BeforeAll
    static void isAskedFor() {
        assumeTrue("required".equals(System.getProperty("nightshift.testssl")), "testssl was not asked for");
    }

    /// @param name what it says of the certificate's names
    /// @param chain what it says of the chain of trust
    /// @param expiry what it says of the dates, which are the leaf's alone
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            OK                | Ok via SAN                              | passed.                    | 60 >= 60 days
            CRIT              | Ok via SAN                              | passed.                    | expires < 30 days (2)
            EXPIRED           | Ok via SAN                              | failed (expired).          | expired
            SELF_SIGNED       | Ok via SAN                              | failed (self signed).      | 60 >= 60 days
            HOSTNAME_MISMATCH | certificate does not match supplied URI | passed.                    | 60 >= 60 days
            INCOMPLETE_CHAIN  | Ok via SAN                              | failed (chain incomplete). | 60 >= 60 days
            CHAIN_EXPIRED     | Ok via SAN                              | failed (expired).          | 60 >= 60 days
            WEAK_KEY          | Ok via SAN                              | passed.                    | 60 >= 60 days
            """)
    void itsDateIsTheLeafsAlone(String headline, String name, String chain, String expiry) throws Exception {
        PresentServers.One one = PresentServers.that(headline);
        try (Server server = one.start()) {
            one.isJudged(server);
            Map<String, String> theirs = findings(server.port());

            assertThat(theirs)
                    .containsEntry("cert_chain_of_trust", chain)
                    .containsEntry("cert_expirationStatus", expiry)
                    .hasEntrySatisfying("cert_trust", said -> assertThat(said).startsWith(name));
        }
    }

    private Map<String, String> findings(int port) throws Exception {
        Path csv = directory.resolve("findings.csv");
        Process process = new ProcessBuilder(List.of(
                        "testssl",
                        "-S",
                        "--quiet",
                        "--warnings",
                        "batch",
                        "--color",
                        "0",
                        "--nodns",
                        "none",
                        "--ip",
                        "127.0.0.1",
                        "--add-ca",
                        PresentServers.authority(directory).toString(),
                        "--csvfile",
                        csv.toString(),
                        PresentServers.NAME + ":" + port))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return Files.readAllLines(csv).stream()
                .map(line -> line.substring(1, line.length() - 1).split("\",\"", -1))
                .collect(Collectors.toMap(row -> row[0], row -> row[4], (one, other) -> one));
    }
}
