package io.rejoin.examples.demo.replay;

import io.rejoin.examples.demo.grid.Site;

/** What a shopper waits for before he goes on. */
public interface Promise {
  /** The level that is asked of the nodes of a site. */
  String level(Site site);

  /** Counts what may keep the level from being reached; nobody is blamed when it has grown. */
  int mishaps(Site site);

  /** Two nodes of the site have it, or one while there is only one. */
  Promise WITHIN_SITE = new Promise() {
    @Override
    public String level(Site site) {
      return site.nodesUp().size() > 1 ? "copies-in-site(2)" : "local";
    }

    @Override
    public int mishaps(Site site) {
      return site.kills();
    }
  };
}
