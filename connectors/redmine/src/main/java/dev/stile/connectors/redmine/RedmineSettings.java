package dev.stile.connectors.redmine;

import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.store.DeleteReason;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a connection.
 *
 * @param webUrl address of the server, path included where it does not live at the root
 * @param privateIssues whether issues that the server calls private are read, and the flag written
 * @param doneStatus status that a close as completed gives
 * @param rejectedStatus status that any other close gives
 */
record RedmineSettings(
        URI webUrl,
        boolean privateIssues,
        Optional<String> doneStatus,
        Optional<String> rejectedStatus) {
    private static final String WEB_URL = "web_url";
    private static final String PRIVATE_ISSUES = "private_issues";
    private static final String DONE_STATUS = "done_status";
    private static final String REJECTED_STATUS = "rejected_status";

    static List<SettingSpec> specs() {
        return List.of(
                SettingSpec.address(
                        WEB_URL, "address of the server, such as https://tracker.example"),
                SettingSpec.flag(
                        PRIVATE_ISSUES,
                        "read issues that are marked private, and write the mark",
                        false),
                SettingSpec.text(
                        DONE_STATUS,
                        "closed status for what is closed as completed, such as Closed"),
                SettingSpec.text(
                        REJECTED_STATUS, "closed status for any other close, such as Rejected"));
    }

    static RedmineSettings of(Settings settings) {
        return new RedmineSettings(
                settings.address(WEB_URL),
                settings.flag(PRIVATE_ISSUES),
                settings.find(DONE_STATUS).filter(name -> !name.isEmpty()),
                settings.find(REJECTED_STATUS).filter(name -> !name.isEmpty()));
    }

    /**
     * The status for a reason, if the user named one: a server has no reasons, and none is guessed
     * from a name.
     */
    Optional<String> closedStatus(DeleteReason reason) {
        return switch (reason) {
            case COMPLETED -> doneStatus;
            case NOT_PLANNED, DUPLICATE, ABANDONED -> rejectedStatus;
        };
    }

    boolean canClose() {
        return doneStatus.isPresent() && rejectedStatus.isPresent();
    }
}
