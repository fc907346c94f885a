package dev.nightshift.kit.aws;

import dev.nightshift.kit.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a function looks besides its own account and region: the same for synth and for the function.
///
/// ```yaml
/// watch: {regions: [eu-central-1, eu-west-1], accounts: ["444455556666"], roleName: acme-watch, externalId: acme}
/// ```
///
/// Regions are those of every account, one's own too. Synth names the role, so that a site file need not.
///
/// @param regions their codes; the function's own region alone when there are none
/// @param accounts other accounts' ids
/// @param roleName of the role to assume in each of them
/// @param externalId that the roles ask for (*Access to AWS accounts owned by third parties*, IAM User Guide)
public record Watch(List<String> regions, List<String> accounts, String roleName, String externalId) {
    /// The keys under which settings say all this.
    public static final String KEY = "watch";

    /// The key of the role's name, which synth hands down.
    public static final String ROLE_NAME = "roleName";

    private static final String REGIONS = "regions";
    private static final String EXTERNAL_ID = "externalId";

    /// Nothing but the function's own account and region.
    public static final Watch HERE = new Watch(List.of(), List.of(), "", "");

    /// One account and region to look at.
    ///
    /// @param account empty for the function's own
    public record Place(Optional<String> account, String region) {}

    /// Keeps copies.
    public Watch {
        regions = List.copyOf(regions);
        accounts = List.copyOf(accounts);
    }

    /// Reads what stands under [#KEY], if anything does.
    public static Watch from(Settings settings) {
        if (!settings.present()) {
            return HERE;
        }
        List<String> regions = each(settings.at(REGIONS), Watch::region);
        List<String> accounts = each(settings.at("accounts"), Watch::account);
        String roleName = settings.at(ROLE_NAME).orElse("", Watch::roleName);
        String externalId = settings.at(EXTERNAL_ID).orElse("", Watch::externalId);
        if (!accounts.isEmpty() && !settings.at(REGIONS).present()) {
            settings.at(REGIONS).problem("is missing: expected the regions to look at, which other accounts need");
        }
        if (!accounts.isEmpty() && !settings.at(EXTERNAL_ID).present()) {
            settings.at(EXTERNAL_ID).problem("is missing: expected the external id that other accounts ask for");
        }
        return new Watch(regions, accounts, roleName, externalId);
    }

    /// Every account in every region, the function's own account first.
    public List<Place> places(String ownRegion) {
        List<String> everywhere = regions.isEmpty() ? List.of(ownRegion) : regions;
        return Stream.concat(
                        Stream.of(Optional.<String>empty()), accounts.stream().map(Optional::of))
                .flatMap(account -> everywhere.stream().map(region -> new Place(account, region)))
                .toList();
    }

    private static List<String> each(Settings settings, Settings.Parser<String> parser) {
        List<String> values = new ArrayList<>();
        for (Settings item : settings.items()) {
            String value = item.as(parser, "");
            if (!value.isEmpty() && values.contains(value)) {
                item.problem("stands here twice");
            }
            values.add(value);
        }
        return values;
    }

    private static String region(String text) {
        return matching("[a-z]{2}(-[a-z]+)+-\\d", text, "a region's code, such as eu-central-1");
    }

    private static String account(String text) {
        return matching("\\d{12}", text, "an account's id of 12 digits, in quotation marks");
    }

    // IAM API reference, CreateRole.
    private static String roleName(String text) {
        return matching("[\\w+=,.@-]{1,64}", text, "a role's name without its path");
    }

    // STS API reference, AssumeRole.
    private static String externalId(String text) {
        return matching("[\\w+=,.@:/-]{2,1224}", text, "2 to 1224 letters, digits and +=,.@:/-");
    }

    private static String matching(String pattern, String text, String expected) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("expected " + expected);
        }
        return text;
    }
}
