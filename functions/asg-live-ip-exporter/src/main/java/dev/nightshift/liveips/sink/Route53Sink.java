package dev.nightshift.liveips.sink;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.SignedRequests;
import dev.nightshift.liveips.model.Refusals;
import dev.nightshift.liveips.settings.DnsRecords;
import dev.nightshift.liveips.settings.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// The records of a name in Route 53. A `TXT` record beside them says that they are ours; all others stay as they are.
///
/// Changes are one batch, which Route 53 makes as a whole or not at all: deletions of what was read, and creations. It
/// is refused when somebody else changed any of it. An empty list is no record at all.
///
/// Needs `route53:ListResourceRecordSets` and, for the names and types of the destination,
/// `route53:ChangeResourceRecordSets` on the zone.
public final class Route53Sink implements Sink {
    private static final long OWNER_TTL = 300;

    private final SignedRequests route53;
    private final DnsRecords destination;
    private final String mark;

    /// The records of one name in a zone.
    ///
    /// @param mark what says that something is ours
    public Route53Sink(SignedRequests route53, DnsRecords destination, String mark) {
        this.route53 = route53;
        this.destination = destination;
        this.mark = mark;
    }

    @Override
    public Reading read() {
        try {
            ZoneContent held = content();
            String text = RecordSet.text(held.ours().keySet());
            return new Reading.Held(Optional.of(text).filter(one -> !one.isEmpty()), token(held));
        } catch (SdkException e) {
            return new Reading.Unreadable(Refusals.why(e));
        }
    }

    @Override
    public Writing write(String body, String token) {
        return write(body, token, this::send);
    }

    @Override
    public Writing rehearse(String body, String token) {
        return write(body, token, changes -> {});
    }

    private Writing write(String body, String token, Consumer<String> sender) {
        try {
            ZoneContent held = content();
            if (held.conflict().isPresent()) {
                return new Writing.Refused(held.conflict().get());
            }
            if (!token.equals(token(held))) {
                return new Writing.Raced();
            }
            Optional<ZoneChange> change =
                    ZoneChange.of(destination.name(), held.ours().keySet(), RecordSet.parse(body));
            if (change.isEmpty()) {
                return new Writing.Refused(
                        "has too many servers: not even one can be changed in a batch of 1,000 records and 32,000 characters");
            }
            return write(held, change.get(), sender);
        } catch (SdkException e) {
            return Refusals.is(e, "InvalidChangeBatch") && isChangedSince(token)
                    ? new Writing.Raced()
                    : new Writing.Refused(Refusals.why(e));
        }
    }

    private Writing write(ZoneContent held, ZoneChange change, Consumer<String> sender) {
        Optional<String> conflict = held.conflictWith(change.created());
        if (conflict.isPresent()) {
            return new Writing.Refused(conflict.get());
        }
        if (!change.isEmpty()) {
            sender.accept(batch(held, change));
        }
        return new Writing.Holds(
                RecordSet.text(change.after()),
                change.missing() == 0
                        ? Optional.empty()
                        : Optional.of(
                                "a batch takes 1,000 records: %d more changes follow".formatted(change.missing())));
    }

    private boolean isChangedSince(String token) {
        try {
            ZoneContent now = content();
            return now.conflict().isPresent() || !token.equals(token(now));
        } catch (SdkException e) {
            return true;
        }
    }

    private String batch(ZoneContent held, ZoneChange change) {
        StringBuilder changes = new StringBuilder();
        held.ownerSet().ifPresent(set -> changes.append(change("DELETE", set.xml())));
        change.deleted()
                .forEach(one -> changes.append(change(
                        "DELETE", Objects.requireNonNull(held.ours().get(one)).xml())));
        change.created().forEach(one -> changes.append(change("CREATE", made(one))));
        OwnerRecord next = held.owner()
                .next(change.after().stream()
                        .filter(one -> one.name().equals(destination.name()))
                        .map(RecordSet::type)
                        .collect(Collectors.toSet()));
        RecordSet owner = new RecordSet(destination.ownerName(), "TXT", "", OWNER_TTL, List.of(next.text(mark)));
        return changes.append(change("CREATE", made(owner))).toString();
    }

    private static String change(String action, String set) {
        return "<Change><Action>" + action + "</Action>" + set + "</Change>";
    }

    /// In the order that the service's schema asks for.
    private String made(RecordSet one) {
        List<Answer> parts = new ArrayList<>();
        parts.add(Answer.of("Name", one.name() + "."));
        parts.add(Answer.of("Type", one.type()));
        if (!one.set().isEmpty()) {
            parts.add(Answer.of("SetIdentifier", mark + " " + one.set()));
            parts.add(Answer.of("MultiValueAnswer", "true"));
        }
        parts.add(Answer.of("TTL", "" + one.ttl()));
        parts.add(new Answer(
                "ResourceRecords",
                "",
                one.values().stream()
                        .map(value -> new Answer("ResourceRecord", "", List.of(Answer.of("Value", value))))
                        .toList()));
        return new Answer("ResourceRecordSet", "", parts).xml();
    }

    private void send(String changes) {
        route53.postXml(
                "ChangeResourceRecordSetsResponse",
                path() + "/",
                "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch>"
                        + "<Changes>" + changes + "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>");
    }

    private String path() {
        return "/2013-04-01/hostedzone/" + destination.zone() + "/rrset";
    }

    private static String token(ZoneContent held) {
        return "" + held.owner().version();
    }

    /// Names are listed by their labels in reverse: those below the name follow it.
    private ZoneContent content() {
        List<Answer> listed = new ArrayList<>();
        String base = destination.base() + ".";
        Map<String, String> from = Map.of("name", base);
        boolean more = true;
        while (more) {
            Answer page = route53.xml("ListResourceRecordSetsResponse", path(), from);
            page.all("ResourceRecordSets", "ResourceRecordSet")
                    .filter(one -> isBelow(base, one.text("Name")))
                    .forEach(listed::add);
            more = page.text("IsTruncated").equals("true") && isBelow(base, page.text("NextRecordName"));
            from = next(page);
        }
        return new ZoneContent(destination, mark, listed);
    }

    private static Map<String, String> next(Answer page) {
        Map<String, String> from = new TreeMap<>();
        from.put("name", page.text("NextRecordName"));
        from.put("type", page.text("NextRecordType"));
        from.put("identifier", page.text("NextRecordIdentifier"));
        from.values().removeIf(String::isEmpty);
        return from;
    }

    private static boolean isBelow(String base, String name) {
        return name.equals(base) || name.endsWith("." + base);
    }
}
