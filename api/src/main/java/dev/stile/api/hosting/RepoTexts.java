package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts by which people name a repository or pull request. */
public final class RepoTexts {
    private static final Pattern SCP = Pattern.compile("(?:[^@/:]+@)?([^/:\\[\\]]+):(?!//)(.+)");
    private static final Pattern NUMBERED = Pattern.compile("(.+)#([1-9][0-9]{0,9})");
    private static final Pattern WEB_NUMBERED =
            Pattern.compile("(.+?)/(?:pull|pulls|-/merge_requests)/([1-9][0-9]{0,9})/?");

    private RepoTexts() {}

    /** What the connections know. */
    public interface Hosts {
        /** The host of a connection. */
        Optional<HostId> bySlug(String slug);

        /** Whether a connection has that host. */
        boolean knows(HostId host);

        /** The host of a text that names none, such as that of the only connection. */
        Optional<HostId> standard();
    }

    /**
     * Reads {@code owner/repo}, {@code host/owner/repo}, {@code slug/owner/repo}, and {@code
     * https}, {@code ssh} and scp-like remotes.
     *
     * @throws Invalid naming {@code repo}
     */
    public static RepoRef repo(String text, Hosts hosts) {
        if (text.contains("://")) {
            return remote(text);
        }
        Optional<RepoRef> atPort = atPort(text, hosts);
        if (atPort.isPresent()) {
            return atPort.get();
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches()) {
            return new RepoRef(host(scp.group(1)), path(scp.group(2)));
        }
        String path = path(text);
        int slash = path.indexOf('/');
        if (slash > 0) {
            String first = path.substring(0, slash);
            String rest = path.substring(slash + 1);
            if (rest.contains("/")) {
                Optional<HostId> named = hosts.bySlug(first).or(() -> known(first, hosts));
                if (named.isPresent()) {
                    return new RepoRef(named.get(), rest);
                }
            }
        }
        HostId host =
                hosts.standard()
                        .orElseThrow(
                                () -> invalid("name the host or the connection: slug/owner/repo"));
        return new RepoRef(host, path);
    }

    /**
     * Reads a repository, {@code #} and a number, or the web address of a pull request.
     *
     * @throws Invalid naming {@code repo} or {@code pr}
     */
    public static PrRef pr(String text, Hosts hosts) {
        Matcher numbered = NUMBERED.matcher(text);
        if (!numbered.matches()) {
            numbered = WEB_NUMBERED.matcher(text);
        }
        if (!numbered.matches()) {
            throw new Invalid("pr", "is slug/owner/repo#N, owner/repo#N or its address", List.of());
        }
        return new PrRef(repo(numbered.group(1), hosts), number(numbered.group(2)));
    }

    /** A host with a port looks as an scp-like remote does: a connection tells them apart. */
    private static Optional<RepoRef> atPort(String text, Hosts hosts) {
        int slash = text.indexOf('/');
        return slash > 0 && text.indexOf(':') > 0 && text.indexOf(':') < slash
                ? known(text.substring(0, slash), hosts)
                        .map(host -> new RepoRef(host, path(text.substring(slash + 1))))
                : Optional.empty();
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            throw new Invalid("pr", "is a number that no host reaches", List.of());
        }
    }

    private static Optional<HostId> known(String first, Hosts hosts) {
        try {
            return Optional.of(new HostId(first.toLowerCase(Locale.ROOT))).filter(hosts::knows);
        } catch (Invalid noHost) {
            return Optional.empty();
        }
    }

    private static RepoRef remote(String text) {
        try {
            URI uri = new URI(text);
            boolean web =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            if (uri.getHost() == null
                    || uri.getRawPath() == null
                    || uri.getRawPath().contains("%")
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || !(web || "ssh".equalsIgnoreCase(uri.getScheme()))) {
                throw invalid("is no address of a repository");
            }
            HostId host = web ? HostId.of(uri) : host(uri.getHost());
            return new RepoRef(host, path(uri.getRawPath().substring(1)));
        } catch (URISyntaxException | IndexOutOfBoundsException broken) {
            throw invalid("is no address of a repository");
        }
    }

    private static HostId host(String text) {
        return new HostId(text.toLowerCase(Locale.ROOT));
    }

    private static String path(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
    }

    private static Invalid invalid(String rule) {
        return new Invalid("repo", rule, List.of());
    }
}
