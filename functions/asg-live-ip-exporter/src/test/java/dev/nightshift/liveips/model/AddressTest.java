package dev.nightshift.liveips.model;

import static dev.nightshift.liveips.Fixture.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Fixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0:0:0:0:1,         2001:db8::1",
        "2001:0db8::0001,              2001:db8::1",
        "2001:db8:0:1:1:1:1:1,         2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,           2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1,         2001:db8::1:0:0:1",
        "::,                           ::",
        "::1,                          ::1",
        "fd00::,                       fd00::",
        "10.0.0.1,                     10.0.0.1",
    })
    void oneAddressIsWrittenInOneWay(String text, String written) {
        assertThat(address(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0", "10.0.0.256", "10.0.0.1 ", "i-0abc", "1:2", "2001:db8::1%eth0", "::g", "a.example"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void addressesAreSortedByTheirValueAndNotByTheirText() {
        List<String> sorted = List.of(
                "9.255.255.255",
                "10.0.0.2",
                "10.0.0.10",
                "127.0.0.1",
                "128.0.0.1",
                "255.0.0.1",
                "::2",
                "2001:db8::a",
                "2001:db8::10",
                "fd00::1");
        List<Address> shuffled =
                new ArrayList<>(sorted.stream().map(Fixture::address).toList());
        Collections.shuffle(shuffled, new Random(7));

        assertThat(new TreeSet<>(shuffled)).map(Address::toString).containsExactlyElementsOf(sorted);
    }

    @Test
    void theAddressesOfATextAreFoundInWhateverFormItIs() {
        assertThat(Address.allIn("""
                        {"v":1,"output":"shop","addresses":[{"address":"10.0.0.1","instance":"i-0dead1234beef"}]}
                        server i-0123456789abcdef0 10.0.0.2:8080 check
                        server [2001:db8::3]:9100; # i-0fade
                        server 127.0.0.1:1 down;
                        10.0.0.4,10.0.0.5,2001:db8::6
                        version 1.2.3 and 1.2.3.4.5 at 12:30:45h
                        """))
                .map(Address::toString)
                .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.4", "10.0.0.5", "2001:db8::3", "2001:db8::6");
    }
}
