package dev.stile.cli.credential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What git asks a credential for.
 *
 * @param protocol {@code https} or {@code http}
 * @param host name and perhaps port, as the remote spells it
 * @param path of the repository, where git is told to say it
 * @param user that the remote names
 */
record Question(String protocol, String host, Optional<String> path, Optional<String> user) {
    private static final int LONGEST = 64 * 1024;
    private static final Set<String> NAMES = Set.of("protocol", "host", "path", "username");

    /** Nothing that an address could take for another part of it, nor a port in another form. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[1-9][0-9]{0,4})?");

    /**
     * Reads {@code name=value} lines up to an empty one or the end. Unknown names are left out. A
     * line ends with a line feed and nothing else, as git means it: somebody who chose the address
     * may have put other line ends into it, and after them a host that was never asked.
     *
     * @return empty if it is no question that can be answered
     */
    static Optional<Question> read(InputStream in) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : text(in).split("\n", -1)) {
            int equals = line.indexOf('=');
            String name = line.substring(0, Math.max(0, equals));
            if (!NAMES.contains(name)) {
                continue;
            }
            String value = line.substring(equals + 1);
            boolean isSecond = values.put(name, value) != null;
            if (isSecond || value.chars().anyMatch(Character::isISOControl)) {
                return Optional.empty();
            }
        }
        String protocol = values.getOrDefault("protocol", "");
        String host = values.getOrDefault("host", "");
        boolean web = protocol.equals("https") || protocol.equals("http");
        if (!web || !HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Question(
                        protocol,
                        host,
                        Optional.ofNullable(values.get("path")).filter(path -> !path.isEmpty()),
                        Optional.ofNullable(values.get("username"))));
    }

    private static String text(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean atLineStart = true;
        for (int read = in.read(); read >= 0 && all.size() < LONGEST; read = in.read()) {
            if (read == '\n' && atLineStart) {
                break;
            }
            atLineStart = read == '\n';
            all.write(read);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(all.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notText) {
            return "";
        }
    }

    /** The remote that it is about. */
    String url() {
        return protocol + "://" + host + "/" + path.orElse("");
    }
}
