package dev.nightshift.liveips.settings;

import static dev.nightshift.liveips.Fixture.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Machine.Interface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
    private static final Interface SECOND =
            new Interface(1, List.of(), Optional.of(address("2001:db8::1")), List.of(address("2001:db8::1")));

    private static Machine machine(Interface... interfaces) {
        return new Machine(
                "i-1",
                "running",
                "shop-blue",
                Optional.of(address("10.0.0.1")),
                Optional.of(address("203.0.113.1")),
                List.of(interfaces));
    }

    @ParameterizedTest
    @CsvSource({
        "PRIVATE_IPV4, 10.0.0.1",
        "PUBLIC_IPV4,  203.0.113.1",
        "IPV6,         2001:db8::9",
        "DUAL,         10.0.0.1 2001:db8::9"
    })
    void eachKindTakesItsOwnAddresses(AddressKind kind, String addresses) {
        Machine machine = machine(
                SECOND,
                new Interface(0, List.of(), Optional.empty(), List.of(address("2001:db8::a"), address("2001:db8::9"))));

        assertThat(kind.of(machine)).map(Address::toString).containsExactly(addresses.split(" "));
    }

    @Test
    void thePrimaryIpv6OfTheFirstDeviceComesBeforeALowerOne() {
        Machine machine = machine(
                SECOND,
                new Interface(
                        0,
                        List.of(),
                        Optional.of(address("2001:db8::ff")),
                        List.of(address("2001:db8::9"), address("2001:db8::ff"))));

        assertThat(AddressKind.IPV6.of(machine)).containsExactly(address("2001:db8::ff"));
    }

    @Test
    void anAddressOfAnotherDeviceDoesNotCount() {
        assertThat(AddressKind.IPV6.of(machine(SECOND))).isEmpty();
        assertThat(AddressKind.IPV6.of(machine(new Interface(0, List.of(), Optional.empty(), List.of()), SECOND)))
                .isEmpty();
    }

    @Test
    void aServerWithIpv6AloneHasNoIpv4AndIsStillDual() {
        Machine machine = new Machine(
                "i-1",
                "running",
                "shop-blue",
                Optional.empty(),
                Optional.empty(),
                List.of(new Interface(0, List.of(), Optional.empty(), List.of(address("2001:db8::9")))));

        assertThat(AddressKind.PRIVATE_IPV4.of(machine)).isEmpty();
        assertThat(AddressKind.DUAL.of(machine)).containsExactly(address("2001:db8::9"));
    }
}
