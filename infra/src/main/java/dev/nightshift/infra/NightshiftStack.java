package dev.nightshift.infra;

import dev.nightshift.kit.Zones;
import dev.nightshift.site.Site;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// Everything one site has in one account and region. It names neither, so that the same template fits all.
final class NightshiftStack extends Stack {
    NightshiftStack(Construct scope, Site site, Repository repository) {
        super(
                scope,
                "nightshift-" + site.name(),
                StackProps.builder()
                        .description("Nightshift: scheduled operations of the site " + site.name())
                        .build());
        Notifications notifications = new Notifications(this, site.recipients());
        State state = new State(this, site);
        Map<String, Object> effective = new LinkedHashMap<>();
        site.functions().forEach((name, function) -> {
            Constructs.add(this, function, new Shared(site, repository, notifications, state));
            SettingsLayer.flatten(name, function.settings(), effective);
        });
        for (ZoneId zone : site.zones()) {
            Zones.warning(zone)
                    .ifPresent(text -> Annotations.of(this).addWarningV2("nightshift:zone:" + Zones.name(zone), text));
        }
        effective.put("tzdata", Zones.version());
        // The layer that carries the settings is a hash to `cdk diff`: here it shows which setting changes.
        getTemplateOptions().setMetadata(effective);
    }
}
