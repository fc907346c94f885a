package dev.nightshift.local.aws.front;

import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Reply;
import dev.nightshift.local.aws.wire.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// What every call passes before it reaches a service: the log, the faults, recognition and permission.
public final class Front {
    private final InstantSource clock;
    private final Calls calls;
    private final Faults faults;
    private final AtomicLong requests = new AtomicLong();

    public Front(InstantSource clock, Calls calls, Faults faults) {
        this.clock = clock;
        this.calls = calls;
        this.faults = faults;
    }

    /// The reply, or none where the connection is to be closed without.
    public Optional<Reply> answer(Request request, Principal caller, Service service) {
        Optional<Reply> reply = faults.strike(request)
                .map(fault -> struck(fault, request, caller, service))
                .orElseGet(() -> Optional.of(carriedOut(request, caller, service)));
        calls.add(new Call(
                clock.instant(),
                caller.account(),
                request.region(),
                request.service(),
                request.operation(),
                request.parameters().values(),
                reply.map(Reply::status).orElse(0),
                reply.map(Reply::error).orElse("")));
        return reply;
    }

    private Optional<Reply> struck(Fault fault, Request request, Principal caller, Service service) {
        return switch (fault) {
            case Fault.Throttled() -> Optional.of(refusal(service, service.throttled()));
            case Fault.Refused(int status, String code, String message) ->
                Optional.of(refusal(service, new AwsException(status, code, message)));
            case Fault.Repeating(int status, String code) ->
                Optional.of(refusal(
                        service,
                        new AwsException(
                                status, code, request.parameters().values().toString())));
            case Fault.RequestLost() -> Optional.empty();
            case Fault.ReplyLost() -> {
                carriedOut(request, caller, service);
                yield Optional.empty();
            }
            case Fault.Delayed(Duration by) -> {
                pause(by);
                yield Optional.of(carriedOut(request, caller, service));
            }
        };
    }

    private Reply carriedOut(Request request, Principal caller, Service service) {
        try {
            Operation operation = recognized(request, service);
            // A service is one thing at a time: many calls, one state.
            synchronized (service) {
                caller.mustBeAllowed(operation.asks().apply(request.parameters()), service::denied);
                Fields result = operation.answer().to(caller, request.parameters());
                return service.wire().success(request.operation(), result, requestId());
            }
        } catch (AwsException refusal) {
            if (refusal.isUnrecognized()) {
                calls.addUnrecognized(refusal.text());
            }
            return refusal(service, refusal);
        } catch (RuntimeException failure) {
            // A policy that cannot be evaluated, a number that is none: not AWS's answer either.
            calls.addUnrecognized(failure.toString());
            return refusal(service, new AwsException(500, "InternalFailure", failure.toString()));
        }
    }

    private static Operation recognized(Request request, Service service) {
        Operation operation = service.operations().get(request.operation());
        String action = request.service() + ":" + request.operation();
        if (operation == null) {
            throw AwsException.unrecognized("InvalidAction", "this endpoint does not know the action " + action);
        }
        request.parameters().values().keySet().stream()
                .filter(name -> !operation.parameters().contains(Parameters.documented(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw AwsException.unrecognized(
                            "UnknownParameter", "this endpoint does not know the parameter " + name + " of " + action);
                });
        return operation;
    }

    private Reply refusal(Service service, AwsException error) {
        return service.wire().failure(error, requestId());
    }

    private String requestId() {
        return new UUID(0, requests.incrementAndGet()).toString();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
