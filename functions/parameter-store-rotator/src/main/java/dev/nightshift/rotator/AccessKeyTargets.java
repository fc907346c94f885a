package dev.nightshift.rotator;

/// Targets that are IAM users.
///
/// @param others of every other strategy
record AccessKeyTargets(AccessKeys iam, ParameterStore store, AccessKeyRules rules, Pace.Pause pause, Targets others)
        implements Targets {
    @Override
    public Target of(Parameter parameter, Strategy strategy) {
        return strategy == Strategy.IAM_ACCESS_KEY
                ? new AccessKeyTarget(iam, store, rules, pause)
                : others.of(parameter, strategy);
    }
}
