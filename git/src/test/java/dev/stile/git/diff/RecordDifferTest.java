package dev.stile.git.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.BodySize;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.git.format.BodyMarker;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.format.FileProblem;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.Reason;
import dev.stile.git.format.RecordEmitter;
import dev.stile.git.format.RecordParser;
import dev.stile.git.format.SampleRecords;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Edits of the format's own example, as people make them. */
class RecordDifferTest {
    private final RecordSchema schema = SampleRecords.schema();
    private final RecordEmitter emitter = new RecordEmitter(schema);
    private final RecordParser parser = new RecordParser(schema);
    private final RecordDiffer differ = new RecordDiffer(schema, People.of(schema));
    private final String example = text(emitter.emit(SampleRecords.example()));

    @ParameterizedTest
    @Proves({"GS-78", "GS-47"})
    @CsvSource(
            delimiter = '!',
            value = {
                "title: \"Crash: list is empty\" ! title: Crash: no #1 ! Set[field=title,"
                        + " value=TextValue[text=Crash: no #1]]",
                "status: In Review ! status: to do ! Set[field=status, value=TextValue[text=To"
                        + " Do]]",
                "priority: High ! priority: ~ ! Clear[field=priority]",
                "priority: High ! priority: ! Clear[field=priority]",
                "priority: High ! priority: no ! Set[field=priority, value=TextValue[text=no]]",
                "severity: 2 ! severity: 2.50 ! Set[field=fields.severity,"
                        + " value=NumberValue[number=2.5]]",
                "due: 2026-02-01 ! due: '2026-03-01' ! Set[field=due,"
                        + " value=DateValue[date=2026-03-01]]",
                "parent: PROJ-2 ! parent: null ! Clear[field=parent]",
                "parent: PROJ-2 ! parent: PROJ-3 ! Set[field=parent, value=RecordValue[id=PROJ-3]]"
            })
    void oneEditedLineIsOneChange(String before, String after, String change) {
        Edit edit = edit(example.replace(before, after));

        assertThat(edit.problems()).isEmpty();
        assertThat(edit.change().body()).isEmpty();
        assertThat(edit.change().fields()).hasSize(1).first().hasToString(change);
    }

    @ParameterizedTest
    @Proves({"GS-41", "GS-42", "GS-47"})
    @CsvSource(
            delimiter = '!',
            value = {
                "title: \"Crash: list is empty\" ! title: Crash: list is empty",
                "title: \"Crash: list is empty\" ! title: 'Crash: list is empty'",
                "title: \"Crash: list is empty\" ! title: >-%n  Crash: list%n  is empty",
                "title: \"Crash: list is empty\" ! title: |%n  Crash: list is empty",
                "title: \"Crash: list is empty\" ! title: \"Crash: list%n  is empty\"",
                "status: In Review ! status: in review",
                "status: In Review ! \"status\": 'In Review'   # still",
                "severity: 2 ! severity: 2.00",
                "severity: 2 ! severity: '2'",
                "labels:%n  - ui ! labels: [ui]",
                "labels:%n  - ui ! labels: [ ui, 'ui' ]",
                "labels:%n  - ui ! labels:%n- ui",
                "labels:%n  - ui ! labels:%n# a comment%n    - \"ui\"",
                "Mia K <5b10a> ! Somebody Else <5b10a>",
                "\"Mia K <5b10a>\" ! Mia K",
                "Body text. ! Body text.  %n%n%n",
                "parent: PROJ-2 ! parent: issues/PROJ-2.md"
            })
    void anotherFormOfTheSameIsNoChange(String before, String after) {
        String tip = example.replace(before.replace("%n", "\n"), after.replace("%n", "\n"));

        assertThat(tip).isNotEqualTo(example);
        assertThat(edit(tip).isEmpty()).as(tip).isTrue();
    }

