package dev.nightshift.stopper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The instances of one account and region by the EC2 API.
///
/// Needs `ec2:DescribeInstances` on everything, and `ec2:CreateTags`, `ec2:StopInstances`, `ec2:StartInstances` on
/// instances that carry the opt-in tag.
final class Ec2Fleet implements Fleet {
    // EC2 API reference: MaxResults is at most 1000.
    private static final int PAGE_INSTANCES = 1_000;
    private static final int CHUNK_INSTANCES = 100;

    private final Ec2Client ec2;

    Ec2Fleet(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public List<Instance> optedIn(String tagKey) {
        Filter tagged = Filter.builder().name("tag-key").values(escaped(tagKey)).build();
        Filter alive = Filter.builder()
                .name("instance-state-name")
                .values("pending", "running", "stopping", "stopped")
                .build();
        List<Instance> instances = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            DescribeInstancesResponse response = ec2.describeInstances(request ->
                    request.filters(tagged, alive).maxResults(PAGE_INSTANCES).nextToken(page));
            response.reservations()
                    .forEach(reservation ->
                            reservation.instances().forEach(instance -> instances.add(Ec2Instances.read(instance))));
            // A short or empty page with a token is not the end.
            token = response.nextToken();
        } while (token != null && !token.isEmpty());
        return instances;
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        Tag tag = Tag.builder()
                .key(StopperConfig.MARKER_TAG)
                .value(marker.value())
                .build();
        return inChunks(
                ids, chunk -> ec2.createTags(request -> request.resources(chunk).tags(tag)));
    }

    @Override
    public Map<String, Failure> stop(List<String> ids) {
        return inChunks(ids, chunk -> ec2.stopInstances(request -> request.instanceIds(chunk)));
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return inChunks(ids, chunk -> ec2.startInstances(request -> request.instanceIds(chunk)));
    }

    private static Map<String, Failure> inChunks(List<String> ids, Consumer<List<String>> call) {
        Map<String, Failure> failures = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += CHUNK_INSTANCES) {
            attempt(ids.subList(from, Math.min(ids.size(), from + CHUNK_INSTANCES)), call, failures);
        }
        return failures;
    }

    /// EC2 refuses a whole request for one bad instance. An answer that names instances is about those
    /// alone: without them the request is sent again, so that a chunk with b bad instances takes 1 + b
    /// requests at most.
    private static void attempt(List<String> chunk, Consumer<List<String>> call, Map<String, Failure> failures) {
        List<String> remaining = new ArrayList<>(chunk);
        while (!remaining.isEmpty()) {
            try {
                call.accept(List.copyOf(remaining));
                return;
            } catch (SdkException e) {
                List<String> named = e instanceof AwsServiceException answer && !answer.isThrottlingException()
                        ? remaining.stream().filter(id -> names(answer, id)).toList()
                        : List.of();
                boolean wholeCall = named.isEmpty();
                Failure failure = failure(e, wholeCall);
                (wholeCall ? remaining : named).forEach(id -> failures.put(id, failure));
                if (wholeCall) {
                    return;
                }
                remaining.removeAll(named);
            }
        }
    }

    private static Failure failure(SdkException e, boolean wholeCall) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return new Failure(
                    answer.awsErrorDetails().errorCode(),
                    answer.awsErrorDetails().errorMessage(),
                    wholeCall);
        }
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), wholeCall);
    }

    // An old id of 8 digits can be the beginning of one of 17.
    private static boolean names(AwsServiceException answer, String id) {
        String text = String.valueOf(answer.getMessage());
        for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
            int after = at + id.length();
            if (after == text.length() || Character.digit(text.charAt(after), 16) < 0) {
                return true;
            }
        }
        return false;
    }

    // In a filter's value * and ? are wildcards and \ escapes them.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }
}
