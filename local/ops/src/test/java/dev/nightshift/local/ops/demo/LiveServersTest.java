package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The packaged function under AWS's runtime client, in front of an embedded endpoint.
class LiveServersTest {
    @Test
    void theFilesAreThereBeforeAndAfterEachMishap() throws IOException {
        String text;
        try (Progress progress = new Progress()) {
            text = new LiveServers(Checkout.current(), progress).play().text();
        }

        assertThat(text.lines().map(line -> line.replaceAll("i-[0-9a-f]{17}", "ID")))
                .containsSubsequence(
                        "== Two servers, and nothing published yet",
                        "  shop: 2 added",
                        "    +     server 10.0.0.11:8080; # ID",
                        "    +     server 10.0.0.12:8080; # ID",
                        "== Scale-out, told by the queue: a third server serves, a fourth is still coming up",
                        "  shop: 1 added",
                        "    +     server 10.0.0.13:8080; # ID",
                        "== Zone b does not answer, and a server has ended in each zone",
                        "    +     server 10.0.0.12:8080; # ID",
                        "    +     server 10.0.0.13:8080; # ID",
                        "== A page of groups cannot be read, and EC2 alone says who has ended",
                        "  nothing could be read: shop: Auto Scaling in its own region could not be asked:"
                                + " Throttling: Rate exceeded",
                        "  live/shop.conf, before and after:",
                        "    -     server 10.0.0.12:8080; # ID",
                        "    +     server 10.0.0.13:8080; # ID",
                        "== All answer again, and one of the two files may not be written",
                        "  live/shop.conf, before and after:",
                        "  live/shop.hosts, as before:",
                        "== It may be written again",
                        "  live/shop.hosts, before and after:");
    }
}
