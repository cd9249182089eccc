package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest.ConstantHeader;
import dev.stile.core.egress.url.WebAddress;

import java.util.Map;

/** Writes request line and headers for one hop. */
final class RequestHead {
    private final String userAgent;
    private final EgressProfile profile;
    private final Credentials credentials;

    RequestHead(String version, EgressProfile profile, Credentials credentials) {
        this.userAgent = "Stile/" + version;
        this.profile = profile;
        this.credentials = credentials;
    }

    /**
     * The bytes of the head. Credentials, and what the connector itself set, go only to the origins
     * that they are meant for (TU-8).
     *
     * @param address where this hop goes
     * @param first where the first hop went
     */
    byte[] write(Outgoing outgoing, WebAddress address, WebAddress first, Deadline deadline) {
        try (HeadBytes head = new HeadBytes()) {
            head.text(outgoing.request().method()).text(" ").text(address.target());
            head.text(" HTTP/1.1\r\n");
            head.line("Host", address.origin().authority());
            head.line("User-Agent", userAgent);
            head.line("Accept-Encoding", "gzip, deflate");
            boolean sameOrigin = address.origin().equals(first.origin());
            accept(head, outgoing, sameOrigin);
            if (sameOrigin) {
                outgoing.request().headers().forEach(head::line);
                outgoing.request()
                        .ifNoneMatch()
                        .ifPresent(validator -> head.line("If-None-Match", validator.text()));
            }
            describeBody(head, outgoing);
            if (profile.grants().own().contains(address.origin())) {
                profile.headers().forEach(header -> head.line(header.name(), header.value()));
                credentials.place(head, deadline);
            }
            return head.text("\r\n").copy();
        }
    }

    private void accept(HeadBytes head, Outgoing outgoing, boolean sameOrigin) {
        boolean named =
                (sameOrigin && has(outgoing.request().headers(), "Accept"))
                        || profile.headers().stream()
                                .map(ConstantHeader::name)
                                .anyMatch("Accept"::equalsIgnoreCase);
        if (!named) {
            head.line("Accept", "application/json");
        }
    }

    private static void describeBody(HeadBytes head, Outgoing outgoing) {
        if (outgoing.hasBody() && !has(outgoing.request().headers(), "Content-Type")) {
            head.line("Content-Type", "application/json");
        }
        boolean lengthIsDue =
                switch (outgoing.request().method()) {
                    case "POST", "PUT", "PATCH" -> true;
                    default -> outgoing.hasBody();
                };
        if (lengthIsDue) {
            head.line("Content-Length", Integer.toString(outgoing.body().length));
        }
    }

    private static boolean has(Map<String, String> headers, String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }
}
