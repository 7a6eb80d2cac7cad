package io.rejoin.examples.demo.grid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The carts that a member's site has, and those that the member's node has.
 *
 * @param map digest of what the site's map shows
 * @param grid the same of what the node shows
 * @param carts that both have, at least
 */
record SiteMap(String map, String grid, long carts) {

  static SiteMap of(JsonNode json) {
    return new SiteMap(
        json.at("/map/digest").asText(),
        json.at("/grid/digest").asText(),
        Math.min(json.at("/map/carts").asLong(), json.at("/grid/carts").asLong()));
  }

  List<String> digests() {
    return List.of(map, grid);
  }
}
