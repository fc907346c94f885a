package dev.nightshift.rotator;

import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.SharedObject;
import java.util.function.UnaryOperator;

/// Keeps [WrongPasswords] across runs.
@FunctionalInterface
interface WrongPasswordMemory {
    /// The object that holds them, without `.json`.
    String NAME = "state/" + RotatorConfig.NAME + "/wrong-passwords";

    /// Changes what is kept, and answers with what is kept then.
    ///
    /// @throws CallException when it cannot be read or written
    WrongPasswords change(UnaryOperator<WrongPasswords> change);

    /// As an object of the deployment's bucket.
    static WrongPasswordMemory in(Resources resources) {
        int maxBytes = 4 * 1024 * 1024;
        SharedObject<WrongPasswords> object = new SharedObject<>(
                resources.object(NAME + ".json", maxBytes),
                NAME,
                WrongPasswords.NONE,
                WrongPasswords::parse,
                WrongPasswords::json);
        return change -> {
            try {
                return AwsCall.called("the object " + NAME, () -> object.change(change));
            } catch (SettingsException | IllegalStateException e) {
                throw new CallException(String.valueOf(e.getMessage()));
            }
        };
    }
}
