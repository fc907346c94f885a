package dev.nightshift.stopper;

import dev.nightshift.stopper.Failure.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends one change for many instances, so that those that cannot be changed do not hold up the others.
///
/// EC2 refuses a whole request for one bad instance. An answer that names instances, whatever its code, is about those
/// alone: without them the request is sent again, so that b bad instances cost b further requests. Answers are told
/// apart by their code, never by the HTTP status: want of capacity comes with 500 and is not transient.
final class Requests {
    /// How many further requests want of capacity may cost for one chunk.
    static final int CAPACITY_REQUESTS = 16;

    // EC2 API reference, "Error codes".
    private static final Set<String> CAPACITY =
            Set.of("InsufficientInstanceCapacity", "InsufficientHostCapacity", "VcpuLimitExceeded");
    private static final Set<String> DENIED = Set.of("UnauthorizedOperation", "AuthFailure", "AccessDenied");
    private static final String WOULD_SUCCEED = "DryRunOperation";

    private final Consumer<List<String>> call;
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Deque<List<String>> open = new ArrayDeque<>();
    private int capacityRequests = CAPACITY_REQUESTS;

    private Requests(Consumer<List<String>> call) {
        this.call = call;
    }

    /// Sends the change; answers for each instance that was refused why.
    ///
    /// @param call one request for the given ids
    static Map<String, Failure> send(List<String> ids, Consumer<List<String>> call) {
        Requests requests = new Requests(call);
        requests.open.add(ids);
        while (!requests.open.isEmpty()) {
            List<String> group = requests.open.remove();
            if (!group.isEmpty()) {
                requests.attempt(group);
            }
        }
        return requests.failures;
    }

    private void attempt(List<String> group) {
        try {
            call.accept(group);
        } catch (SdkException e) {
            Failure failure = failure(e);
            List<String> named = e instanceof AwsServiceException answer && !answer.isThrottlingException()
                    ? group.stream().filter(id -> names(answer, id)).toList()
                    : List.of();
            if (!named.isEmpty()) {
                fail(named, new Failure(failure.code(), failure.message(), Scope.INSTANCE));
                List<String> others = new ArrayList<>(group);
                others.removeAll(named);
                open.addFirst(others);
            } else if (failure.scope() == Scope.CAPACITY && group.size() > 1 && capacityRequests > 1) {
                capacityRequests -= 2;
                open.addFirst(group.subList(group.size() / 2, group.size()));
                open.addFirst(group.subList(0, group.size() / 2));
            } else if (!failure.code().equals(WOULD_SUCCEED)) {
                fail(group, failure);
            }
        }
    }

    private void fail(List<String> ids, Failure failure) {
        ids.forEach(id -> failures.put(id, failure));
    }

    private static Failure failure(SdkException e) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            String code = String.valueOf(answer.awsErrorDetails().errorCode());
            return new Failure(code, String.valueOf(answer.awsErrorDetails().errorMessage()), scope(code));
        }
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), Scope.REQUEST);
    }

    private static Scope scope(String code) {
        if (CAPACITY.contains(code)) {
            return Scope.CAPACITY;
        }
        return DENIED.contains(code) ? Scope.PLACE : Scope.REQUEST;
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
}
