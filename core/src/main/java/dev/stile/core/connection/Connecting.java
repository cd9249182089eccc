package dev.stile.core.connection;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingSpec;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a connection out of what a person typed. Sends nothing to the server. */
public final class Connecting {
    private final AddressInspector addresses;
    private final Clock clock;
    private final SettingRules rules;

    /**
     * @param rules what connectors do not take beyond what their manifests say
     */
    public Connecting(AddressInspector addresses, Clock clock, SettingRules rules) {
        this.addresses = addresses;
        this.clock = clock;
        this.rules = rules;
    }

    /**
     * The connection that is asked for, not stored yet. The address that is typed here is the grant
     * of its origin.
     *
     * @param present the connection of that name, whose settings hold where nothing else was typed
     * @throws Failure SETTINGS_MISSING with everything that is missing or wrong; SECRET_LITERAL;
     *     PRIVATE_ADDRESS and INSECURE_ADDRESS with the command that allows it
     */
    public Connection prepare(
            Manifest manifest,
            ConnectRequest request,
            Optional<Connection> present,
            Subject subject) {
        requireAllowed(subject);
        ConnectionSlug slug = new ConnectionSlug(request.connection());
        Optional<Connection> same =
                present.filter(connection -> connection.connector().equals(manifest.slug()));
        ConnectCheck check = new ConnectCheck(manifest, request, same, rules);
        check.run();
        return new Connection(
                slug,
                manifest.slug(),
                check.settings(),
                check.secrets(),
                grants(manifest, request, check, same, subject),
                request.caFile()
                        .or(() -> same.flatMap(Connection::caFile))
                        .map(path -> path.toAbsolutePath().normalize()),
                check.options(),
                subject.actor(),
                // As the store keeps it: which connection of a name it is, is told by this time.
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                1);
    }

    /**
     * The grant of one origin that a person types now.
     *
     * @throws Failure EGRESS_DENIED if more than an origin was typed: nobody may believe that a
     *     path bounds the grant
     */
    public GrantedOrigin grant(
            String address,
            boolean privateAllowed,
            boolean plainHttpAllowed,
            List<String> typed,
            Subject subject) {
        requireAllowed(subject);
        AddressFinding found = addresses.inspect(address);
        if (!found.bare()) {
            throw Failure.of(Code.EGRESS_DENIED)
                    .headline("a grant is of a whole origin, and what was typed is more than one")
                    .detail("leave out what comes after " + found.origin())
                    .fact("reason", "more_than_origin")
                    .fact("origin", found.origin())
                    .build();
        }
        return grant(found, privateAllowed, plainHttpAllowed, typed, subject);
    }

    /** Before an address is looked up: a question for a name is a message to its server. */
    private static void requireAllowed(Subject subject) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
    }

    private GrantedOrigin grant(
            AddressFinding found,
            boolean privateAllowed,
            boolean plainHttpAllowed,
            List<String> typed,
            Subject subject) {
        boolean loopback = found.reach() == AddressReach.LOOPBACK;
        switch (found.reach()) {
            case PUBLIC, LOOPBACK -> {}
            case PRIVATE -> {
                if (!privateAllowed) {
                    throw stopped(Code.PRIVATE_ADDRESS, found, typed);
                }
            }
            case FORBIDDEN ->
                    throw Failure.of(Code.EGRESS_DENIED)
                            .headline(
                                    found.origin()
                                            + " leads to an address that no connection may reach")
                            .fact("reason", "address_forbidden")
                            .fact("origin", found.origin())
                            .build();
            case UNRESOLVED ->
                    throw Failure.of(Code.UNAVAILABLE)
                            .headline("the name in " + found.origin() + " leads nowhere")
                            .fact("origin", found.origin())
                            .build();
        }
        if (!found.encrypted() && !loopback && !plainHttpAllowed) {
            throw stopped(Code.INSECURE_ADDRESS, found, typed);
        }
        return new GrantedOrigin(
                found.origin(),
                found.reach(),
                privateAllowed || loopback,
                subject.actor(),
                clock.instant());
    }

    private List<GrantedOrigin> grants(
            Manifest manifest,
            ConnectRequest request,
            ConnectCheck check,
            Optional<Connection> present,
            Subject subject) {
        Map<String, GrantedOrigin> granted = new LinkedHashMap<>();
        present.ifPresent(
                connection ->
                        connection
                                .origins()
                                .forEach(origin -> granted.put(origin.origin(), origin)));
        for (String address : request.origins()) {
            GrantedOrigin origin =
                    grant(
                            address,
                            request.privateAllowed(),
                            request.plainHttpAllowed(),
                            request.typed(),
                            subject);
            granted.put(origin.origin(), origin);
        }
        for (String address : addresses(manifest, request, check, present)) {
            GrantedOrigin origin =
                    grant(
                            addresses.inspect(address),
                            request.privateAllowed(),
                            request.plainHttpAllowed(),
                            request.typed(),
                            subject);
            granted.put(origin.origin(), origin);
        }
        return List.copyOf(granted.values());
    }

    /** Of settings, which may have a path, those typed this time: others were granted before. */
    private static List<String> addresses(
            Manifest manifest,
            ConnectRequest request,
            ConnectCheck check,
            Optional<Connection> present) {
        List<String> addresses = new ArrayList<>();
        for (SettingSpec setting : manifest.settings()) {
            boolean typed = request.settings().containsKey(setting.name()) || present.isEmpty();
            if (setting.kind() == SettingSpec.Kind.ADDRESS && typed) {
                Optional.ofNullable(check.settings().get(setting.name()))
                        .or(setting::standard)
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private static Failure stopped(Code code, AddressFinding found, List<String> typed) {
        return Failure.of(code)
                .detail(found.origin())
                .argument("command", typed)
                .fact("origin", found.origin())
                .build();
    }
}