    @Test
    @Proves("GS-41")
    void orderOfKeysByteOrderMarkAndBlankLinesSayNothing() {
        String shuffled =
                """
                \uFEFF---
                fields: # more
                    story_points: 3
                    severity: 2
                due: 2026-02-01
                links: [blocks PROJ-9]
                parent: PROJ-2
                labels: [ui]
                assignees: [Mia K <5b10a>]
                priority: High
                status: In Review
                type: Bug
                title: Crash: list is empty
                comments: 4
                category: in_progress
                updated_at: 2026-01-06T08:30:12Z
                created_at: 2026-01-05T10:00:00Z
                author: Sam O <77c1e>
                url: https://acme.example/browse/PROJ-7
                id: PROJ-7
                ---
                Body text.\
                """;

        Edit edit = edit(shuffled.replace("\n", "\r\n"));

        assertThat(edit.isEmpty()).as(edit.problems().toString()).isTrue();
        assertThat(edit.ignored()).isEmpty();
    }

    @Test
    @Proves({"GS-38", "GS-78", "TR-7"})
    void aListIsSentAsWhatWasAddedAndRemovedAndItsOrderSaysNothing() {
        String three = example.replace("  - ui\n", "  - ui\n  - api\n  - web\n");
        Edit edit =
                edit(three, example.replace("  - ui\n", "  - web\n  - Zebra\n  - api\n  - web\n"));

        assertThat(edit.problems()).isEmpty();
        assertThat(edit.change().fields())
                .containsExactly(
                        new FieldChange.Amend(
                                FieldRef.LABELS, List.of(label("Zebra")), List.of(label("ui"))));
        assertThat(edit(three, example.replace("  - ui\n", "  - web\n  - ui\n  - api\n")).isEmpty())
                .isTrue();
    }

    @Test
    @Proves("GS-78")
    void aListWithOrderIsSentWhole() {
        String steps = example.replace("fields:\n", "fields:\n  steps: [one, two]\n\n");
        Edit edit = edit(steps, steps.replace("[one, two]", "[two, one]"));

        assertThat(edit.change().fields())
                .containsExactly(
                        new FieldChange.Set(
                                SampleRecords.STEPS,
                                new FieldValue.ListValue(List.of(label("two"), label("one")))));
    }

