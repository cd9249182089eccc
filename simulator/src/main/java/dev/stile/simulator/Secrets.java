package dev.stile.simulator;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The values of the first tokens. Printed nowhere. */
record Secrets(String admin, String read, String control, String instance) {
    /** Those that were given, and random ones for the rest. */
    static Secrets of(SimulatorOptions options) {
        SecureRandom random = new SecureRandom();
        return new Secrets(
                options.adminToken().orElseGet(() -> "sim_admin_" + hex(random, 20)),
                options.readToken().orElseGet(() -> "sim_read_" + hex(random, 20)),
                options.controlToken().orElseGet(() -> "sim_control_" + hex(random, 20)),
                hex(random, 4));
    }

    /** A new random value. */
    static String fresh(String prefix) {
        return prefix + hex(new SecureRandom(), 20);
    }

    private static String hex(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
