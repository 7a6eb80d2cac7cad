package io.rejoin.simulator.scenario;

import java.time.Duration;
import java.util.Locale;

/** Kinds of disk: how long after a write the power may fail and take it. */
public enum Disk {
  SSD(Duration.ofMillis(20)),
  EMMC(Duration.ofMillis(200)),
  HDD(Duration.ofMillis(100)),
  /** Everything is safe at once, as with a battery. */
  SAFE(Duration.ZERO);

  private final Duration unsynced;

  Disk(Duration unsynced) {
    this.unsynced = unsynced;
  }

  /** Time between two syncs: what was written since the last is lost with the power. */
  public Duration unsynced() {
    return unsynced;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
