package dev.nightshift.liveips.sink;

import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.StoredObject;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.DnsRecords;
import dev.nightshift.liveips.settings.Output;

/// Sinks in the function's own account: objects of its bucket, parameters, prefix lists and records.
public record AwsSinks(Bucket bucket, Clients clients) implements Sinks {
    // Far more than any list has: 100,000 addresses as JSON are about 12 MB.
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    @Override
    public Sink of(Destination destination) {
        return switch (destination) {
            case Destination.S3Object object ->
                object(object.key(), object.form().format().isJson() ? JSON : TEXT);
            case Destination.Parameter parameter -> new ParameterSink(clients.json("ssm", "AmazonSSM"), parameter);
            case Destination.PrefixList list ->
                new PrefixListSink(
                        clients.query("ec2", "2016-11-15"), list.id(), Mark.of(list.output(), bucket.name()));
            case DnsRecords records ->
                new Route53Sink(clients.route53(), records, Mark.of(records.output(), bucket.name()));
        };
    }

    @Override
    public Sink manifest(Output output) {
        return object(output.manifestKey(), JSON);
    }

    private Sink object(String key, String contentType) {
        return new ObjectSink(new StoredObject(bucket, key, MAX_BYTES), contentType);
    }
}
