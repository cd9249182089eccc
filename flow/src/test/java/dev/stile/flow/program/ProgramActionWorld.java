package dev.stile.flow.program;

import dev.stile.api.action.ActionSet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.schema.SchemaFault;
import dev.stile.testkit.action.ActionWorld;
import dev.stile.testkit.action.RefusedInput;
import dev.stile.testkit.action.SchemaChecker;
import dev.stile.testkit.contract.Who;
import dev.stile.testkit.tracker.TrackerInMemory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The file that a program appends to. */
final class ProgramActionWorld implements ActionWorld {
    private static final String CONNECTION = "lines-here";

    /** Answers whatever it is asked: what a request may be shown to. */
    private static final EgressClient ANYWHERE =
            new TrackerInMemory("starts", Map.of(), Map.of()).as(Who.MEMBER);

    private final FileProgram program;
    private final FileProgram.Way way;
    private int inputs;

    ProgramActionWorld(FileProgram program, FileProgram.Way way) {
        this.program = program;
        this.way = way;
    }

    @Override
    public String connector() {
        return manifest().slug();
    }

    @Override
    public String dialect() {
        return "the Python skeleton";
    }

    @Override
    public Manifest manifest() {
        return way.open(program, Who.MEMBER, CONNECTION).manifest();
    }

    @Override
    public SchemaChecker schemas() {
        return new Schemas();
    }

    @Override
    public Optional<ActionSet> open(Who who, UnaryOperator<EgressClient> through) {
        return way.open(program, who, CONNECTION)
                .connector()
                .actions()
                .map(real -> new ProgramActions(real, program, through.apply(ANYWHERE)));
    }

    @Override
    public Json.JsonObject input(String action) {
        return action.equals("append")
                ? Json.object().put("text", "said in input " + ++inputs).build()
                : Json.object().build();
    }

    @Override
    public long effects(String action, Json.JsonObject input) {
        String text = ((Json.JsonText) input.get("text").orElseThrow()).text();
        Path sink = program.state(connector(), CONNECTION).resolve("sink.jsonl");
        return FileProgram.read(sink)
                .lines()
                .filter(line -> line.contains("\"" + text + "\""))
                .count();
    }

    @Override
    public List<RefusedInput> refused() {
        String long4001 = "x".repeat(4001);
        return List.of(
                new RefusedInput("append", Json.object().put("text", long4001).build(), "text"));
    }

    private static final class Schemas implements SchemaChecker {
        private final JsonSchemas schemas = new JsonSchemas();

        @Override
        public List<String> faults(Json schema, Json value) {
            return lines(schemas.faults(schema, value));
        }

        @Override
        public List<String> faultsOfSchema(Json schema) {
            return lines(schemas.faultsOfSchema(schema));
        }

        private static List<String> lines(List<SchemaFault> faults) {
            return faults.stream().map(SchemaFault::toString).toList();
        }
    }
}
