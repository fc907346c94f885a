package dev.nightshift.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightTest {
    private final List<String> writes = new ArrayList<>();

    private final OutputStream flight = new Flight(new OutputStream() {
        @Override
        public void write(int next) {
            throw new AssertionError("one byte by itself");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.add(HexFormat.of().formatHex(bytes, offset, offset + length));
        }
    });

    @Test
    void changeCipherSpecGoesWithTheRecordAfterIt() throws IOException {
        send("16030300020102", "140303000101", "170303000103");

        assertThat(writes).containsExactly("16030300020102", "140303000101170303000103");
    }

    /// Of TLS 1.2, where the record after it is of the same length.
    @Test
    void otherRecordsGoByThemselves() throws IOException {
        send("150303000101", "140303000101", "160303000101", "150303000102");

        assertThat(writes).containsExactly("150303000101", "140303000101160303000101", "150303000102");
    }

    @Test
    void aSingleByteDoesNotOvertakeIt() throws IOException {
        send("140303000101");
        flight.write(0x17);

        assertThat(writes).containsExactly("14030300010117");
    }

    /// The client gave up: nobody waits for it.
    @Test
    void whatNothingFollowsIsNotSent() throws IOException {
        send("140303000101");
        flight.close();

        assertThat(writes).isEmpty();
    }

    private void send(String... records) throws IOException {
        for (String record : records) {
            byte[] padded = HexFormat.of().parseHex("ff" + record + "ff");
            flight.write(padded, 1, padded.length - 2);
        }
    }
}
