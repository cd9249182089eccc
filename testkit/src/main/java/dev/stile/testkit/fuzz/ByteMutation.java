package dev.stile.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes bytes in the ways in which parsers are usually wrong. */
final class ByteMutation {
    private static final int LONGEST = 1 << 17;
    private static final String[] WORDS = {
        "\r\n",
        "\n",
        "\0",
        "\t",
        " ",
        "\"",
        "'",
        "\\",
        ":",
        "/",
        "//",
        "?",
        "#",
        "@",
        "%00",
        "%2e",
        "..",
        "[",
        "]",
        "{",
        "}",
        "-",
        "+",
        ",",
        ";",
        "=",
        "0",
        "-1",
        "99999999999999999999",
        "1e999",
        "0x7f",
        "\u00e9",
        "\u202e",
        "\ufeff",
        "\ud83d\ude00",
        "true",
        "null",
        "chunked",
        "---",
        "---\n"
    };

    private ByteMutation() {}

    static byte[] next(List<byte[]> examples, RandomGenerator random) {
        byte[] bytes = one(examples, random);
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            bytes = changed(bytes, examples, random);
        }
        return bytes;
    }

    private static byte[] one(List<byte[]> examples, RandomGenerator random) {
        return examples.get(random.nextInt(examples.size()));
    }

    private static byte[] changed(byte[] bytes, List<byte[]> examples, RandomGenerator random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1, 9));
        return switch (random.nextInt(8)) {
            case 0 -> joined(bytes, from, new byte[] {(byte) random.nextInt(256)}, to);
            case 1 -> joined(bytes, from, word(random), from);
            case 2 -> joined(bytes, from, word(random), to);
            case 3 -> joined(bytes, from, new byte[0], to);
            case 4 -> joined(bytes, from, new byte[0], bytes.length);
            case 5 -> joined(bytes, from, part(one(examples, random), random), from);
            case 6 -> joined(bytes, from, repeated(bytes, from, to, random), to);
            default -> {
                byte[] flipped = bytes.clone();
                if (from < flipped.length) {
                    flipped[from] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    private static byte[] word(RandomGenerator random) {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] bytes, RandomGenerator random) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
    }

    private static byte[] repeated(byte[] bytes, int from, int to, RandomGenerator random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int times = 1 << random.nextInt(12); times > 0 && out.size() < LONGEST; times--) {
            out.write(bytes, from, to - from);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, head);
        out.writeBytes(middle);
        out.write(bytes, tail, bytes.length - tail);
        return out.size() > LONGEST ? bytes : out.toByteArray();
    }
}
