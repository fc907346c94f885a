package dev.nightshift.liveips;

import dev.nightshift.kit.aws.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// The records of a name in Route 53. A `TXT` record beside them says that they are ours; all others stay as they are.
///
/// Changes are one batch, which Route 53 makes as a whole or not at all: deletions of what was read, and creations. It
/// is refused when somebody else changed any of it. An empty list is no record at all.
///
/// Needs `route53:ListResourceRecordSets` and, for the names and types of the destination,
/// `route53:ChangeResourceRecordSets` on the zone.
final class Route53Sink implements Sink {
    private static final long OWNER_TTL = 300;

    private final Supplier<Route53Client> route53;
    private final DnsRecords destination;
    private final String mark;

    /// @param mark what says that something is ours
    Route53Sink(Supplier<Route53Client> route53, DnsRecords destination, String mark) {
        this.route53 = route53;
        this.destination = destination;
        this.mark = mark;
    }

    /// A client that is made at its first call.
    static Supplier<Route53Client> client(Clients clients) {
        return new Lazy<>(() -> clients.build(Route53Client.builder()));
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

    private Writing write(String body, String token, Consumer<List<Change>> sender) {
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

    private Writing write(ZoneContent held, ZoneChange change, Consumer<List<Change>> sender) {
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

    private List<Change> batch(ZoneContent held, ZoneChange change) {
        List<Change> changes = new ArrayList<>();
        held.ownerSet().ifPresent(set -> changes.add(change(ChangeAction.DELETE, set)));
        change.deleted()
                .forEach(one ->
                        changes.add(change(ChangeAction.DELETE, held.ours().get(one))));
        change.created().forEach(one -> changes.add(change(ChangeAction.CREATE, made(one))));
        OwnerRecord next = held.owner()
                .next(change.after().stream()
                        .filter(one -> one.name().equals(destination.name()))
                        .map(RecordSet::type)
                        .collect(Collectors.toSet()));
        changes.add(change(
                ChangeAction.CREATE,
                made(new RecordSet(destination.ownerName(), "TXT", "", OWNER_TTL, List.of(next.text(mark))))));
        return changes;
    }

    private static Change change(ChangeAction action, @Nullable ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }

    private ResourceRecordSet made(RecordSet one) {
        ResourceRecordSet.Builder set = ResourceRecordSet.builder()
                .name(one.name() + ".")
                .type(RRType.fromValue(one.type()))
                .ttl(one.ttl())
                .resourceRecords(one.values().stream()
                        .map(value -> ResourceRecord.builder().value(value).build())
                        .toList());
        if (!one.set().isEmpty()) {
            set.setIdentifier(mark + " " + one.set()).multiValueAnswer(true);
        }
        return set.build();
    }

    private void send(List<Change> changes) {
        route53.get()
                .changeResourceRecordSets(request ->
                        request.hostedZoneId(destination.zone()).changeBatch(batch -> batch.changes(changes)));
    }

    private static String token(ZoneContent held) {
        return "" + held.owner().version();
    }

    /// Names are listed by their labels in reverse: those below the name follow it.
    private ZoneContent content() {
        List<ResourceRecordSet> listed = new ArrayList<>();
        String base = destination.base() + ".";
        ListResourceRecordSetsResponse page = page(base, null, null);
        boolean more = true;
        while (more) {
            page.resourceRecordSets().stream()
                    .filter(one -> isBelow(base, one.name()))
                    .forEach(listed::add);
            more = Boolean.TRUE.equals(page.isTruncated()) && isBelow(base, page.nextRecordName());
            if (more) {
                page = page(page.nextRecordName(), page.nextRecordType(), page.nextRecordIdentifier());
            }
        }
        return new ZoneContent(destination, mark, listed);
    }

    private static boolean isBelow(String base, String name) {
        return name.equals(base) || name.endsWith("." + base);
    }

    private ListResourceRecordSetsResponse page(String name, @Nullable RRType type, @Nullable String identifier) {
        return route53.get()
                .listResourceRecordSets(request -> request.hostedZoneId(destination.zone())
                        .startRecordName(name)
                        .startRecordType(type)
                        .startRecordIdentifier(identifier));
    }
}
