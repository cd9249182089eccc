package dev.stile.flow.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.json.Json;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Failure;
import dev.stile.core.json.JsonReader;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

final class DescriptionsTest {
    private static final List<String> COMMAND = List.of("python3", "gate.py");
    private static final String RECIPIENT = "\"recipient\":\"/gate\"";
    private static final String TOLD =
            """
            {"actions":{
              "open_gate":{"input_schema":{"type":"object","properties":{"gate":{"type":"string"}}},"output_schema":{},
                %s,"permission":{"category":"external_record_update","summary":"opens"}},
              "get_gate":{"input_schema":{},"output_schema":{},"permission":{"category":"external_record_read","summary":"looks"}}}}
            """
                    .formatted(RECIPIENT);

    @TempDir private Path folder;

    /** An older release kept it, and the connection lives on with what else it can do. */
    @Test
    @Proves({"FL-1", "FL-12"})
    void anActionThatWasConfirmedWithoutItsRecipientIsNoneUntilItIsMended() throws Exception {
        Descriptions descriptions = new Descriptions(folder, JsonSchemas::new);
        String sha256 = descriptions.keep(COMMAND, json(TOLD), Set.of()).sha256();
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        String older = Files.readString(file).replace("," + RECIPIENT, "");
        String olderSha256 = Sha256.hex(older);
        Files.writeString(
                file.resolveSibling(file.getFileName().toString().replace(sha256, olderSha256)),
                older);

        Description kept = descriptions.find(COMMAND, olderSha256).orElseThrow();

        assertThat(olderSha256).isNotEqualTo(sha256);
        assertThat(kept.sha256()).isEqualTo(olderSha256);
        assertThat(kept.manifest().actions())
                .extracting(ActionSpec::slug)
                .containsExactly("get_gate");
        assertThat(kept.leftOut()).containsOnlyKeys("open_gate");
        assertThatThrownBy(
                        () ->
                                descriptions.keep(
                                        COMMAND, json(TOLD.replace(RECIPIENT + ",", "")), Set.of()))
                .isInstanceOf(Failure.class);
    }

    private static Json.JsonObject json(String text) throws Exception {
        return (Json.JsonObject) new JsonReader().read(text.getBytes(UTF_8));
    }
}
