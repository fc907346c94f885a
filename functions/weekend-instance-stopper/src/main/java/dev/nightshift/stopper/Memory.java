package dev.nightshift.stopper;

/// Where what people were told outlives a run.
interface Memory {
    /// What they were told; [Told#NOTHING] before the first time.
    ///
    /// @throws dev.nightshift.kit.SettingsException for what cannot be understood; it may be
    ///     written over
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be reached
    Told recall();

    /// Keeps it for the next run, unless another run did so since.
    void keep(Told told);
}
