package dev.nightshift.local.ops.demo;

import static dev.nightshift.local.ops.demo.DemoServer.hears;
import static dev.nightshift.local.ops.demo.DemoServer.hearsLine;
import static dev.nightshift.local.ops.demo.DemoServer.listens;
import static dev.nightshift.local.ops.demo.DemoServer.says;
import static dev.nightshift.local.ops.demo.DemoServer.serving;

import dev.nightshift.local.ops.demo.DemoIdentity.Order;
import dev.nightshift.local.ops.demo.DemoServer.Conversation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// A few good servers, and one for each of many ways of being wrong.
final class WrongServers implements AutoCloseable {
    private static final Duration LIFETIME = Duration.ofDays(90);

    private final Instant now;
    private final DemoIdentity root;
    private final Map<String, DemoServer> servers = new LinkedHashMap<>();
    private final List<String> targets = new ArrayList<>();

    /// @param now the day on which they have the days left that their names say
    WrongServers(Instant now) throws IOException {
        this.now = now;
        this.root = Order.authority("Demo Root", days(-3_000), days(4_000)).selfSigned();
        dates();
        names();
        chains();
        strength();
        silence();
        startTls();
    }

    /// Of which the function is told.
    DemoIdentity root() {
        return root;
    }

    /// As the function's list of targets has them.
    List<String> targets() {
        return targets;
    }

    /// Somebody renews.
    void renew(String name, Instant notAfter) {
        DemoIdentity renewed = Order.server(name, notAfter, LIFETIME).by(root);
        server(name).becomes(serving(renewed));
    }

    /// Somebody pulls a plug.
    void stop(String name) throws IOException {
        server(name).close();
    }

    @Override
    public void close() throws IOException {
        for (DemoServer server : servers.values()) {
            server.close();
        }
    }

    private void dates() throws IOException {
        for (int left : List.of(80, 20, 9, 3, 0, -10)) {
            String name = left < 0 ? "expired.demo" : "in-" + left + "-days.demo";
            add(name, serving(server(name, left).by(root)));
        }
        add("late-by-a-week.demo", serving(server("late-by-a-week.demo", 4).by(root)));
        add(
                "six-days.demo",
                serving(Order.server("six-days.demo", days(5), Duration.ofDays(6))
                        .by(root)));
        add("next-year.demo", serving(server("next-year.demo", 300).by(root)));
        DemoIdentity wildcard = server("*.shop.demo", 21).by(root);
        DemoServer shop = add("1.shop.demo", serving(wildcard));
        IntStream.rangeClosed(2, 40).forEach(i -> targets.add("127.0.0.1:" + shop.port() + " sni=" + i + ".shop.demo"));
    }

    private void names() throws IOException {
        add("other-name.demo", serving(server("www.other.demo", 60).by(root)));
        add(
                "common-name-only.demo",
                serving(server("common-name-only.demo", 60).goodFor().by(root)));
        add("a.b.wildcard.demo", serving(server("*.wildcard.demo", 60).by(root)));
    }

    private void chains() throws IOException {
        DemoIdentity middle =
                Order.authority("Demo Middle", days(-300), days(700)).by(root);
        DemoIdentity ended = Order.authority("Demo Ended", days(-300), days(-4)).by(root);
        DemoIdentity stranger =
                Order.authority("Stranger", days(-300), days(700)).selfSigned();
        DemoIdentity noAuthority = server("no-authority.demo", 60).by(root);
        add("self-signed.demo", serving(server("self-signed.demo", 60).selfSigned()));
        add("unknown-root.demo", serving(server("unknown-root.demo", 60).by(stranger), stranger));
        add("no-intermediate.demo", serving(server("no-intermediate.demo", 60).by(middle)));
        add("whole-chain.demo", serving(server("whole-chain.demo", 60).by(middle), middle));
        add(
                "ended-intermediate.demo",
                serving(server("ended-intermediate.demo", 60).by(ended), ended));
        add(
                "signed-by-a-server.demo",
                serving(server("signed-by-a-server.demo", 60).by(noAuthority), noAuthority));
        add("needless-ended.demo", serving(server("needless-ended.demo", 60).by(root), ended));
        add(
                "for-clients.demo",
                serving(server("for-clients.demo", 60)
                        .usage(KeyPurposeId.id_kp_clientAuth)
                        .by(root)));
    }

    private void strength() throws IOException {
        DemoIdentity oldRoot = Order.authority("Demo Middle RSA", days(-300), days(700))
                .keys(DemoIdentity.newKeys("RSA", 2048))
                .by(root);
        add(
                "short-key.demo",
                serving(server("short-key.demo", 60)
                        .keys(DemoIdentity.newKeys("RSA", 1024))
                        .by(root)));
        add("sha-1.demo", serving(server("sha-1.demo", 60).hash("SHA1").by(oldRoot), oldRoot));
    }

    private void silence() throws IOException {
        add("speaks-http.demo", hears(40).then(says("HTTP/1.1 400 Bad Request\r\n\r\n")));
        add("hangs-up.demo", socket -> {});
        add("tarpit.demo", listens());
        add("speaks-noise.demo", hears(40).then(says("\u0016\u0003\u0003\u0000\u0004\u0002\u0000\u0000\u0000")));
        add(
                "alert.demo",
                hears(40).then(says("\u0015\u0003\u0003\u0000\u0002\u0002(")).then(listens()));
        DemoServer gone = add("switched-off.demo", listens());
        gone.close();
    }

    private void startTls() throws IOException {
        Conversation greeting = says("220 mail.demo ESMTP\r\n").then(hearsLine());
        Conversation offer = says("250-mail.demo\r\n250 STARTTLS\r\n").then(hearsLine());
        Conversation tls = serving(server("mail.demo", 50).by(root));
        add("smtp", "mail.demo", greeting.then(offer).then(says("220 go\r\n")).then(tls));
        add("smtp", "plain-mail.demo", greeting.then(says("250 mail.demo\r\n")).then(listens()));
        add(
                "smtp",
                "injected-mail.demo",
                greeting.then(offer)
                        .then(says("220 go\r\n250 injected\r\n"))
                        .then(serving(server("injected-mail.demo", 50).by(root))));
        add("imap", "busy-imap.demo", says("* BYE too busy\r\n"));
        add("postgres", "plain-postgres.demo", hears(8).then(says("N")).then(listens()));
    }

    private DemoServer add(String name, Conversation conversation) throws IOException {
        return add("https", name, conversation);
    }

    private DemoServer add(String protocol, String name, Conversation conversation) throws IOException {
        DemoServer server = new DemoServer(conversation);
        servers.put(name, server);
        targets.add(protocol + "://127.0.0.1:" + server.port() + " sni=" + name);
        return server;
    }

    private DemoServer server(String name) {
        return Objects.requireNonNull(servers.get(name), name);
    }

    private Order server(String name, int daysLeft) {
        return Order.server(name, days(daysLeft), LIFETIME);
    }

    /// With some hours to spare, so that the days are whole all day.
    private Instant days(int days) {
        return now.plus(Duration.ofDays(days)).plus(Duration.ofHours(6));
    }
}
