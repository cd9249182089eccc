package dev.stile.core.egress.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

@Proves("TU-5")
final class AddressClassesTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "1.1.1.1, PUBLIC",
        "0.0.0.0, UNSPECIFIED",
        "0.1.2.3, RESERVED",
        "9.255.255.255, PUBLIC",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "11.0.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.64.0.0, SHARED",
        "100.127.255.255, SHARED",
        "100.128.0.0, PUBLIC",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "128.0.0.0, PUBLIC",
        "169.253.255.255, PUBLIC",
        "169.254.169.254, LINK_LOCAL",
        "169.255.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC",
        "192.0.0.1, RESERVED",
        "192.0.0.9, PUBLIC",
        "192.0.0.10, PUBLIC",
        "192.0.1.0, PUBLIC",
        "192.0.2.1, RESERVED",
        "192.88.99.1, RESERVED",
        "192.168.0.1, PRIVATE",
        "192.169.0.0, PUBLIC",
        "198.17.255.255, PUBLIC",
        "198.18.0.0, RESERVED",
        "198.19.255.255, RESERVED",
        "198.20.0.0, PUBLIC",
        "198.51.100.7, RESERVED",
        "203.0.113.7, RESERVED",
        "223.255.255.255, PUBLIC",
        "224.0.0.1, MULTICAST",
        "239.255.255.255, MULTICAST",
        "240.0.0.1, RESERVED",
        "255.255.255.255, RESERVED",
        "::, UNSPECIFIED",
        "::1, LOOPBACK",
        "::2, RESERVED RESERVED",
        "2606:4700::1111, PUBLIC",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "fe80::1, LINK_LOCAL",
        "febf::1, LINK_LOCAL",
        "fec0::1, RESERVED",
        "ff02::1, MULTICAST",
        "100::1, RESERVED",
        "64:ff9b:1::1, RESERVED",
        "2001:db8::1, RESERVED",
        "3fff::1, RESERVED",
        "3fff:1000::1, PUBLIC",
        "2001:2::1, RESERVED",
        "2001:10::1, RESERVED",
        "2001:20::1, PUBLIC",
        "5f00::1, RESERVED",
        "4000::1, RESERVED",
    })
    void eachAddressHasTheClassOfItsRegistry(String address, String classes) {
        assertThat(AddressClasses.of(InetAddress.ofLiteral(address)))
                .containsExactlyInAnyOrder(
                        java.util.Arrays.stream(classes.split(" "))
                                .distinct()
                                .map(AddressClass::valueOf)
                                .toArray(AddressClass[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:127.0.0.1, LOOPBACK",
        "::ffff:8.8.8.8, PUBLIC",
        "::127.0.0.1, RESERVED LOOPBACK",
        "2002:7f00:1::1, PUBLIC LOOPBACK",
        "2002:a9fe:a9fe::1, PUBLIC LINK_LOCAL",
        "2002:808:808::1, PUBLIC",
        "64:ff9b::10.0.0.1, PUBLIC PRIVATE",
        "64:ff9b::8.8.8.8, PUBLIC",
        "2001:0:808:808::f7f7:f7f7, PUBLIC",
        "2001:0:a00:1::f7f7:f7f7, PUBLIC PRIVATE",
        "2001:0:808:808::80ff:fffe, PUBLIC LOOPBACK",
        "2606:4700::5efe:10.0.0.1, PUBLIC PRIVATE",
        "2606:4700::200:5efe:192.168.1.1, PUBLIC PRIVATE",
        "fe80::5efe:127.0.0.1, LINK_LOCAL LOOPBACK",
    })
    void anAddressThatEmbedsAnotherHasTheClassesOfBoth(String address, String classes) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        assertThat(AddressClasses.of(bytes.length == 4 ? mapped(bytes) : bytes))
                .containsExactlyInAnyOrder(
                        java.util.Arrays.stream(classes.split(" "))
                                .map(AddressClass::valueOf)
                                .toArray(AddressClass[]::new));
    }

    @Test
    void onlyThisMachinePrivateAndSharedNetworksCanBeGranted() {
        assertThat(AddressClass.values())
                .filteredOn(kind -> kind.reach() == AddressClass.Reach.IF_GRANTED)
                .containsExactly(AddressClass.LOOPBACK, AddressClass.PRIVATE, AddressClass.SHARED);
        assertThat(AddressClass.values())
                .filteredOn(kind -> kind.reach() == AddressClass.Reach.ALWAYS)
                .containsExactly(AddressClass.PUBLIC);
    }

    private static byte[] mapped(byte[] four) {
        byte[] sixteen = new byte[16];
        sixteen[10] = -1;
        sixteen[11] = -1;
        System.arraycopy(four, 0, sixteen, 12, 4);
        return sixteen;
    }
}
