package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A few days of the soak, which is a program of its own: see CONTRIBUTING.
class SoakTest {
    @Test
    void afterDaysOfFaultsEveryPublishedValueLogsInAndNothingLeaked(@TempDir Path directory)
            throws IOException, SQLException {
        SoakReport report = SoakReport.of(directory, 3, 8, 7, progress -> {});

        assertThat(report.rotations()).isGreaterThan(20);
        assertThat(report.faults()).isPositive();
        assertThat(report.refused()).isZero();
        assertThat(report.mostWrong()).isLessThanOrEqualTo(2);
        assertThat(report.searched()).isPositive();
        assertThat(report.leaked()).isZero();
    }
}
