package io.rejoin.examples.shop;

import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.shop.web.StaticFiles;
import io.rejoin.examples.shop.web.WebDoor;
import io.rejoin.grid.Grid;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The shops of all sites, each with a node of the grid and a door for browsers. */
final class ShopSites implements AutoCloseable {
  private static final StaticFiles PAGE =
      StaticFiles.of("index.html", "style.css", "shop.js", "view.js", "list.js", "icon.svg");

  private final Map<String, WebDoor> doors;
  private final LocalGrid grid;

  private ShopSites(Map<String, WebDoor> doors, LocalGrid grid) {
    this.doors = doors;
    this.grid = grid;
  }

  /**
   * Opens a shop at each site.
   *
   * @param firstPort of the first site, the others have those that follow; 0: any that are free
   * @throws IOException if a port is in use
   */
  static ShopSites open(List<String> sites, int firstPort, long seed) throws IOException {
    Map<String, WebDoor> doors = new LinkedHashMap<>();
    try {
      for (String site : sites) {
        doors.put(site, bind(firstPort == 0 ? 0 : firstPort + doors.size()));
      }
      LocalGrid grid = LocalGrid.start("shop", sites);
      ShopSites shops = new ShopSites(doors, grid);
      shops.serve(seed);
      return shops;
    } catch (IOException | RuntimeException e) {
      doors.values().forEach(WebDoor::close);
      throw e;
    }
  }

  private static WebDoor bind(int port) throws IOException {
    try {
      return WebDoor.bind(port);
    } catch (IOException e) {
      throw new IOException("port " + port + " of 127.0.0.1 cannot be had: " + e.getMessage(), e);
    }
  }

  private void serve(long seed) {
    Assortment assortment = Assortment.load();
    Map<String, Shop> shops = new LinkedHashMap<>();
    doors.keySet().forEach(site -> shops.put(site, new Shop(grid.at(site))));
    assortment.deliver(List.copyOf(shops.values()), seed);
    doors.forEach((site, door) -> {
      Grid node = grid.at(site);
      Shop shop = Objects.requireNonNull(shops.get(site));
      door.serve(PAGE, new ShopDoor(node, shop, new ShopView(node, shop, assortment, urls())));
    });
  }

  /** Where each site's shop is, by site. */
  Map<String, String> urls() {
    Map<String, String> urls = new LinkedHashMap<>();
    doors.forEach((site, door) -> urls.put(site, door.url()));
    return urls;
  }

  LocalGrid grid() {
    return grid;
  }

  @Override
  public void close() {
    doors.values().forEach(WebDoor::close);
    grid.close();
  }
}
