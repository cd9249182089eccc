/**
 * Subscribers described by a manifest: in come folders with a {@code manifest.toml}, out go
 * connectors whose events such a program tells. What lies in a workspace runs only as a person saw
 * and trusted it. {@code flow.template} and the composition root call.
 */
@NullMarked
package dev.stile.flow.subscriber;

import org.jspecify.annotations.NullMarked;
