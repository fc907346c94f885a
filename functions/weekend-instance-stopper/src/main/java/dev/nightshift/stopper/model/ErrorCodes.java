package dev.nightshift.stopper.model;

import dev.nightshift.stopper.model.Failure.Scope;
import java.util.Set;

/// Tells by its code what an answer of EC2 is about that names no instance, never by its HTTP status: want of capacity
/// comes with 500 and does not pass by itself.
///
/// Source: *Error codes for the Amazon EC2 API*, Amazon EC2 API Reference, and *Common Errors*, AWS STS API Reference.
final class ErrorCodes {
    private static final Set<String> CALLER = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "Blocked",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidAction",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "NotAuthorized",
            "OptInRequired",
            "PendingVerification",
            "RegionDisabledException",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "UnauthorizedOperation",
            "UnrecognizedClientException",
            "UnsupportedProtocol");

    private static final Set<String> SERVICE = Set.of(
            "BandwidthLimitExceeded",
            "EC2ThrottledException",
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "InternalServiceError",
            "PriorRequestNotComplete",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestTimeout",
            "RequestTimeoutException",
            "ServerInternal",
            "ServiceException",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "SlowDown",
            "ThrottledException",
            "Throttling",
            "ThrottlingException",
            "TooManyRequestsException",
            "Unavailable");

    private ErrorCodes() {}

    /// A code that is not known may be about any instance of the request.
    static Scope scope(String code) {
        // The Query protocol of some services writes the fault's side before the code.
        String bare = code.startsWith("Client.") ? code.substring("Client.".length()) : code;
        bare = bare.startsWith("Server.") ? bare.substring("Server.".length()) : bare;
        if (CALLER.contains(bare)) {
            return Scope.PLACE;
        }
        return SERVICE.contains(bare) ? Scope.REQUEST : Scope.GROUP;
    }
}
