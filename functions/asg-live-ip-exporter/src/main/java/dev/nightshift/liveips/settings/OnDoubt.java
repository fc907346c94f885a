package dev.nightshift.liveips.settings;

import dev.nightshift.liveips.format.Format;
import java.util.Locale;

/// What happens to a published address when EC2 no longer shows it as one of ours.
///
/// The two are about an address that may be somebody else's. What happens to a server that still has its address, but
/// is not seen to be live, is the guard's business and the same for both.
public enum OnDoubt {
    /// It stays until the guard believes the loss: a list of servers to send requests to must not shrink by mistake.
    KEEP,
    /// It goes at once, unless the list would be empty then: a list of addresses that are let in must not let in
    /// somebody else. EC2 has to have answered for the server: what could not be asked stays.
    REMOVE;

    /// What is safe for a destination.
    static OnDoubt usual(Destination destination) {
        return switch (destination) {
            case Destination.S3Object object -> usual(object.form().format());
            case Destination.Parameter parameter -> usual(parameter.form().format());
            case Destination.PrefixList list -> REMOVE;
            case DnsRecords records -> KEEP;
        };
    }

    private static OnDoubt usual(Format format) {
        return switch (format) {
            case JSON, CSV, PLAIN, FILE_SD, NGINX, HAPROXY, ANSIBLE, HOSTS -> KEEP;
            case NGINX_ALLOW -> REMOVE;
        };
    }

    static OnDoubt parse(String text) {
        for (OnDoubt one : values()) {
            if (one.toString().equals(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException("expected keep or remove");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
