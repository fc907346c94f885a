package dev.nightshift.rotator;

/// Finds what a parameter's secret opens.
@FunctionalInterface
interface Targets {
    /// What the parameter's secret opens.
    ///
    /// @throws Target.Unsuitable when the parameter does not say enough
    Target of(Parameter parameter, Strategy strategy);
}
