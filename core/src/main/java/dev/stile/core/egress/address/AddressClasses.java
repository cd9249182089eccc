package dev.stile.core.egress.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Classes of addresses by the special-purpose registries of IANA for IPv4 and IPv6. An address that
 * embeds another has the classes of both.
 *
 * @see <a
 *     href="https://www.iana.org/assignments/iana-ipv4-special-registry/">iana-ipv4-special-registry</a>
 * @see <a
 *     href="https://www.iana.org/assignments/iana-ipv6-special-registry/">iana-ipv6-special-registry</a>
 */
public final class AddressClasses {
    private record Block(byte[] prefix, int bits, AddressClass kind) {
        boolean holds(byte[] address) {
            int whole = bits / 8;
            if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
                return false;
            }
            int mask = 0xff << (8 - bits % 8) & 0xff;
            return bits % 8 == 0 || (prefix[whole] & mask) == (address[whole] & mask);
        }
    }

    /** The first block that holds an address decides, so the narrower stand before the wider. */
    private static final List<Block> IPV4 =
            List.of(
                    block("0.0.0.0", 32, AddressClass.UNSPECIFIED),
                    block("0.0.0.0", 8, AddressClass.RESERVED),
                    block("10.0.0.0", 8, AddressClass.PRIVATE),
                    block("100.64.0.0", 10, AddressClass.SHARED),
                    block("127.0.0.0", 8, AddressClass.LOOPBACK),
                    block("169.254.0.0", 16, AddressClass.LINK_LOCAL),
                    block("172.16.0.0", 12, AddressClass.PRIVATE),
                    block("192.0.0.9", 32, AddressClass.PUBLIC),
                    block("192.0.0.10", 32, AddressClass.PUBLIC),
                    block("192.0.0.0", 24, AddressClass.RESERVED),
                    block("192.0.2.0", 24, AddressClass.RESERVED),
                    block("192.88.99.0", 24, AddressClass.RESERVED),
                    block("192.168.0.0", 16, AddressClass.PRIVATE),
                    block("198.18.0.0", 15, AddressClass.RESERVED),
                    block("198.51.100.0", 24, AddressClass.RESERVED),
                    block("203.0.113.0", 24, AddressClass.RESERVED),
                    block("224.0.0.0", 4, AddressClass.MULTICAST),
                    block("240.0.0.0", 4, AddressClass.RESERVED));

    private static final List<Block> IPV6 =
            List.of(
                    block("::", 128, AddressClass.UNSPECIFIED),
                    block("::1", 128, AddressClass.LOOPBACK),
                    block("64:ff9b::", 96, AddressClass.PUBLIC),
                    block("2001:1::1", 128, AddressClass.PUBLIC),
                    block("2001:1::2", 128, AddressClass.PUBLIC),
                    block("2001:1::3", 128, AddressClass.PUBLIC),
                    block("2001::", 32, AddressClass.PUBLIC),
                    block("2001:3::", 32, AddressClass.PUBLIC),
                    block("2001:4:112::", 48, AddressClass.PUBLIC),
                    block("2001:20::", 28, AddressClass.PUBLIC),
                    block("2001:30::", 28, AddressClass.PUBLIC),
                    block("2001::", 23, AddressClass.RESERVED),
                    block("2001:db8::", 32, AddressClass.RESERVED),
                    block("3fff::", 20, AddressClass.RESERVED),
                    block("2000::", 3, AddressClass.PUBLIC),
                    block("fc00::", 7, AddressClass.PRIVATE),
                    block("fe80::", 10, AddressClass.LINK_LOCAL),
                    block("ff00::", 8, AddressClass.MULTICAST));

    private AddressClasses() {}

    /** The classes of an address: one, or more if it embeds another. */
    public static Set<AddressClass> of(InetAddress address) {
        return of(address.getAddress());
    }

    /**
     * @param address 4 or 16 bytes
     */
    static Set<AddressClass> of(byte[] address) {
        if (address.length == 4) {
            return EnumSet.of(first(IPV4, address));
        }
        if (starts(address, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)) {
            return of(Arrays.copyOfRange(address, 12, 16));
        }
        EnumSet<AddressClass> classes = EnumSet.of(first(IPV6, address));
        embedded(address).forEach(inner -> classes.addAll(of(inner)));
        return classes;
    }

    /** The IPv4 addresses that an IPv6 address carries inside by a documented form. */
    private static List<byte[]> embedded(byte[] address) {
        if (starts(address, 0x20, 0x02)) { // 6to4, RFC 3056
            return List.of(Arrays.copyOfRange(address, 2, 6));
        }
        if (starts(address, 0x20, 0x01, 0, 0)) { // Teredo, RFC 4380: server, and client inverted
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int index = 0; index < client.length; index++) {
                client[index] = (byte) ~client[index];
            }
            return List.of(Arrays.copyOfRange(address, 4, 8), client);
        }
        boolean nat64 = starts(address, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0); // RFC 6052
        boolean compatible = starts(address, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0); // RFC 4291
        boolean tunnel = (address[8] & 0xfd) == 0 && starts(address, 9, new int[] {0, 0x5e, 0xfe});
        if (nat64 || (compatible && !isTiny(address)) || tunnel) { // the last: ISATAP, RFC 5214
            return List.of(Arrays.copyOfRange(address, 12, 16));
        }
        return List.of();
    }

    /** {@code ::} and {@code ::1} embed nothing. */
    private static boolean isTiny(byte[] address) {
        return address[12] == 0
                && address[13] == 0
                && address[14] == 0
                && (address[15] & 0xfe) == 0;
    }

    private static AddressClass first(List<Block> blocks, byte[] address) {
        for (Block block : blocks) {
            if (block.holds(address)) {
                return block.kind();
            }
        }
        return address.length == 4 ? AddressClass.PUBLIC : AddressClass.RESERVED;
    }

    private static boolean starts(byte[] address, int... prefix) {
        return starts(address, 0, prefix);
    }

    private static boolean starts(byte[] address, int from, int[] prefix) {
        for (int index = 0; index < prefix.length; index++) {
            if ((address[from + index] & 0xff) != prefix[index]) {
                return false;
            }
        }
        return true;
    }

    private static Block block(String prefix, int bits, AddressClass kind) {
        return new Block(InetAddress.ofLiteral(prefix).getAddress(), bits, kind);
    }
}
