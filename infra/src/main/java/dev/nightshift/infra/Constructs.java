package dev.nightshift.infra;

import dev.nightshift.site.CheckerSite;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.LiveIpsSite;
import dev.nightshift.site.RotatorSite;
import dev.nightshift.site.StopperSite;
import java.util.List;
import software.constructs.Construct;

/// The construct of each function, and what it may do in other accounts.
final class Constructs {
    private Constructs() {}

    /// Adds a function and all that is its own to a stack.
    static void add(Construct stack, FunctionSite function, Shared shared) {
        switch (function) {
            case CheckerSite site -> new SslExpiryChecker(stack, site, shared);
            case LiveIpsSite site -> new AsgLiveIpExporter(stack, site, shared);
            case RotatorSite site -> new ParameterStoreRotator(stack, site, shared);
            case StopperSite site -> new WeekendInstanceStopper(stack, site, shared);
        }
    }

    /// What a function may do where it looks, in its own account and in others.
    static List<Permission> whereItLooks(FunctionSite function) {
        return switch (function) {
            case CheckerSite site -> SslExpiryChecker.inventory(site.config().inventory());
            case LiveIpsSite site -> AsgLiveIpExporter.looking(site.config());
            case RotatorSite _ -> List.of();
            case StopperSite site -> WeekendInstanceStopper.permissions(site);
        };
    }
}
