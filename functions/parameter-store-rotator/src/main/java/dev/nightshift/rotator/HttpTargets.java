package dev.nightshift.rotator;

import java.util.Optional;
import java.util.function.Supplier;

/// Targets that are tokens of APIs.
///
/// @param api made when it is needed: it would cost every cold start
/// @param others of every other strategy
record HttpTargets(RotatorConfig config, ParameterStore store, Supplier<HttpApi> api, Targets others)
        implements Targets {
    @Override
    public Target of(Parameter parameter, Strategy strategy) {
        if (strategy != Strategy.HTTP) {
            return others.of(parameter, strategy);
        }
        // A value never says where a token is sent.
        HttpSite site = Optional.ofNullable(parameter.tags().get(RotatorConfig.API_TAG))
                .flatMap(name -> Optional.ofNullable(config.http().get(name)))
                .orElseThrow(() ->
                        new Target.Unsuitable("its tag " + RotatorConfig.API_TAG + " is none of the settings' http"));
        Optional<Supplier<Secret>> admin =
                site.admin().map(name -> DatabaseTarget.once(() -> DatabaseTargets.administrator(store, name)));
        return new HttpTarget(site, api.get(), admin, store, parameter);
    }
}
