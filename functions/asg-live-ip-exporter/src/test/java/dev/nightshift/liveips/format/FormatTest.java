package dev.nightshift.liveips.format;

import static dev.nightshift.liveips.Fixture.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {
    static final List<Entry> THREE =
            List.of(entry("i-2", "10.0.0.9"), entry("i-1", "10.0.0.10"), entry("i-1", "2001:db8::1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JSON    | {"v":1,"output":"shop-web","addresses":[{"address":"10.0.0.9","instance":"i-2","group":"shop-blue","zone":"eu-central-1a"},{"address":"10.0.0.10","instance":"i-1","group":"shop-blue","zone":"eu-central-1a"},{"address":"2001:db8::1","instance":"i-1","group":"shop-blue","zone":"eu-central-1a"}]}~
            CSV     | 10.0.0.9,10.0.0.10,2001:db8::1~
            PLAIN   | 10.0.0.9~10.0.0.10~2001:db8::1~
            FILE_SD | [{"targets":["10.0.0.9"],"labels":{"output":"shop-web","instance_id":"i-2","autoscaling_group":"shop-blue","zone":"eu-central-1a"}},{"targets":["10.0.0.10"],"labels":{"output":"shop-web","instance_id":"i-1","autoscaling_group":"shop-blue","zone":"eu-central-1a"}},{"targets":["[2001:db8::1]"],"labels":{"output":"shop-web","instance_id":"i-1","autoscaling_group":"shop-blue","zone":"eu-central-1a"}}]~
            NGINX   | upstream shop-web {~    server 10.0.0.9; # i-2~    server 10.0.0.10; # i-1~    server [2001:db8::1]; # i-1-v6~}~
            NGINX_ALLOW | allow 10.0.0.9; # i-2~allow 10.0.0.10; # i-1~allow 2001:db8::1; # i-1-v6~deny all;~
            HAPROXY | backend shop-web~    server i-2 10.0.0.9 check~    server i-1 10.0.0.10 check~    server i-1-v6 [2001:db8::1] check~
            ANSIBLE | [shop_web]~i-2 ansible_host=10.0.0.9~i-1 ansible_host=10.0.0.10~i-1-v6 ansible_host=2001:db8::1~
            HOSTS   | 10.0.0.9>i-2.shop-web~10.0.0.10>i-1.shop-web~2001:db8::1>i-1.shop-web~
            """)
    void aListIsWrittenAsItsReaderWantsIt(Format format, String text) {
        assertThat(Form.of(format).body("shop-web", THREE))
                .isEqualTo(text.replace('~', '\n').replace('>', '\t'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CSV     | 10.0.0.9:8080,10.0.0.10:8080,[2001:db8::1]:8080~
            PLAIN   | 10.0.0.9:8080~10.0.0.10:8080~[2001:db8::1]:8080~
            NGINX   | upstream shop {~    server 10.0.0.9:8080; # i-2~    server 10.0.0.10:8080; # i-1~    server [2001:db8::1]:8080; # i-1-v6~}~
            HAPROXY | backend shop~    server i-2 10.0.0.9:8080 check~    server i-1 10.0.0.10:8080 check~    server i-1-v6 [2001:db8::1]:8080 check~
            ANSIBLE | [shop]~i-2 ansible_host=10.0.0.9 ansible_port=8080~i-1 ansible_host=10.0.0.10 ansible_port=8080~i-1-v6 ansible_host=2001:db8::1 ansible_port=8080~
            """)
    void aPortGoesWithEachAddress(Format format, String text) {
        assertThat(Form.of(format, Optional.of(8080)).body("shop", THREE)).isEqualTo(text.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JSON    | {"v":1,"output":"shop","addresses":[]}~
            CSV     | ~
            PLAIN   | ''
            FILE_SD | []~
            NGINX   | upstream shop {~    server 127.0.0.1:1 down;~}~
            NGINX_ALLOW | deny all;~
            HAPROXY | backend shop~
            ANSIBLE | [shop]~
            HOSTS   | ''
            """)
    void anEmptyListIsStillWhatItsReaderTakes(Format format, String text) {
        assertThat(Form.of(format, Optional.of(8080)).body("shop", List.of())).isEqualTo(text.replace('~', '\n'));
    }

    /// What a sink holds is compared with what it should hold by these.
    @ParameterizedTest
    @EnumSource
    void theAddressesOfAListAreReadBackFromEveryForm(Format format) {
        for (Optional<Integer> port : List.of(Optional.<Integer>empty(), Optional.of(8080))) {
            assertThat(Address.allIn(Form.of(format, port).body("shop", THREE)))
                    .containsExactlyElementsOf(
                            THREE.stream().map(Entry::address).toList());
            assertThat(Address.allIn(Form.of(format, port).body("shop", List.of())))
                    .isEmpty();
        }
    }

    @Test
    void everyFormatIsCalledInTheSettingsAsItIsRead() {
        for (Format format : Format.values()) {
            assertThat(Format.parse(format.toString())).isEqualTo(format);
        }
    }
}
