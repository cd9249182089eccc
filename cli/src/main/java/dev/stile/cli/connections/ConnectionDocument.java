package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.connection.OptionName;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection as programs get it. No secret is in it, and no part of one. */
final class ConnectionDocument {
    private ConnectionDocument() {}

    static Json.ObjectBuilder of(Connection connection) {
        Json.ObjectBuilder settings = Json.object();
        connection.settings().forEach(settings::put);
        Json.ObjectBuilder secrets = Json.object();
        connection.secrets().forEach(secrets::put);
        Json.ObjectBuilder options = Json.object();
        for (OptionName option : OptionName.values()) {
            options.put(option.typed(), option.valueIn(connection.options()));
        }
        return Json.object()
                .put("slug", connection.slug().text())
                .put("connector", connection.connector())
                .put("settings", settings.build())
                .put("secrets", secrets.build())
                .put("origins", origins(connection))
                .putIf("ca", connection.caFile().map(Object::toString))
                .put("options", options.build())
                .put("created_by", connection.createdBy())
                .put("created_at", connection.createdAt().toString());
    }

    static Json origins(Connection connection) {
        List<Json> origins = new ArrayList<>();
        for (GrantedOrigin origin : connection.origins()) {
            origins.add(
                    Json.object()
                            .put("origin", origin.origin())
                            .put("class", reach(origin))
                            .put("private_allowed", origin.privateAllowed())
                            .put("granted_by", origin.grantedBy())
                            .put("granted_at", origin.grantedAt().toString())
                            .build());
        }
        return Json.array(origins);
    }

    static String reach(GrantedOrigin origin) {
        return origin.reach().name().toLowerCase(Locale.ROOT);
    }

    /** Text from outside as a value of its own. */
    static Json outside(Tainted<String> text) {
        return Json.object()
                .put("tainted", true)
                .put("text", text.sanitise(Sanitizers.jsonField()).value())
                .build();
    }
}
