package dev.stile.connectors.redmine.wire;

/** The server ends every line of a description with CRLF, whatever was sent. */
public final class LineEnds {
    private LineEnds() {}

    /** Whether two texts differ in nothing but how their lines end. */
    public static boolean onlyDiffer(String one, String other) {
        return unified(one).equals(unified(other));
    }

    private static String unified(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
