package io.rejoin.examples.comparison.store;

import java.time.Duration;

/** Documents at several sites. */
public interface Store {

  /** What a site has at a time; times only grow. */
  Documents at(int site, Duration now);
}
