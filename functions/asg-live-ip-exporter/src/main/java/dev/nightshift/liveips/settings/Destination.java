package dev.nightshift.liveips.settings;

import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.model.Entry;
import java.util.List;
import java.util.Optional;

/// One place that a list is published to. Its text names it in the manifest and to people.
///
/// @see Sink
public sealed interface Destination
        permits Destination.S3Object, Destination.Parameter, Destination.PrefixList, DnsRecords {
    /// How the list is written there.
    Form form();

    /// The list as it is written there.
    ///
    /// @param list its name
    /// @param entries sorted
    default String body(String list, List<Entry> entries) {
        return form().body(list, entries);
    }

    /// An object in the function's bucket.
    record S3Object(String key, Form form) implements Destination {
        @Override
        public String toString() {
            return "s3 " + key;
        }
    }

    /// A parameter in the function's own account and region.
    ///
    /// @param advanced whether it is of the advanced tier, which holds more and costs money
    /// @param empty what it holds while the list is empty, where the format says so by no text at all
    record Parameter(String path, Form form, boolean advanced, Optional<String> empty) implements Destination {
        @Override
        public String toString() {
            return "parameter " + path;
        }
    }

    /// A managed prefix list in the function's own account and region.
    ///
    /// @param id as `pl-0123456789abcdef0`
    /// @param output whose entries in it are
    record PrefixList(String id, String output) implements Destination {
        @Override
        public Form form() {
            return Form.of(Format.PLAIN);
        }

        @Override
        public String toString() {
            return "prefix list " + id;
        }
    }
}
