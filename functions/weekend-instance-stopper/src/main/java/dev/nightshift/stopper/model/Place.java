package dev.nightshift.stopper.model;

/// Where instances are looked at: one account in one region.
///
/// @param account its 12 digits
/// @param region its code, `eu-central-1`
public record Place(String account, String region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byAccount = account.compareTo(other.account);
        return byAccount == 0 ? region.compareTo(other.region) : byAccount;
    }

    @Override
    public String toString() {
        return account + " " + region;
    }
}
