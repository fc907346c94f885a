package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.NamedIds;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends one request for many things, so that those that are refused do not hold up the others.
///
/// EC2 refuses a whole request for one bad instance. An answer that names instances, whatever its code, is about those
/// alone: without them the request is sent again, so that b bad instances cost b further requests. An answer that names
/// nobody may be about any of them: the group is halved, as far as the budget goes, unless the code says that it is
/// about the service or the caller.
public final class Requests {
    /// How many further requests halving may cost for one chunk.
    private static final int HALVING_REQUESTS = 16;

    private static final String WOULD_SUCCEED = "DryRunOperation";

    private final Consumer<List<String>> call;
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Deque<List<String>> open = new ArrayDeque<>();
    private int halvingRequests = HALVING_REQUESTS;

    private Requests(Consumer<List<String>> call) {
        this.call = call;
    }

    /// Sends the request; answers for each thing that was refused why.
    ///
    /// @param ids what is asked for: ids of instances, names of types
    /// @param call one request for the given ids
    public static Map<String, Failure> send(List<String> ids, Consumer<List<String>> call) {
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
            Failure failure = Failure.of(e);
            List<String> named = e instanceof AwsServiceException answer && !answer.isThrottlingException()
                    ? NamedIds.in(answer, group)
                    : List.of();
            if (!named.isEmpty()) {
                fail(named, failure, Scope.INSTANCE);
                List<String> others = new ArrayList<>(group);
                others.removeAll(named);
                open.addFirst(others);
            } else if (!failure.code().equals(WOULD_SUCCEED)) {
                unnamed(group, failure);
            }
        }
    }

    /// Large groups are halved before small ones, so that the budget saves as many as it can.
    private void unnamed(List<String> group, Failure failure) {
        if (failure.scope() != Scope.GROUP) {
            fail(group, failure, failure.scope());
        } else if (group.size() == 1) {
            fail(group, failure, Scope.INSTANCE);
        } else if (halvingRequests > 1) {
            halvingRequests -= 2;
            open.addLast(group.subList(0, group.size() / 2));
            open.addLast(group.subList(group.size() / 2, group.size()));
        } else {
            fail(group, failure, Scope.GROUP);
        }
    }

    private void fail(List<String> ids, Failure failure, Scope scope) {
        ids.forEach(id -> failures.put(id, new Failure(failure.code(), failure.message(), scope)));
    }
}
