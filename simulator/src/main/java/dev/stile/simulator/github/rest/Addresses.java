package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;

/** The URLs and node ids of things. */
public final class Addresses {
    private final Supplier<String> web;

    /** Addresses below this origin. */
    public Addresses(Supplier<String> web) {
        this.web = web;
    }

    /** The origin that people see. */
    public String web() {
        return web.get();
    }

    /** The REST API's base. */
    public String api() {
        return web.get() + "/api/v3";
    }

    /** A repository's page. */
    public String page(HostedRepository repository) {
        return web() + "/" + repository.fullName();
    }

    /** A pull request's page. */
    public String page(PullRequest pull) {
        return page(pull.repository()) + "/pull/" + pull.number();
    }

    /** A repository in the REST API. */
    public String api(HostedRepository repository) {
        return api() + "/repos/" + repository.fullName();
    }

    /** A pull request in the REST API. */
    public String api(PullRequest pull) {
        return api(pull.repository()) + "/pulls/" + pull.number();
    }

    /** A node id: opaque to clients. */
    public static String node(String kind, long id) {
        return kind
                + "_"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Long.toString(id).getBytes(StandardCharsets.UTF_8));
    }

    /** The number in a node id of this kind, or -1. */
    public static long number(String kind, String node) {
        if (!node.startsWith(kind + "_")) {
            return -1;
        }
        try {
            return Long.parseLong(
                    new String(
                            Base64.getUrlDecoder().decode(node.substring(kind.length() + 1)),
                            StandardCharsets.UTF_8));
        } catch (IllegalArgumentException other) {
            return -1;
        }
    }
}
