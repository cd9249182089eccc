package dev.stile.cli.canary;

import java.util.List;

/** Commands of the event side, as the canary types them. */
final class FlowLines {
    private FlowLines() {}

    /** Those that ask the tracker. */
    static final List<String> ASKING =
            List.of(
                    "act byfile get_record --set project=demo --set id=1",
                    "act byfile comment --set project=demo --set id=1 --set text=hello --key canary",
                    "act byfile comment --set project=demo --set id=1 --set text=hello --dry-run");

    /** Those that tell what is known, or decide about it. */
    static final List<String> TELLING =
            List.of(
                    "audit why 1",
                    "rule add no-such-rule.yaml",
                    "rule apply no-such-rule.yaml",
                    "rule test no-such-rule.yaml --event none",
                    "rule list",
                    "rule show none",
                    "rule explain none none",
                    "rule pause none",
                    "rule resume none",
                    "rule delete none",
                    "delivery list",
                    "delivery show 1",
                    "delivery dead",
                    "delivery retry 1",
                    "delivery replay 1",
                    "delivery drop 1 --reason none",
                    "outbox list",
                    "outbox show 1",
                    "outbox propose sim comment --set project=demo --set id=3 --set text=hi",
                    "outbox approve 1 --version 1 --hash 000000000000",
                    "outbox reject 1 --reason none",
                    "outbox edit 1 --input no-such-input.json",
                    "outbox retry 1",
                    "outbox resolve 1 --sent --reason none",
                    "outbox cancel 1 --reason none",
                    "policy show",
                    "policy explain byfile comment",
                    "policy grant --subject agent:* --connection byfile --action comment --decision refuse",
                    "policy revoke g-1",
                    "skill list",
                    "skill show sim",
                    "subscriber list",
                    "trust list",
                    "trust add .stile/subscribers/none",
                    "trust revoke .stile/subscribers/none",
                    "connector list",
                    "connector show sim",
                    "connector check template.yaml",
                    "connector add template.yaml",
                    "connector remove nothing",
                    "event list",
                    "event show byfile/nothing",
                    "event follow byfile --limit 0",
                    "event emit byfile --file payload.json --rule nothing",
                    "event replay --rule nothing --id byfile/nothing",
                    "event backfill byfile --since 2031-01-01T00:00:00Z --longest 3",
                    "event quarantine list",
                    "event quarantine drop 1 --reason canary",
                    "conform -- false",
                    "skeleton python pond",
                    "webhook add byfile --preset generic",
                    "webhook url byfile",
                    "webhook rotate byfile",
                    "webhook test byfile",
                    "webhook remove byfile",
                    "backup kept.db",
                    "restore no-such-backup.db",
                    "metrics",
                    "service install",
                    "service status",
                    "service uninstall",
                    "debug crash-points");
}
