/** A code host that answers by the number of the pull request, so that no test needs a state. */
@NullMarked
package dev.stile.cli.scripted;

import org.jspecify.annotations.NullMarked;
