package io.rejoin.simulator.measure;

import io.rejoin.simulator.scenario.Happening;
import java.util.ArrayList;
import java.util.List;

/** Which faults are running: those that last until they end. */
public final class Faults {
  private final List<Happening> running = new ArrayList<>();

  /** Notes that something begins. */
  public void begins(Happening what) {
    if (lasts(what)) {
      running.add(what);
    }
  }

  /** Notes that something ended; whether no fault runs any more, and one did before. */
  public boolean ended(Happening what) {
    for (int i = 0; i < running.size(); i++) {
      if (running.get(i) == what) {
        running.remove(i);
        return running.isEmpty();
      }
    }
    return false;
  }

  /** Whether no fault runs. */
  public boolean none() {
    return running.isEmpty();
  }

  private static boolean lasts(Happening what) {
    return what.lasts()
        || what instanceof Happening.Swizzle
        || what instanceof Happening.Crash
        || what instanceof Happening.OldImage;
  }
}
