package dev.stile.simulator.hosting;

/** A person, an app's robot or an organisation. */
public record Account(long id, String login, Kind kind) {
    /** What stands behind it. */
    public enum Kind {
        PERSON,
        BOT,
        ORGANIZATION
    }
}
