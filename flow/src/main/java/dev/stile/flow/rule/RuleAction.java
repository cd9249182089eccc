package dev.stile.flow.rule;

import dev.stile.api.json.Json;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a rule does. Texts and values may hold placeholders, where the type says so. */
public sealed interface RuleAction {
    /**
     * An action of a connection, through the outbox.
     *
     * @param connection slug; no placeholder
     * @param action slug; no placeholder
     * @param input placeholders in values
     */
    record ConnectorAct(String connection, String action, Json.JsonObject input)
            implements RuleAction {}

    /**
     * A message to a place, by the connector's own send action.
     *
     * @param to whom or where; no placeholder from outside
     * @param text placeholders
     */
    record ForwardMessage(String connection, String to, String text) implements RuleAction {}

    /**
     * A program, without a shell.
     *
     * @param argv the first is the program, without placeholder; each later one is one argument
     * @param eventOnStdin whether it reads the event as one JSON line
     * @param timeout after which it is ended
     * @param idempotent whether a run that was lost may be repeated
     */
    record RunCommand(List<String> argv, boolean eventOnStdin, Duration timeout, boolean idempotent)
            implements RuleAction {
        public RunCommand {
            argv = List.copyOf(argv);
        }
    }

    /**
     * A row in a SQLite file.
     *
     * @param file absolute, no placeholder
     * @param table no placeholder
     * @param columns name, without placeholder, to a value with placeholders
     */
    record SqliteInsert(String file, String table, SortedMap<String, Json> columns)
            implements RuleAction {}

    /**
     * A record at the end of a file.
     *
     * @param file relative to the rule's own folder, no placeholder
     * @param format lines of text, or of JSON
     * @param content placeholders
     */
    record FileAppend(String file, Format format, Json content) implements RuleAction {
        /** What a record is. */
        public enum Format {
            TEXT,
            JSONL
        }
    }

    /**
     * A POST to a connection's own origin, through the outbox.
     *
     * @param path below the connection's base, no placeholder
     * @param body placeholders
     * @param headers without placeholders
     */
    record HttpPost(String connection, String path, Json body, Map<String, String> headers)
            implements RuleAction {
        public HttpPost {
            headers = Map.copyOf(headers);
        }
    }

    /** Several actions in the order of their dependencies. */
    record Graph(List<Node> nodes) implements RuleAction {
        public Graph {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * One action of a graph.
     *
     * @param id unique in the graph
     * @param dependsOn ids of nodes that must be done before
     */
    record Node(String id, List<String> dependsOn, Optional<Json> when, RuleAction action) {
        public Node {
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /** The key that documents write for it. */
    default String key() {
        return switch (this) {
            case ConnectorAct act -> "connector_act";
            case ForwardMessage message -> "forward_message";
            case RunCommand command -> "run_command";
            case SqliteInsert insert -> "sqlite_insert";
            case FileAppend append -> "file_append";
            case HttpPost post -> "http_post";
            case Graph graph -> "graph";
        };
    }

    /** Slugs of the connections that it acts on; none for what stays on this machine. */
    default Set<String> actsOn() {
        return switch (this) {
            case ConnectorAct act -> Set.of(act.connection());
            case ForwardMessage message -> Set.of(message.connection());
            case HttpPost post -> Set.of(post.connection());
            case RunCommand command -> Set.of();
            case SqliteInsert insert -> Set.of();
            case FileAppend append -> Set.of();
            case Graph(List<Node> nodes) ->
                    nodes.stream()
                            .flatMap(node -> node.action().actsOn().stream())
                            .collect(Collectors.toUnmodifiableSet());
        };
    }
}
