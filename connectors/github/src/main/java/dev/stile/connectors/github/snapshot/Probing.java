package dev.stile.connectors.github.snapshot;

import dev.stile.api.call.CallContext;
import dev.stile.api.hosting.PrProbe;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.wire.Node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at many pull requests by one request for each fifty.
 *
 * @param client speaks to the server
 */
public record Probing(GitHubClient client) {
    private static final List<String> WORDS =
            List.of(
                    "headRefOid",
                    "baseRefOid",
                    "state",
                    "isDraft",
                    "mergeable",
                    "mergeStateStatus",
                    "updatedAt");

    /** A fingerprint for each that could be seen whole. */
    public Map<PrRef, String> probe(List<PrRef> prs, CallContext call) {
        Map<PrRef, String> seen = new LinkedHashMap<>();
        for (int from = 0; from < prs.size(); from += PrProbe.MOST) {
            seen.putAll(some(prs.subList(from, Math.min(prs.size(), from + PrProbe.MOST)), call));
        }
        return seen;
    }

    private Map<PrRef, String> some(List<PrRef> prs, CallContext call) {
        StringBuilder arguments = new StringBuilder();
        StringBuilder fields = new StringBuilder();
        Json.ObjectBuilder variables = Json.object();
        for (int index = 0; index < prs.size(); index++) {
            List<String> names = client.names(prs.get(index).repo());
            arguments.append("$o%1$d:String!,$n%1$d:String!,$k%1$d:Int!,".formatted(index));
            fields.append(
                    "p%1$d:repository(owner:$o%1$d,name:$n%1$d){pullRequest(number:$k%1$d){"
                            .formatted(index));
            fields.append(String.join(" ", WORDS));
            fields.append(" commits(last:1){nodes{commit{statusCheckRollup{state}}}}}} ");
            variables
                    .put("o" + index, names.getFirst())
                    .put("n" + index, names.getLast())
                    .put("k" + index, prs.get(index).prNumber());
        }
        GraphAnswer answer;
        try {
            answer =
                    client.query(
                            "probing pull requests",
                            "query(" + arguments + "){" + fields + "}",
                            variables.build(),
                            call);
        } catch (LacksFields older) {
            return Map.of();
        }
        Map<PrRef, String> seen = new LinkedHashMap<>();
        for (int index = 0; index < prs.size(); index++) {
            String alias = "p" + index;
            Optional<Node> request = answer.find(alias, "pullRequest");
            if (request.isPresent() && answer.isWhole(List.of(alias))) {
                seen.put(prs.get(index), fingerprint(request.get()));
            }
        }
        return seen;
    }

    private static String fingerprint(Node request) {
        StringBuilder words = new StringBuilder();
        for (String word : WORDS) {
            words.append(word(request, word)).append(' ');
        }
        List<Node> commits =
                request.find("commits").map(all -> all.items("nodes")).orElse(List.of());
        for (Node commit : commits) {
            words.append(
                    commit.field("commit")
                            .find("statusCheckRollup")
                            .map(rollup -> word(rollup, "state"))
                            .orElse("-"));
        }
        return words.toString();
    }

    private static String word(Node node, String name) {
        if (name.equals("isDraft")) {
            return node.tri(name).name();
        }
        return node.findToken(name).map(Token::text).orElse("-");
    }
}
