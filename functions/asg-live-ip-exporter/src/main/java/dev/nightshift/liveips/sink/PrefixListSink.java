package dev.nightshift.liveips.sink;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Refusals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// A managed prefix list: an entry for each address, `/32` or `/128`, whose description says that it is ours. Entries
/// with another description are somebody else's and stay.
///
/// A modification names the version that was read; EC2 refuses it when there is a newer one. It is under way for a
/// while, and EC2 takes no other one meanwhile: what one modification cannot do is left to the next run.
///
/// Needs `ec2:DescribeManagedPrefixLists`, and `ec2:GetManagedPrefixListEntries` and `ec2:ModifyManagedPrefixList` on
/// the list.
public final class PrefixListSink implements Sink {
    private static final String V6 = "IPv6";

    private final QueryApi ec2;
    private final String id;
    private final String mark;

    /// One prefix list.
    ///
    /// @param mark the description of entries that are ours
    public PrefixListSink(QueryApi ec2, String id, String mark) {
        this.ec2 = ec2;
        this.id = id;
        this.mark = mark;
    }

    @Override
    public Reading read() {
        try {
            PrefixListContent held = content();
            return held.isSettled()
                    ? new Reading.Held(
                            Optional.of(text(held.ours())).filter(text -> !text.isEmpty()), "" + held.version())
                    : new Reading.Unreadable("its state is " + held.state() + "; the next run looks again");
        } catch (SdkException e) {
            return new Reading.Unreadable(Refusals.why(e));
        } catch (IllegalStateException e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Writing write(String body, String token) {
        return write(body, token, this::modify);
    }

    @Override
    public Writing rehearse(String body, String token) {
        return write(body, token, (version, change) -> {});
    }

    private interface Modification {
        void of(long version, PrefixListChange change);
    }

    private Writing write(String body, String token, Modification modification) {
        try {
            PrefixListContent held = content();
            if (!held.isSettled() || !token.equals("" + held.version())) {
                return new Writing.Raced();
            }
            NavigableSet<Address> wanted = Address.allIn(body);
            if (wanted.stream()
                    .anyMatch(address -> address.isV6() != held.family().equals(V6))) {
                return new Writing.Refused("is a list of " + held.family() + ", and these addresses are not");
            }
            PrefixListChange change = PrefixListChange.of(held, wanted);
            if (change.isEmpty() && change.why().isPresent()) {
                return new Writing.Refused(change.why().get());
            }
            if (!change.isEmpty()) {
                modification.of(held.version(), change);
            }
            return new Writing.Holds(text(change.after()), change.why());
        } catch (SdkException e) {
            return Refusals.is(e, "PrefixListVersionMismatch") || Refusals.is(e, "IncorrectState")
                    ? new Writing.Raced()
                    : new Writing.Refused(Refusals.why(e));
        } catch (IllegalStateException e) {
            return new Writing.Refused(String.valueOf(e.getMessage()));
        }
    }

    private void modify(long version, PrefixListChange change) {
        Map<String, String> parameters = new HashMap<>(Map.of("PrefixListId", id, "CurrentVersion", "" + version));
        int added = 0;
        for (Address address : change.added()) {
            String entry = "AddEntry." + ++added;
            parameters.put(entry + ".Cidr", cidr(address));
            parameters.put(entry + ".Description", mark);
        }
        int removed = 0;
        for (Address address : change.removed()) {
            parameters.put("RemoveEntry." + ++removed + ".Cidr", cidr(address));
        }
        ec2.call("ModifyManagedPrefixList", parameters);
    }

    private PrefixListContent content() {
        Answer list = ec2.call("DescribeManagedPrefixLists", Map.of("PrefixListId.1", id))
                .all("prefixListSet", "item")
                .filter(one -> one.has("version") && one.has("maxEntries"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(id + " is not a prefix list of this account"));
        List<Answer> entries = entries(list.text("version"));
        return new PrefixListContent(
                list.number("version"),
                list.text("state"),
                list.text("addressFamily"),
                (int) list.number("maxEntries"),
                addresses(entries, true),
                addresses(entries, false),
                entries.size());
    }

    private List<Answer> entries(String version) {
        List<Answer> entries = new ArrayList<>();
        Map<String, String> parameters = new HashMap<>(Map.of("PrefixListId", id, "TargetVersion", version));
        String next;
        do {
            Answer page = ec2.call("GetManagedPrefixListEntries", parameters);
            page.all("entrySet", "item").forEach(entries::add);
            next = page.text("nextToken");
            parameters.put("NextToken", next);
        } while (!next.isEmpty());
        return entries;
    }

    private NavigableSet<Address> addresses(List<Answer> entries, boolean ours) {
        return entries.stream()
                .filter(entry -> mark.equals(entry.text("description")) == ours)
                .flatMap(entry -> address(entry.text("cidr")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// A block of one address.
    private static Optional<Address> address(String cidr) {
        return Address.parse(cidr.replaceFirst("/.*", "")).filter(one -> cidr.endsWith(length(one)));
    }

    private static String cidr(Address address) {
        return address + length(address);
    }

    private static String length(Address address) {
        return address.isV6() ? "/128" : "/32";
    }

    private static String text(NavigableSet<Address> addresses) {
        return addresses.stream().map(address -> address + "\n").collect(Collectors.joining());
    }
}
