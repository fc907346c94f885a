package dev.nightshift.liveips;

import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.StoredObject;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Sinks in the function's own account: objects of its bucket, parameters, prefix lists and records. Clients are made
/// at
/// their first call, and even their interfaces are loaded for a destination alone: a site without does not pay for
/// them.
record AwsSinks(
        Bucket bucket,
        Supplier<Supplier<SsmClient>> ssm,
        Supplier<Supplier<Ec2Client>> ec2,
        Supplier<Supplier<Route53Client>> route53)
        implements Sinks {
    // Far more than any list has: 100,000 addresses as JSON are about 12 MB.
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    static Sinks of(Resources resources, Clients clients) {
        return of(resources.bucket(), clients);
    }

    static Sinks of(Bucket bucket, Clients clients) {
        return new AwsSinks(
                bucket,
                new Lazy<>(() -> ParameterSink.client(clients)),
                new Lazy<>(() -> PrefixListSink.client(clients)),
                new Lazy<>(() -> Route53Sink.client(clients)));
    }

    @Override
    public Sink of(Destination destination) {
        return switch (destination) {
            case Destination.S3Object object ->
                object(object.key(), object.form().format().isJson() ? JSON : TEXT);
            case Destination.Parameter parameter -> new ParameterSink(ssm.get(), parameter);
            case Destination.PrefixList list ->
                new PrefixListSink(ec2.get(), list.id(), Mark.of(list.output(), bucket.name()));
            case DnsRecords records ->
                new Route53Sink(route53.get(), records, Mark.of(records.output(), bucket.name()));
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
