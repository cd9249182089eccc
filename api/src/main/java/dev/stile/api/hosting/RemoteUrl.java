package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** The address of a remote, as git takes it. */
sealed interface RemoteUrl {
    /** What may be shown: no user, no path of this machine. */
    String shown();

    /**
     * @param cleaned scheme and host in lower case, no user
     */
    record Web(URI cleaned) implements RemoteUrl {
        @Override
        public String shown() {
            return cleaned.toString();
        }
    }

    /** An {@code ssh}, scp-like or local one: no credential of ours goes there. */
    record Other(String text) implements RemoteUrl {
        @Override
        public String shown() {
            return "a remote without a web address";
        }
    }

    /**
     * Reads it strictly.
     *
     * @throws Invalid for a web address that two programs could read differently
     */
    static RemoteUrl parse(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("http:") && !scheme.startsWith("https:")) {
            if (text.chars().anyMatch(Character::isISOControl) || text.startsWith("-")) {
                throw refused();
            }
            return new Other(text);
        }
        boolean plain = text.chars().allMatch(unit -> unit > 0x20 && unit < 0x7f && unit != '\\');
        try {
            URI uri = new URI(text);
            if (!plain
                    || uri.getHost() == null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || uri.getPort() > 65535
                    || hasDots(uri.getRawPath())) {
                throw refused();
            }
            HostId.of(uri);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return new Web(
                    URI.create(
                            uri.getScheme().toLowerCase(Locale.ROOT)
                                    + "://"
                                    + uri.getHost().toLowerCase(Locale.ROOT)
                                    + port
                                    + uri.getRawPath()));
        } catch (URISyntaxException | Invalid broken) {
            throw refused();
        }
    }

    private static boolean hasDots(String path) {
        for (String segment : path.split("/", -1)) {
            String plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
            if (plain.equals(".") || plain.equals("..")) {
                return true;
            }
        }
        return path.contains("//");
    }

    /** The error for where no credential may go. */
    static Invalid refused() {
        return new Invalid(
                "remote_url",
                "hosting.remote_host_refused: no credential of this connection may go there",
                List.of());
    }
}
