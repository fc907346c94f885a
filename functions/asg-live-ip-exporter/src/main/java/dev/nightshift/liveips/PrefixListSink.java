package dev.nightshift.liveips;

import dev.nightshift.kit.aws.Clients;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;

/// A managed prefix list: an entry for each address, `/32` or `/128`, whose description says that it is ours. Entries
/// with another description are somebody else's and stay.
///
/// A modification names the version that was read; EC2 refuses it when there is a newer one. It is under way for a
/// while, and EC2 takes no other one meanwhile: what one modification cannot do is left to the next run.
///
/// Needs `ec2:DescribeManagedPrefixLists`, and `ec2:GetManagedPrefixListEntries` and `ec2:ModifyManagedPrefixList` on
/// the list.
final class PrefixListSink implements Sink {
    private static final String V6 = "IPv6";

    private final Supplier<Ec2Client> ec2;
    private final String id;
    private final String mark;

    /// @param mark the description of entries that are ours
    PrefixListSink(Supplier<Ec2Client> ec2, String id, String mark) {
        this.ec2 = ec2;
        this.id = id;
        this.mark = mark;
    }

    /// A client that is made at its first call.
    static Supplier<Ec2Client> client(Clients clients) {
        return new Lazy<>(() -> clients.build(Ec2Client.builder()));
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
        ec2.get()
                .modifyManagedPrefixList(request -> request.prefixListId(id)
                        .currentVersion(version)
                        .addEntries(change.added().stream()
                                .map(address -> AddPrefixListEntry.builder()
                                        .cidr(cidr(address))
                                        .description(mark)
                                        .build())
                                .toList())
                        .removeEntries(change.removed().stream()
                                .map(address -> RemovePrefixListEntry.builder()
                                        .cidr(cidr(address))
                                        .build())
                                .toList()));
    }

    private PrefixListContent content() {
        List<ManagedPrefixList> lists = ec2.get()
                .describeManagedPrefixLists(request -> request.prefixListIds(id))
                .prefixLists();
        if (lists.isEmpty()
                || lists.getFirst().version() == null
                || lists.getFirst().maxEntries() == null) {
            throw new IllegalStateException(id + " is not a prefix list of this account");
        }
        ManagedPrefixList list = lists.getFirst();
        List<PrefixListEntry> entries = ec2
                .get()
                .getManagedPrefixListEntriesPaginator(
                        request -> request.prefixListId(id).targetVersion(list.version()))
                .entries()
                .stream()
                .toList();
        return new PrefixListContent(
                list.version(),
                list.stateAsString(),
                list.addressFamily(),
                list.maxEntries(),
                addresses(entries, true),
                addresses(entries, false),
                entries.size());
    }

    private NavigableSet<Address> addresses(List<PrefixListEntry> entries, boolean ours) {
        return entries.stream()
                .filter(entry -> mark.equals(entry.description()) == ours)
                .flatMap(entry -> address(entry.cidr()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// A block of one address.
    private static Optional<Address> address(@Nullable String cidr) {
        String text = cidr == null ? "" : cidr;
        return Address.parse(text.replaceFirst("/.*", "")).filter(one -> text.endsWith(length(one)));
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
