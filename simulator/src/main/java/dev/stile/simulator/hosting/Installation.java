package dev.stile.simulator.hosting;

import java.security.PublicKey;

/**
 * An app where it is installed.
 *
 * @param id of the installation
 * @param robot who acts through it, called as the app
 * @param key the public half of the app's key
 */
public record Installation(long id, App app, Account robot, PublicKey key) {}
