package io.rejoin.examples.comparison.history;

import java.util.Map;
import java.util.Set;

/**
 * All that a site shows at the end.
 *
 * @param figures such as the pieces in stock, by place
 * @param consents places where a consent shows
 * @param open places where a person must decide between several values
 */
public record Shown(
    Set<Thing> things, Map<String, Long> figures, Set<String> consents, Set<String> open) {}
