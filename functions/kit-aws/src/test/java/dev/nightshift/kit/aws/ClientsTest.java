package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Environment;
import dev.nightshift.kit.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void aMissingRegionIsNamed() {
        Environment empty = new Environment(Map.of());

        assertThatThrownBy(() -> Clients.of(empty))
                .isInstanceOf(SettingsException.class)
                .hasMessage("environment: AWS_REGION: is missing: expected the region, which Lambda sets");
    }
}
