package io.rejoin.examples.shop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the page asks.
 *
 * @param path without what stands behind a question mark
 * @param query what stands there, by name
 * @param body what was posted; a missing node if it is no {@code POST}
 */
public record Request(boolean isPost, String path, Map<String, String> query, JsonNode body) {}
