package dev.nightshift.certificates.model;

import java.util.ArrayList;
import java.util.List;

/// What AWS says of certificates.
///
/// @param holdings those that it keeps
/// @param fronts what shows them to clients
/// @param quotas of load balancers
public record Stock(List<Holding> holdings, List<Front> fronts, List<Quota> quotas) {
    public static final Stock NONE = new Stock(List.of(), List.of(), List.of());

    public static Stock of(List<Holding> holdings) {
        return new Stock(holdings, List.of(), List.of());
    }

    public static Stock ofFronts(List<Front> fronts) {
        return new Stock(List.of(), fronts, List.of());
    }

    /// All of both.
    public Stock and(Stock other) {
        return new Stock(joined(holdings, other.holdings), joined(fronts, other.fronts), joined(quotas, other.quotas));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
