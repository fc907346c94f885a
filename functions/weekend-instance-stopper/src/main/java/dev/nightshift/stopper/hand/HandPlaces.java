package dev.nightshift.stopper.hand;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.settings.StopperConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/// The regions that a function looks at, as a person sees them in the one account whose credentials they have.
///
/// The roles that functions have in other accounts are not for people: there a person signs in.
///
/// @param acts as [HandPlan]
/// @param account the person's, of 12 digits
public record HandPlaces(StopperConfig config, boolean acts, Clients clients, String account) {
    private record Found(Place place, Ec2Fleet fleet, Instance instance) {
        String line() {
            return "  " + instance.id() + " in " + place + ", " + instance.state() + ", " + instance.type();
        }
    }

    /// The one instance with this id or this tag `Name`.
    ///
    /// @throws RefusedException when there is none, or several, or another may be where nobody could look
    public Hand find(String nameOrId) {
        List<Found> found = new ArrayList<>();
        Map<Place, String> unseen = new TreeMap<>();
        for (Place place : places()) {
            Ec2Fleet fleet = Ec2Fleet.of(clients.in(Region.of(place.region())), config.volumeKeys());
            try {
                fleet.named(nameOrId).forEach(instance -> found.add(new Found(place, fleet, instance)));
            } catch (SdkException e) {
                unseen.put(place, Failure.of(e).words());
            }
        }
        Found only = only(nameOrId, found, unseen);
        return new Hand(config, acts, only.place(), only.fleet(), only.instance());
    }

    private List<Place> places() {
        return config.watch().places(clients.region().id()).stream()
                .filter(watched -> watched.account().isEmpty())
                .map(watched -> new Place(account, watched.region()))
                .toList();
    }

    private Found only(String nameOrId, List<Found> found, Map<Place, String> unseen) {
        String blind = unseen.entrySet().stream()
                .map(place -> "\n" + place.getKey() + " could not be looked at: " + place.getValue())
                .collect(Collectors.joining());
        if (found.isEmpty()) {
            String looked = places().stream().map(Place::region).collect(Collectors.joining(", "));
            throw new RefusedException(
                    "\"%s\": not found in account %s (%s)%s%s: expected an instance's id or its tag Name"
                            .formatted(nameOrId, account, looked, elsewhere(), blind));
        }
        if (found.size() > 1) {
            throw new RefusedException("\"%s\": the name of %d instances; expected an id:\n%s"
                    .formatted(
                            nameOrId,
                            found.size(),
                            found.stream().map(Found::line).collect(Collectors.joining("\n"))));
        }
        Found only = found.getFirst();
        if (!unseen.isEmpty() && !only.instance().id().equals(nameOrId)) {
            throw new RefusedException("\"%s\": found %s in %s, but another may have the same name; expected an id%s"
                    .formatted(nameOrId, only.instance().id(), only.place(), blind));
        }
        return only;
    }

    /// That the site has other accounts, to which one signs in.
    private String elsewhere() {
        List<String> others = config.watch().accounts().stream()
                .filter(other -> !other.equals(account))
                .toList();
        return others.isEmpty() ? "" : "; sign in to look in account " + String.join(" or ", others);
    }
}
