package dev.nightshift.tls.dane;

import dev.nightshift.tls.dane.DnsMessage.Answer;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.endpoint.Target;
import java.io.IOException;
import java.util.List;

/// Finds the TLSA records of an endpoint.
final class TlsaLookup {
    private static final int MOST_ALIASES = 16;

    private final DnsClient client;

    TlsaLookup(DnsClient client) {
        this.client = client;
    }

    /// What was found.
    ///
    /// @param name of the records
    /// @param host whose records they are: the endpoint's, or what that is an alias of
    /// @param authentic whether the resolver has validated all of it
    /// @param server that answered
    record Found(String name, String host, List<Tlsa> records, boolean authentic, String server) {}

    /// Of the host that the endpoint's name is an alias of, if that is authentic and it has any; else of the name
    /// itself
    /// (RFC 7671 7).
    ///
    /// @throws IOException when the resolvers do not say
    Found find(Target target) throws IOException {
        DnsClient.Response addresses = answered(target.host(), DnsMessage.A);
        String host = end(target.host(), addresses.message().answers());
        if (!host.equals(target.host()) && addresses.message().authentic() && isHost(host)) {
            Found found = find(host, target.port());
            if (!found.records().isEmpty()) {
                return found;
            }
        }
        return find(target.host(), target.port());
    }

    private static boolean isHost(String alias) {
        try {
            return HostName.canonical(alias).equals(alias);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Found find(String host, int port) throws IOException {
        String name = "_" + port + "._tcp." + host;
        DnsClient.Response response = answered(name, DnsMessage.TLSA);
        List<Answer> answers = response.message().answers();
        String end = end(name, answers);
        List<Tlsa> records;
        try {
            records = answers.stream()
                    .filter(answer ->
                            answer.type() == DnsMessage.TLSA && answer.owner().equals(end))
                    .map(answer -> Tlsa.read(answer.data()))
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        return new Found(name, host, records, response.message().authentic(), DnsClient.shown(response.server()));
    }

    private DnsClient.Response answered(String name, int type) throws IOException {
        DnsClient.Response response = client.ask(name, type);
        if (response.message().code() == DnsMessage.SERVER_FAILURE) {
            throw new IOException(DnsClient.shown(response.server()) + " answers SERVFAIL for " + name
                    + ": a validating resolver does that for forged or broken records");
        }
        return response;
    }

    /// What a name is an alias of in the end.
    private static String end(String name, List<Answer> answers) throws IOException {
        String end = name;
        for (int i = 0; i < MOST_ALIASES; i++) {
            String current = end;
            String next = answers.stream()
                    .filter(answer ->
                            answer.type() == DnsMessage.CNAME && answer.owner().equals(current))
                    .findFirst()
                    .flatMap(Answer::target)
                    .orElse(current);
            if (next.equals(current)) {
                return end;
            }
            end = next;
        }
        throw new IOException(name + " has more than " + MOST_ALIASES + " aliases, or they go round in a circle");
    }
}
