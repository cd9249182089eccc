package dev.stile.core.audit;

import java.util.Locale;
import java.util.Optional;

/**
 * What can be recorded: a closed list, so that an unknown verb does not compile. A row of a newer
 * release may hold a verb that is not here; it is read, verified and shown as its text.
 */
public enum AuditVerb {
    /** A request that only reads. */
    EGRESS_READ("a request that only reads"),
    /** A request that may change something. */
    EGRESS_WRITE("a request that may change something"),
    /** A request that the gate refused. */
    EGRESS_DENIED("a request that the gate refused"),
    /** One hop of a redirect. */
    EGRESS_REDIRECT("one hop of a redirect"),
    /** A page of a listing. */
    RECORD_LIST("a page of a listing"),
    /** One record. */
    RECORD_READ("one record"),
    /** A record made. */
    RECORD_CREATE("a record made"),
    /** Fields of a record changed. */
    RECORD_UPDATE("fields of a record changed"),
    /** A record removed for good. */
    RECORD_DELETE("a record removed for good"),
    /** A record closed instead of removed. */
    RECORD_CLOSE("a record closed instead of removed"),
    /** A page of comments. */
    COMMENT_LIST("a page of comments"),
    /** A comment made. */
    COMMENT_CREATE("a comment made"),
    /** A comment changed. */
    COMMENT_UPDATE("a comment changed"),
    /** A comment removed. */
    COMMENT_DELETE("a comment removed"),
    /** A page of attachments. */
    ATTACHMENT_LIST("a page of attachments"),
    /** The bytes of an attachment. */
    ATTACHMENT_READ("the bytes of an attachment"),
    /** An attachment uploaded. */
    ATTACHMENT_CREATE("an attachment uploaded"),
    /** Events stored by one commit, with their count and digest. */
    EVENT_RECEIVED("events stored by one commit, with their count and digest"),
    /** An event set aside for good. */
    EVENT_QUARANTINED("an event set aside for good"),
    /** An event given up. */
    EVENT_DROPPED("an event given up"),
    /** Rows or records of a rule written on this machine by one commit, with their count. */
    LOCAL_WRITE(
            "rows or records of a rule written on this machine by one commit, with their count"),
    /** A program run for a rule. */
    LOCAL_EXEC("a program run for a rule"),
    /** A delivery given up. */
    DELIVERY_DEAD("a delivery given up"),
    /** A delivery begun anew by a person. */
    DELIVERY_RETRY("a delivery begun anew by a person"),
    /** Stored events given to a rule again by a person. */
    DELIVERY_REPLAY("stored events given to a rule again by a person"),
    /** A delivery dropped by a person. */
    DELIVERY_DROP("a delivery dropped by a person"),
    /** An action asked for. */
    ACTION_PROPOSE("an action asked for"),
    /** An action approved. */
    ACTION_APPROVE("an action approved"),
    /** An action turned down. */
    ACTION_REJECT("an action turned down"),
    /** A proposed action changed. */
    ACTION_EDIT("a proposed action changed"),
    /** An action sent. */
    ACTION_SEND("an action sent"),
    /** An unknown action settled. */
    ACTION_RESOLVE("an unknown action settled"),
    /** An action called off. */
    ACTION_CANCEL("an action called off"),
    /** A failed action made ready again. */
    ACTION_RETRY("a failed action made ready again"),
    /** An action held back: its approval is void, or it may leave later. */
    ACTION_HOLD("an action held back: its approval is void, or it may leave later"),
    /** An action whose time ran out. */
    ACTION_EXPIRE("an action whose time ran out"),
    /** A rule made. */
    RULE_CREATE("a rule made"),
    /** A rule changed. */
    RULE_UPDATE("a rule changed"),
    /** A rule removed. */
    RULE_DELETE("a rule removed"),
    /** A rule switched on. */
    RULE_ENABLE("a rule switched on"),
    /** A rule switched off. */
    RULE_DISABLE("a rule switched off"),
    /** A connection made. */
    CONNECTION_CREATE("a connection made"),
    /** A connection's settings changed. */
    CONNECTION_UPDATE("a connection's settings changed"),
    /** A connection removed. */
    CONNECTION_DELETE("a connection removed"),
    /** An origin granted to a connection. */
    CONNECTION_GRANT("an origin granted to a connection"),
    /** An origin taken from a connection. */
    CONNECTION_REVOKE("an origin taken from a connection"),
    /** A stream's cursor edited by a person. */
    POSITION_SET("a stream's cursor edited by a person"),
    /** A secret resolved. */
    SECRET_READ("a secret resolved"),
    /** A secret stored. */
    SECRET_WRITE("a secret stored"),
    /** A secret removed. */
    SECRET_DELETE("a secret removed"),
    /** A token renewed. */
    SECRET_REFRESH("a token renewed"),
    /** Something trusted. */
    TRUST_GRANT("something trusted"),
    /** Trust taken back. */
    TRUST_REVOKE("trust taken back"),
    /** A policy decision. */
    POLICY_DECIDE("a policy decision"),
    /** The policy changed. */
    POLICY_EDIT("the policy changed"),
    /** A pull request or a rule of a branch read. */
    HOST_READ("a pull request or a rule of a branch read"),
    /** What to do about a pull request decided, and what else was considered. */
    HOST_DECIDE("what to do about a pull request decided, and what else was considered"),
    /** A pull request opened. */
    HOST_OPEN("a pull request opened"),
    /** A pull request changed. */
    HOST_UPDATE("a pull request changed"),
    /** A pull request merged. */
    HOST_MERGE("a pull request merged"),
    /** A pull request closed. */
    HOST_CLOSE("a pull request closed"),
    /** A pull request commented on. */
    HOST_COMMENT("a pull request commented on"),
    /** The branch of a merged pull request deleted. */
    HOST_DELETE("the branch of a merged pull request deleted"),
    /** Approvals dismissed. */
    HOST_DISMISS("approvals dismissed"),
    /** A watch of a pull request begun, ended or begun anew by a person. */
    HOST_WATCH("a watch of a pull request begun, ended or begun anew by a person"),
    /** A flow between labels declared by a person. */
    LABEL_ALLOW("a flow between labels declared by a person"),
    /** A connector of somebody else loaded. */
    PLUGIN_LOAD("a connector of somebody else loaded"),
    /** The log's first row. */
    AUDIT_OPEN("the log's first row"),
    /** A segment ended. */
    AUDIT_SEAL("a segment ended"),
    /** A head made anew because it was missing: nothing proves the rows before this one. */
    AUDIT_HEAD("a head made anew because it was missing: nothing proves the rows before this one"),
    /** A person goes on without the proof of the rows before a head that was missing. */
    AUDIT_ACCEPT("a person goes on without the proof of the rows before a head that was missing"),
    /** The log checked. */
    AUDIT_VERIFY("the log checked"),
    /** The log copied out. */
    AUDIT_EXPORT("the log copied out"),
    /** The store copied into a file. */
    STORE_BACKUP("the store copied into a file"),
    /** The store replaced by an earlier copy of it. */
    STORE_RESTORE("the store replaced by an earlier copy of it"),
    /** One helper process: git version, command, requests, bytes. */
    GIT_SESSION("one helper process: git version, command, requests, bytes"),
    /** Objects served: wants, bytes. */
    GIT_SERVE("objects served: wants, bytes"),
    /** A mirror brought up to date: cursor, counts, completeness. */
    GIT_SYNC("a mirror brought up to date: cursor, counts, completeness"),
    /** Bodies fetched on demand. */
    GIT_HYDRATE("bodies fetched on demand"),
    /** A cost limit reached. */
    GIT_LIMIT("a cost limit reached"),
    /** A push planned. */
    GIT_PLAN("a push planned"),
    /** A push refused before its first write. */
    GIT_REFUSED("a push refused before its first write"),
    /** An edit of something that changed upstream. */
    GIT_CONFLICT("an edit of something that changed upstream"),
    /** A push: done, partial or stopped. */
    GIT_PUSH("a push: done, partial or stopped"),
    /** A write whose outcome is not known. */
    GIT_UNKNOWN("a write whose outcome is not known"),
    /** An unknown write settled by asking. */
    GIT_RECONCILED("an unknown write settled by asking"),
    /** A safety turned off for one push. */
    GIT_OVERRIDE("a safety turned off for one push"),
    /** Edits of what only the server owns. */
    GIT_IGNORED("edits of what only the server owns"),
    /** An unknown write settled by a person. */
    GIT_RESOLVE("an unknown write settled by a person"),
    /** A mirror made, rebuilt or removed. */
    GIT_MIRROR("a mirror made, rebuilt or removed"),
    /** A mirror cleaned up. */
    GIT_GC("a mirror cleaned up"),
    /** A clone attached. */
    GIT_ATTACH("a clone attached"),
    /** A clone detached. */
    GIT_DETACH("a clone detached");

    private final String meaning;

    AuditVerb(String meaning) {
        this.meaning = meaning;
    }

    /** As rows spell it, such as {@code record.list}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** One line for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** The verb that a row spells so, unless a newer release made it. */
    public static Optional<AuditVerb> parse(String wire) {
        for (AuditVerb verb : values()) {
            if (verb.wire().equals(wire)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