    @Test
    @Proves({"GS-44", "TR-7"})
    void aKeyThatTheTipLacksIsCleared() {
        Edit edit =
                edit(
                        example.replace("due: 2026-02-01\n", "")
                                .replace("  severity: 2\n", "")
                                .replace("labels:\n  - ui\n", ""));

        assertThat(edit.problems()).isEmpty();
        assertThat(edit.change().fields())
                .containsExactly(
                        new FieldChange.Amend(FieldRef.LABELS, List.of(), List.of(label("ui"))),
                        new FieldChange.Clear(FieldRef.DUE),
                        new FieldChange.Clear(SampleRecords.SEVERITY));
        assertThat(reasons(edit(example.replace("status: In Review\n", ""))))
                .containsExactly(Reason.REQUIRED);
        assertThat(
                        reasons(
                                edit(
                                        example.replace(
                                                "title: \"Crash: list is empty\"",
                                                "title: \" \""))))
                .containsExactly(Reason.REQUIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "type: Bug ! type: Story ! NOT_WRITABLE ! type ! STL-2006",
                "type: Bug ! type: ! NOT_WRITABLE ! type ! STL-2006",
                "status: In Review ! status: Nowhere ! NOT_ALLOWED ! status ! STL-2006",
                "status: In Review ! status: DONE ! AMBIGUOUS_NAME ! status ! STL-2006",
                "severity: 2 ! severity: high ! NOT_A_NUMBER ! fields.severity ! STL-2006",
                "due: 2026-02-01 ! due: tomorrow ! NOT_A_DATE ! due ! STL-2006",
                "due: 2026-02-01 ! due: 2026-02-30 ! NOT_A_DATE ! due ! STL-2006",
                "due: 2026-02-01 ! due: [2026-02-02] ! SINGLE_EXPECTED ! due ! STL-2006",
                "labels:%n  - ui ! labels: ui, api ! LIST_EXPECTED ! labels ! STL-2006",
                "'  - ui' ! '  - ui%n  -' ! EMPTY_ITEM ! labels ! STL-2006",
                "'  - blocks PROJ-9' ! '  - blocks' ! NOT_A_LINK ! links ! STL-2006",
                "\"Mia K <5b10a>\" ! Mia ! PERSON_UNKNOWN ! assignees ! STL-2015",
                "\"Mia K <5b10a>\" ! Mia K <none> ! PERSON_UNKNOWN ! assignees ! STL-2015",
                "id: PROJ-7 ! id: PROJ-8 ! ID_CHANGED ! id ! STL-2007",
                "status: In Review ! status: In Review%nstatuss: Done ! UNKNOWN_KEY ! statuss !"
                        + " STL-2004",
                "severity: 2 ! severty: 2%n%n  severity: 2 ! UNKNOWN_KEY ! fields.severty !"
                        + " STL-2004",
                "Crash: list is empty ! Crash\\ud800 ! NOT_TEXT ! title ! STL-2006"
            })
    @Proves({"GS-43", "GS-46", "GS-49", "TR-3", "TR-4"})
    void whatCannotBeSentIsRefusedByFieldAndCode(
            String before, String after, Reason reason, String key, String number) {
        Edit edit = edit(example.replace(before.replace("%n", "\n"), after.replace("%n", "\n")));

        assertThat(edit.problems()).hasSize(1);
        FileProblem problem = edit.problems().getFirst();
        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.reason().code().number()).isEqualTo(number);
        assertThat(problem.line()).isGreaterThan(1);
    }

    @Test
    @Proves("GS-43")
    void anUnknownKeyComesWithTheNearestKnownOne() {
        assertThat(
                        edit(example.replace("priority: High", "priority: High\nprioritty: Low"))
                                .problems()
                                .getFirst()
                                .hint())
                .contains("priority");
        assertThat(
                        edit(example.replace("priority: High", "priority: High\nseverity: 3"))
                                .problems()
                                .getFirst()
                                .hint())
                .contains("fields.severity");
        assertThat(
                        edit(example.replace("priority: High", "priority: High\nzzz: 3"))
                                .problems()
                                .getFirst()
                                .hint())
                .isEmpty();
    }

    @Test
    @Proves("GS-75")
    void allProblemsOfAFileAreFoundAtOnceInTheirOrder() {
        Edit edit =
                edit(
                        example.replace("status: In Review", "status: Nowhere")
                                .replace("priority: High", "prio: High\npriority: [a")
                                .replace("due: 2026-02-01", "due: soon")
                                .replace("severity: 2", "severity: &a 2"));

        assertThat(reasons(edit))
                .containsExactly(
                        Reason.NOT_ALLOWED,
                        Reason.UNKNOWN_KEY,
                        Reason.NOT_A_DATE,
                        Reason.ANCHOR_OR_ALIAS);
    }

    @Test
    @Proves("GS-45")
    void editsOfServerOwnedKeysChangeNothingAndAreNamed() {
        Edit edit =
                edit(
                        example.replace("author: \"Sam O <77c1e>\"", "author: me")
                                .replace("category: in_progress", "category: done")
                                .replace("comments: 4\n", "")
                                .replace(
                                        "updated_at: 2026-01-06T08:30:12Z",
                                        "updated_at: yesterday"));

        assertThat(edit.isEmpty()).isTrue();
        assertThat(edit.ignored()).containsExactly("author", "category", "comments", "updated_at");
    }

    @Test
    @Proves("GS-46")
    void aReadOnlyFieldIsRefusedWithTheReasonOfTheSchema() {
        String opaque = example.replace("fields:\n", "fields:\n  sprint: \"{}\"\n\n");
        Edit edit = edit(opaque, opaque.replace("\"{}\"", "\"{1}\""));

        assertThat(reasons(edit)).containsExactly(Reason.NOT_WRITABLE);
        assertThat(edit.problems().getFirst().hint()).contains("its type is not known");
        assertThat(reasons(edit(opaque, example))).containsExactly(Reason.NOT_WRITABLE);
    }

    @Test
    @Proves("TR-64")
    void aTextLargerThanAnybodyKeepsIsRefusedWithTheBoundWhateverTheSchemaAllows() {
        Edit edit = edit(example.replace("Body text.", "x".repeat(BodySize.MOST + 1)));

        assertThat(reasons(edit)).containsExactly(Reason.TOO_LONG);
        assertThat(edit.problems().getFirst().hint())
                .contains("at most 16777216 bytes, these are 16777217");
    }

    @Test
    @Proves("GS-53")
    void aTextThatIsTooLongInBytesIsRefusedByThem() {
        assertThat(edit(example.replace("Body text.", "\u20ac".repeat(6_666))).problems())
                .isEmpty();
        Edit edit = edit(example.replace("Body text.", "\u20ac".repeat(6_667)));

        assertThat(reasons(edit)).containsExactly(Reason.TOO_LONG);
        assertThat(edit.problems().getFirst().hint())
                .contains("at most 20000 bytes, these are 20001");
    }

    @Test
    @Proves("GS-46")
    void tooLongAndTooManyAreRefusedBeforeTheServerSeesThem() {
        String longest = "x".repeat(254) + "😀";
        assertThat(edit(example.replace("Crash: list is empty", longest)).problems()).isEmpty();
        assertThat(reasons(edit(example.replace("Crash: list is empty", longest + "y"))))
                .containsExactly(Reason.TOO_LONG);
        assertThat(Reason.TOO_LONG.code()).isEqualTo(Code.TEXT_TOO_LONG);
        assertThat(reasons(edit(example.replace("Body text.", "x".repeat(10_001)))))
                .containsExactly(Reason.TOO_LONG);
        assertThat(
                        reasons(
                                edit(
                                        example.replace(
                                                "  - \"Mia K <5b10a>\"\n",
                                                "  - \"Mia K <5b10a>\"\n  - ole\n  - Sam O\n"))))
                .containsExactly(Reason.TOO_MANY_ITEMS);
    }

    @ParameterizedTest
    @Proves("TR-4")
    @CsvSource({
        "ole, 12",
        "OLE, 12",
        "Ole B, 12",
        "Whoever <12>, 12",
        "<12>, 12",
        "Sam O, 77c1e",
        "sam o, 77c1e"
    })
    void aPersonIsTheIdInBracketsOrAUniqueHandleOrName(String spelled, String id) {
        Edit edit =
                edit(
                        example.replace(
                                "  - \"Mia K <5b10a>\"\n",
                                "  - \"Mia K <5b10a>\"\n  - " + spelled + "\n"));

        assertThat(edit.problems()).isEmpty();
        assertThat(edit.change().fields())
                .containsExactly(
                        new FieldChange.Amend(
                                FieldRef.ASSIGNEES,
                                List.of(
                                        new FieldValue.PersonValue(
                                                new Person(id, Optional.empty(), ""))),
                                List.of()));
    }

    @Test
    @Proves("TR-4")
    void aNameThatTwoPeopleHaveIsRefusedWithBoth() {
        AllowedValues twice =
                new AllowedValues.People(
                        List.of(
                                SampleRecords.MIA,
                                new Person("9", Optional.empty(), SampleRecords.MIA.display())));
        RecordSchema ambiguous =
                withField(schema.field(FieldRef.ASSIGNEES).orElseThrow().allowing(twice));
        RecordDiffer careful = new RecordDiffer(ambiguous, People.of(ambiguous));

        Edit edit =
                careful.edit(
                        parse(
                                example.replace(
                                        "assignees:\n  - \"Mia K <5b10a>\"", "assignees: []")),
                        parse(example.replace("\"Mia K <5b10a>\"", "Mia K")),
                        BodyStyle.NEW,
                        Optional.empty());

        assertThat(reasons(edit)).containsExactly(Reason.PERSON_AMBIGUOUS);
        assertThat(edit.problems().getFirst().hint()).contains("Mia K <5b10a>, Mia K <9>");
    }

    @Test
    @Proves({"GS-40", "GS-47"})
    void anEditedBodyGoesInTheStyleOfTheServersOwn() {
        String edited = example.replace("Body text.\n", "First.\nBody text.\n");

        assertThat(body(edited, "Body text.")).contains("First.\nBody text.");
        assertThat(body(edited, "Body text.\r\n")).contains("First.\r\nBody text.\r\n");
        assertThat(body(example.replace("\nBody text.\n", ""), "Body text.")).contains("");
    }

    @Test
    @Proves({"GS-69", "GS-47"})
    void theFieldsOfAStubCanBeEditedAndItsBodyCannot() {
        TrackerRecord record = SampleRecords.example();
        String stub =
                text(
                        emitter.emit(
                                record.toBuilder()
                                        .meta(
                                                record.meta()
                                                        .withBody(
                                                                BodyState.DEFERRED,
                                                                Optional.empty()))
                                        .body("")
                                        .build()));

        Edit edit = edit(stub, stub.replace("priority: High", "priority: Low"));
        assertThat(edit.problems()).isEmpty();
        assertThat(edit.change().changedFields()).containsExactly(FieldRef.PRIORITY);
        assertThat(reasons(edit(stub, stub + "more\n"))).containsExactly(Reason.STUB_BODY_EDITED);
        assertThat(reasons(edit(stub, stub.substring(0, stub.indexOf("<!--")))))
                .containsExactly(Reason.STUB_BODY_EDITED);
        assertThat(reasons(edit(example, stub))).containsExactly(Reason.STUB_BODY_EDITED);
        assertThat(edit(stub, stub.replace("<!--", "\n<!--")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @Proves("GS-69")
    @EnumSource(BodyMarker.class)
    void aMarkerThatLostItsPlaceIsNotSentAsABody(BodyMarker marker) {
        String moved = example.replace("Body text.", marker.line());
        assertThat(parse(moved).marker()).isEmpty();

        assertThat(reasons(edit(example, moved))).containsExactly(Reason.STUB_BODY_EDITED);
        assertThat(reasons(edit(example, moved.replace("<!--", "\n  <!--"))))
                .containsExactly(Reason.STUB_BODY_EDITED);
        assertThat(draft(moved).problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.STUB_BODY_EDITED);
        // A server's own text may read like that, and a text may speak of the line.
        assertThat(reasons(edit(moved, moved.replace("<!--", "\n<!--")))).isEmpty();
        assertThat(reasons(edit(example, moved.replace("<!--", "See: <!--")))).isEmpty();
    }

    @Test
    @Proves("GS-51")
    void aReferenceByPathWaitsForThePlan() {
        Edit edit =
                edit(
                        example.replace("parent: PROJ-2", "parent: issues/my epic.md")
                                .replace("  - blocks PROJ-9\n", "  - blocks issues/other.md\n"));
        assertThat(edit.problems()).isEmpty();
        assertThat(edit.references())
                .extracting(PendingReference::path)
                .containsExactly("issues/my epic.md", "issues/other.md");

        assertThat(
                        edit.resolved(
                                        path ->
                                                Optional.of(
                                                        new RecordId(
                                                                path.contains("epic")
                                                                        ? "11"
                                                                        : "12")))
                                .fields())
                .containsExactlyInAnyOrder(
                        new FieldChange.Set(
                                FieldRef.PARENT, new FieldValue.RecordValue(new RecordId("11"))),
                        new FieldChange.Amend(
                                FieldRef.LINKS,
                                List.of(
                                        new FieldValue.LinkValue(
                                                new Link("blocks", new RecordId("12")))),
                                List.of(
                                        new FieldValue.LinkValue(
                                                new Link("blocks", new RecordId("PROJ-9"))))));
    }

    @Test
    @Proves({"GS-51", "GS-78"})
    void aReferenceByPathThatIsTakenAwayIsRemovedAndNotAdded() {
        String pushed = example.replace("  - blocks PROJ-9\n", "  - blocks issues/other.md\n");
        Edit edit =
                edit(pushed, pushed.replace("links:\n  - blocks issues/other.md\n", "links: []\n"));

        FieldValue link = new FieldValue.LinkValue(new Link("blocks", new RecordId("12")));
        assertThat(edit.resolved(path -> Optional.of(new RecordId("12"))).fields())
                .containsExactly(new FieldChange.Amend(FieldRef.LINKS, List.of(), List.of(link)));
    }

    @Test
    @Proves("GS-78")
    void aBaseThatNobodyCanReadIsNoReasonToSendEverything() {
        Edit edit = edit(example.replace("labels:\n", "labels: [\n"), example);

        assertThat(reasons(edit)).isNotEmpty();
        assertThat(edit.change().isEmpty()).isTrue();
    }

    @Test
    @Proves({"GS-47", "TR-3"})
    void aLinkKindInAnotherCaseIsNoChange() {
        RecordSchema kinds =
                withField(
                        schema.field(FieldRef.LINKS)
                                .orElseThrow()
                                .allowing(new AllowedValues.Names(List.of("blocks", "relates"))));
        RecordDiffer careful = new RecordDiffer(kinds, People.of(kinds));

        assertThat(
                        careful.edit(
                                        parse(example),
                                        parse(example.replace("blocks PROJ-9", "Blocks PROJ-9")),
                                        BodyStyle.NEW,
                                        Optional.empty())
                                .isEmpty())
                .isTrue();
        assertThat(
                        reasons(
                                careful.edit(
                                        parse(example),
                                        parse(example.replace("blocks PROJ-9", "follows PROJ-9")),
                                        BodyStyle.NEW,
                                        Optional.empty())))
                .containsExactly(Reason.NOT_ALLOWED);
    }

    @Test
    @Proves("GS-42")
    void whatTheSchemaNoLongerTakesIsNoProblemWhileNobodyTouchesIt() {
        String old =
                example.replace("due: 2026-02-01", "due: some day")
                        .replace("status: In Review", "status: Gone")
                        .replace("priority: High", "priority: High\n\nlegacy: {a: [1");

        assertThat(edit(old, old).isEmpty()).isTrue();
        assertThat(
                        edit(old, old.replace("priority: High", "priority: Low"))
                                .change()
                                .changedFields())
                .containsExactly(FieldRef.PRIORITY);
        assertThat(reasons(edit(old, old.replace("legacy: {a: [1", "legacy: 2"))))
                .containsExactly(Reason.UNKNOWN_KEY);
    }

    @Test
    @Proves("GS-48")
    void aNewFileNeedsOnlyATitle() {
        assertThat(draft("# A title\n\nAnd a body.\n").draft())
                .contains(RecordDraft.titled("A title").withBody("And a body."));
        assertThat(draft("---\ntitle: A title\n---\n").draft())
                .contains(RecordDraft.titled("A title"));
        assertThat(draft("---\ntitle: A title\nlabels: []\ntype:\n---\n\n\n").draft())
                .contains(RecordDraft.titled("A title"));
    }

    @Test
    @Proves({"GS-48", "GS-51"})
    void aNewFileMayNameAnythingThatCanBeCreated() {
        Draft draft =
                draft(
                        """
                        ---
                        title: "Yes: #1"
                        type: story
                        assignees: [ole]
                        parent: issues/epic.md
                        links: [blocks PROJ-9, relates issues/epic.md]
                        due: 2026-12-24
                        fields:
                          severity: 1
                          steps: [b, a, b]
                        ---
                        Text
                        """);

        assertThat(draft.problems()).isEmpty();
        RecordDraft whole = draft.resolved(schema, path -> Optional.of(new RecordId("99")));
        assertThat(whole.title()).isEqualTo("Yes: #1");
        assertThat(whole.values())
                .containsEntry(FieldRef.TYPE, label("Story"))
                .containsEntry(FieldRef.PARENT, new FieldValue.RecordValue(new RecordId("99")))
                .containsEntry(FieldRef.DUE, new FieldValue.DateValue(LocalDate.of(2026, 12, 24)))
                .containsEntry(SampleRecords.SEVERITY, new FieldValue.NumberValue(BigDecimal.ONE))
                .containsEntry(
                        SampleRecords.STEPS,
                        new FieldValue.ListValue(List.of(label("b"), label("a"), label("b"))))
                .containsEntry(
                        FieldRef.LINKS,
                        new FieldValue.ListValue(
                                List.of(
                                        new FieldValue.LinkValue(
                                                new Link("blocks", new RecordId("PROJ-9"))),
                                        new FieldValue.LinkValue(
                                                new Link("relates", new RecordId("99"))))))
                .hasSize(7);
        assertThat(whole.body()).contains("Text");
    }

    @ParameterizedTest
    @Proves("GS-48")
    @ValueSource(strings = {"", "no title\n", "#no title\n", "#\n", "# \n", "## second\n"})
    void aNewFileWithNeitherFrontMatterNorTitleLineIsNoRecord(String text) {
        Draft draft = draft(text);

        assertThat(draft.draft()).isEmpty();
        assertThat(draft.problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.NO_FRONT_MATTER_AND_NO_TITLE);
    }

    @ParameterizedTest
    @Proves("GS-48")
    @ValueSource(
            strings = {
                "---\n---\n",
                "---\ntitle:\n---\n",
                "---\ntitle: ''\n---\n# Not this\n",
                "---\ntype: Bug\n---"
            })
    void frontMatterWithoutATitleIsRefused(String text) {
        Draft draft = draft(text);

        assertThat(draft.draft()).isEmpty();
        assertThat(draft.problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.REQUIRED);
    }

    @Test
    @Proves("GS-45")
    void aCopyOfARecordIsANewOneAndItsServerOwnedKeysAreLeftOut() {
        Draft draft = draft(example);

        assertThat(draft.problems()).isEmpty();
        assertThat(draft.ignored())
                .containsExactly(
                        "author", "category", "comments", "created_at", "updated_at", "url");
        assertThat(draft.draft().orElseThrow().title()).isEqualTo("Crash: list is empty");
    }

    @Test
    void aRecordWhoseFrontMatterIsGoneIsRefused() {
        assertThat(reasons(edit("# Crash\n\nBody text.\n")))
                .containsExactly(Reason.FRONT_MATTER_GONE);
        assertThat(reasons(edit("Body text.\n")))
                .containsExactly(Reason.NO_FRONT_MATTER_AND_NO_TITLE);
        assertThat(reasons(edit(""))).containsExactly(Reason.NO_FRONT_MATTER_AND_NO_TITLE);
        assertThat(reasons(edit(example.replaceFirst("---\n\nBody", "Body"))))
                .containsExactly(Reason.UNCLOSED_FRONT_MATTER);
    }

    private Optional<String> body(String tip, String serversOwn) {
        return differ.edit(
                        parse(example), parse(tip), BodyStyle.of(serversOwn), Optional.of("hash"))
                .change()
                .body()
                .map(
                        change -> {
                            assertThat(change.baseRawSha256()).contains("hash");
                            return change.text();
                        });
    }

    private Draft draft(String text) {
        return differ.draft(parse(text));
    }

    private Edit edit(String tip) {
        return edit(example, tip);
    }

    private Edit edit(String base, String tip) {
        return differ.edit(parse(base), parse(tip), BodyStyle.NEW, Optional.empty());
    }

    private ParsedFile parse(String text) {
        return parser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private RecordSchema withField(FieldSchema changed) {
        return new RecordSchema(
                schema.root(),
                schema.fields().stream()
                        .map(field -> field.field().equals(changed.field()) ? changed : field)
                        .toList(),
                schema.statuses(),
                schema.bodyFormat(),
                schema.pageSize(),
                schema.timeGranularity(),
                schema.overlap(),
                schema.idsAreCaseSensitive(),
                schema.comments(),
                schema.attachmentsOffered());
    }

    private static List<Reason> reasons(Edit edit) {
        return edit.problems().stream().map(FileProblem::reason).toList();
    }

    private static FieldValue label(String text) {
        return new FieldValue.TextValue(text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
