package io.rejoin.node.core.link;

import io.rejoin.node.port.Notices;

/** Passes on at most {@value #MAX_PER_WINDOW} notices in ten seconds and says how many it kept. */
public final class LimitedNotices implements Notices {
  static final int MAX_PER_WINDOW = 30;
  private static final long WINDOW = 10_000_000_000L;

  private final Notices target;
  private final Ticks ticks;
  private long windowStart;
  private int inWindow;
  private long kept;

  public LimitedNotices(Notices target, Ticks ticks) {
    this.target = target;
    this.ticks = ticks;
    windowStart = ticks.now();
  }

  @Override
  public void info(String text) {
    if (admits()) {
      target.info(text);
    }
  }

  @Override
  public void warn(String text) {
    if (admits()) {
      target.warn(text);
    }
  }

  private boolean admits() {
    if (ticks.now() - windowStart >= WINDOW) {
      windowStart = ticks.now();
      inWindow = 0;
      if (kept > 0) {
        target.info(kept + " more notices were not written");
        kept = 0;
      }
    }
    if (inWindow == MAX_PER_WINDOW) {
      kept++;
      return false;
    }
    inWindow++;
    return true;
  }
}
