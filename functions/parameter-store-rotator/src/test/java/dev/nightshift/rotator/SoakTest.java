package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A few days of the soak, or as many as `-Dnightshift.soak` says: see CONTRIBUTING.
class SoakTest {
    @Test
    void afterDaysOfFaultsEveryPublishedValueLogsInAndNothingLeaked(@TempDir Path directory)
            throws IOException, SQLException {
        PrintStream terminal = System.out;
        Optional<String> asked = Optional.ofNullable(System.getProperty("nightshift.soak"));
        String[] size = asked.orElse("3,8,3").split(",", -1);
        SoakReport report = SoakReport.of(
                directory,
                Integer.parseInt(size[0]),
                Integer.parseInt(size[1]),
                7,
                Integer.parseInt(size[2]),
                progress -> asked.ifPresent(any -> terminal.println(progress)));
        asked.ifPresent(any -> terminal.println(report));

        assertThat(report.rotations()).isGreaterThan(20);
        assertThat(report.refused()).isZero();
        assertThat(report.mostWrong()).isLessThanOrEqualTo(2);
        assertThat(report.searched()).isPositive();
        assertThat(report.leaked()).isZero();
    }
}
