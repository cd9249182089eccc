package dev.stile.stories.world;

/** A record as the tracker has it now; the body with LF line ends. */
public record RecordNow(String id, String title, String status, String body) {}
