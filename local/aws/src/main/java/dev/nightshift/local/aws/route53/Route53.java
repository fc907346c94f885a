package dev.nightshift.local.aws.route53;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.route53.HostedZone.RecordSet;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The hosted zones of one account. A batch of changes is made as a whole or not at all.
///
/// Sources: ChangeResourceRecordSets and ListResourceRecordSets, Amazon Route 53 API Reference; Quotas, Amazon Route 53
/// Developer Guide; Actions, resources, and condition keys for Amazon Route 53, Service Authorization Reference.
public final class Route53 implements Service {
    private static final int LARGEST_PAGE = 300;

    private final Map<String, HostedZone> zones = new LinkedHashMap<>();

    /// Makes a zone with the records that it begins with.
    ///
    /// @param name without a dot at the end
    public synchronized HostedZone zone(String name) {
        HostedZone zone = new HostedZone("Z%020d".formatted(zones.size() + 1), name + ".");
        zones.put(zone.id(), zone);
        return zone;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "ListResourceRecordSets",
                new Operation(
                        Set.of("Id", "name", "type", "identifier", "maxitems"),
                        asked -> List.of(IamRequest.of("route53:ListResourceRecordSets", arn(asked))),
                        this::list),
                "ChangeResourceRecordSets",
                new Operation(
                        Set.of(
                                "Id",
                                "ChangeBatch.Changes.N.Action",
                                "ChangeBatch.Changes.N.ResourceRecordSet.Name",
                                "ChangeBatch.Changes.N.ResourceRecordSet.Type",
                                "ChangeBatch.Changes.N.ResourceRecordSet.SetIdentifier",
                                "ChangeBatch.Changes.N.ResourceRecordSet.MultiValueAnswer",
                                "ChangeBatch.Changes.N.ResourceRecordSet.TTL",
                                "ChangeBatch.Changes.N.ResourceRecordSet.ResourceRecords.N.Value"),
                        this::changing,
                        this::change));
    }

    @Override
    public Wire wire() {
        return Wire.REST_XML;
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    private static String arn(Parameters asked) {
        return "arn:aws:route53:::hostedzone/" + asked.textOrEmpty("Id");
    }

    private List<IamRequest> changing(Parameters asked) {
        List<RecordChange> changes = RecordChange.in(asked);
        return List.of(IamRequest.of("route53:ChangeResourceRecordSets", arn(asked))
                .with(
                        "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                        changes.stream()
                                .map(change -> change.set()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replaceFirst("\\.$", ""))
                                .collect(Collectors.toSet()))
                .with(
                        "route53:ChangeResourceRecordSetsRecordTypes",
                        changes.stream().map(change -> change.set().type()).collect(Collectors.toSet()))
                .with(
                        "route53:ChangeResourceRecordSetsActions",
                        changes.stream().map(RecordChange::action).collect(Collectors.toSet())));
    }

    private synchronized Fields list(Parameters asked) {
        String from = HostedZone.reversed(asked.textOrEmpty("name")) + " " + asked.textOrEmpty("type") + " "
                + asked.textOrEmpty("identifier");
        int size = asked.text("maxitems").map(Integer::parseInt).orElse(LARGEST_PAGE);
        List<RecordSet> found = known(asked).records().stream()
                .filter(one -> asked.text("name").isEmpty() || one.key().compareTo(from.stripTrailing()) >= 0)
                .toList();
        List<RecordSet> page = found.subList(0, Math.min(size, found.size()));
        Fields answer = Fields.empty()
                .put(
                        "ResourceRecordSets",
                        new Node.Named(
                                "ResourceRecordSet",
                                page.stream().map(Route53::tree).toList()))
                .put("IsTruncated", page.size() < found.size())
                .put("MaxItems", size);
        if (page.size() < found.size()) {
            RecordSet next = found.get(page.size());
            answer.put("NextRecordName", next.name()).put("NextRecordType", next.type());
            if (!next.set().isEmpty()) {
                answer.put("NextRecordIdentifier", next.set());
            }
        }
        return Fields.empty().put("ListResourceRecordSetsResponse", answer);
    }

    private static Fields tree(RecordSet one) {
        Fields fields = Fields.empty().put("Name", one.name()).put("Type", one.type());
        if (!one.set().isEmpty()) {
            fields.put("SetIdentifier", one.set()).put("MultiValueAnswer", true);
        }
        return fields.put("TTL", one.ttl())
                .put(
                        "ResourceRecords",
                        new Node.Named(
                                "ResourceRecord",
                                one.values().stream()
                                        .map(value -> Fields.empty().put("Value", value))
                                        .toList()));
    }

    private synchronized Fields change(Parameters asked) {
        HostedZone zone = known(asked);
        zone.become(RecordChange.made(zone, RecordChange.in(asked)));
        return Fields.empty()
                .put(
                        "ChangeResourceRecordSetsResponse",
                        Fields.empty()
                                .put(
                                        "ChangeInfo",
                                        Fields.empty()
                                                .put("Id", "/change/C0123456789ABCDEFGHIJ")
                                                .put("Status", "PENDING")
                                                .put("SubmittedAt", "2026-11-20T17:00:00Z")));
    }

    private HostedZone known(Parameters asked) {
        HostedZone zone = zones.get(asked.textOrEmpty("Id"));
        if (zone == null) {
            throw new AwsException(404, "NoSuchHostedZone", "No hosted zone found with ID: " + asked.textOrEmpty("Id"));
        }
        return zone;
    }
}
