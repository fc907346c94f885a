package dev.nightshift.rotator;

import dev.nightshift.kit.aws.StoppedOnPurpose;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Targets that are databases.
record DatabaseTargets(RotatorConfig config, ParameterStore store, Passwords passwords, StoppedOnPurpose stopped)
        implements Targets {
    @Override
    public Target of(Parameter parameter, Strategy strategy) {
        return switch (strategy) {
            case POSTGRES, POSTGRES_BY_ADMIN, POSTGRES_ALTERNATING -> target(Engine.POSTGRES, parameter, strategy);
            case MYSQL, MYSQL_BY_ADMIN, MYSQL_ALTERNATING -> target(Engine.MYSQL, parameter, strategy);
            case IAM_ACCESS_KEY -> throw new Target.Unsuitable("the settings' accessKeys name no users");
            case REDIS -> throw new Target.Unsuitable("the settings' redis names no server");
            case HTTP -> throw new Target.Unsuitable("the settings' http name no API");
            case RANDOM -> throw new Target.Unsuitable("nothing but its own parameter holds a random value");
        };
    }

    private Target target(Engine engine, Parameter parameter, Strategy strategy) {
        Optional<Database> site = Optional.ofNullable(parameter.tags().get(RotatorConfig.DATABASE_TAG))
                .map(name -> Optional.ofNullable(config.databases().get(name))
                        .orElseThrow(() -> new Target.Unsuitable(
                                "its tag " + RotatorConfig.DATABASE_TAG + " is none of the settings' databases")));
        Optional<Supplier<Secret>> admin = Optional.empty();
        if (strategy.needsAdministrator()) {
            // The administrator's password goes to hosts of the site's choice only, never to the value's.
            String name = site.flatMap(Database::admin)
                    .orElseThrow(() -> new Target.Unsuitable(
                            "its strategy needs an administrator: name one in the settings' databases and give the parameter"
                                    + " the tag "
                                    + RotatorConfig.DATABASE_TAG));
            admin = Optional.of(() -> login(name));
        }
        return new DatabaseTarget(engine, site, admin, strategy.alternates(), passwords, config.passwords(), stopped);
    }

    private Secret login(String name) {
        Secret value = administrator(store, name);
        boolean isLogin = JsonField.read(value)
                .filter(fields -> fields.text("username").isPresent()
                        && fields.text("password").isPresent())
                .isPresent();
        if (!isLogin) {
            throw new Target.Unsuitable("the administrator's parameter " + name
                    + " is no JSON object with the fields username and password");
        }
        return value;
    }

    /// The value of an administrator's parameter.
    ///
    /// @throws Target.Unsuitable when it is not there
    static Secret administrator(ParameterStore store, String name) {
        ParameterStore.Value value;
        try {
            value = store.read(List.of(name)).get(name);
        } catch (CallException e) {
            throw new CallException("the administrator's parameter " + name + ": " + e.what(), e.isRefused());
        }
        if (value == null) {
            throw new Target.Unsuitable("the administrator's parameter " + name + " is not there");
        }
        return value.secret();
    }
}
