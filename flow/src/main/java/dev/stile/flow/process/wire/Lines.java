package dev.stile.flow.process.wire;

import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.json.JsonWriter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Writes lines for children. Any thread may use it. */
public final class Lines {
    private static final int LONGEST_ESCAPE = 6;

    private final JsonWriter writer = new JsonWriter();

    /** One object with its line end. */
    public byte[] line(Json.JsonObject object) {
        return ended(writer.bytes(object));
    }

    /**
     * The same with a member {@code secrets} behind the others. The caller, or whoever writes the
     * line, wipes it.
     */
    public byte[] line(Json.JsonObject object, Map<String, SecureValue> secrets) {
        byte[] plain = writer.bytes(object);
        Wiped bytes = new Wiped(plain.length + room(secrets));
        bytes.write(plain, 0, plain.length - 1);
        bytes.writeBytes((object.members().isEmpty() ? "" : ",").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("\"secrets\":{".getBytes(StandardCharsets.UTF_8));
        boolean first = true;
        for (Map.Entry<String, SecureValue> secret : secrets.entrySet()) {
            if (!first) {
                bytes.write(',');
            }
            first = false;
            bytes.writeBytes(writer.bytes(Json.text(secret.getKey())));
            bytes.write(':');
            bytes.write('"');
            secret.getValue()
                    .lend(
                            value -> {
                                escape(value, bytes);
                                return value.length;
                            });
            bytes.write('"');
        }
        bytes.writeBytes("}}".getBytes(StandardCharsets.UTF_8));
        byte[] line = ended(bytes.toByteArray());
        bytes.wipe();
        return line;
    }

    /** Enough that the bytes never move and leave a copy behind. */
    private static int room(Map<String, SecureValue> secrets) {
        return secrets.entrySet().stream()
                        .mapToInt(
                                secret ->
                                        LONGEST_ESCAPE
                                                * (secret.getKey().length()
                                                        + secret.getValue().byteCount()
                                                        + 2))
                        .sum()
                + "\"secrets\":{}},".length();
    }

    private static byte[] ended(byte[] bytes) {
        byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        Arrays.fill(bytes, (byte) 0);
        return line;
    }

    private static void escape(byte[] value, ByteArrayOutputStream into) {
        for (byte unit : value) {
            if (unit == '"' || unit == '\\') {
                into.write('\\');
                into.write(unit);
            } else if (unit >= 0 && unit < 0x20) {
                into.writeBytes(
                        ("\\u00" + HexFormat.of().toHexDigits(unit))
                                .getBytes(StandardCharsets.US_ASCII));
            } else {
                into.write(unit);
            }
        }
    }

    /** Bytes that leave nothing behind. */
    private static final class Wiped extends ByteArrayOutputStream {
        Wiped(int size) {
            super(size);
        }

        void wipe() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
