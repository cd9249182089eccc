package dev.stile.core.egress.url;

import java.util.ArrayList;
import java.util.List;

/** IPv6 addresses as RFC 5952 writes them. */
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /**
     * Checks an address in brackets: eight groups or one gap, the shortest spelling, no zone, and
     * no IPv4 address inside, for which there are two spellings.
     */
    static String canonical(String bracketed) throws AmbiguousUrlException {
        if (!bracketed.endsWith("]")) {
            throw new AmbiguousUrlException("the host has a bracket without its partner");
        }
        String text = bracketed.substring(1, bracketed.length() - 1);
        if (text.indexOf('%') >= 0) {
            throw new AmbiguousUrlException("the host has a zone");
        }
        int[] groups = parse(text);
        if (isMapped(groups)) {
            throw new AmbiguousUrlException("the host is an IPv4 address written as IPv6");
        }
        if (!text.equals(write(groups))) {
            throw new AmbiguousUrlException("the host is not the shortest spelling of its address");
        }
        return text;
    }

    private static int[] parse(String text) throws AmbiguousUrlException {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return toGroups(parts(text), List.of());
        }
        return toGroups(parts(text.substring(0, gap)), parts(text.substring(gap + 2)));
    }

    private static List<Integer> parts(String text) throws AmbiguousUrlException {
        List<Integer> parts = new ArrayList<>();
        if (text.isEmpty()) {
            return parts;
        }
        for (String part : text.split(":", -1)) {
            if (part.isEmpty() || part.length() > 4) {
                throw new AmbiguousUrlException("the host is not an IPv6 address");
            }
            int group = 0;
            for (int index = 0; index < part.length(); index++) {
                int digit = Character.digit(part.charAt(index), 16);
                if (digit < 0) {
                    throw new AmbiguousUrlException("the host is not an IPv6 address");
                }
                group = group * 16 + digit;
            }
            parts.add(group);
        }
        return parts;
    }

    private static int[] toGroups(List<Integer> head, List<Integer> tail)
            throws AmbiguousUrlException {
        if (head.size() + tail.size() > GROUPS) {
            throw new AmbiguousUrlException("the host is not an IPv6 address");
        }
        int[] groups = new int[GROUPS];
        for (int index = 0; index < head.size(); index++) {
            groups[index] = head.get(index);
        }
        for (int index = 0; index < tail.size(); index++) {
            groups[GROUPS - tail.size() + index] = tail.get(index);
        }
        return groups;
    }

    private static boolean isMapped(int[] groups) {
        for (int index = 0; index < 5; index++) {
            if (groups[index] != 0) {
                return false;
            }
        }
        return groups[5] == 0xffff;
    }

    /** RFC 5952, 4: the first longest run of two or more zeros is the gap, no leading zeros. */
    private static String write(int[] groups) {
        int gapAt = -1;
        int gapLength = 1;
        for (int index = 0; index < GROUPS; index++) {
            int run = 0;
            while (index + run < GROUPS && groups[index + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapAt = index;
                gapLength = run;
            }
        }
        StringBuilder text = new StringBuilder();
        int index = 0;
        while (index < GROUPS) {
            if (index == gapAt) {
                text.append("::");
                index += gapLength;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[index]));
                index++;
            }
        }
        return text.toString();
    }
}
