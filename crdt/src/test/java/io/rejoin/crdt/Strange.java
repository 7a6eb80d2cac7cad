package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Bytes;
import java.util.List;

/** States with items that no operation writes: as from a newer version, a fault or an attacker. */
public final class Strange {
  private Strange() {}

  /** Items with any values at the root, all by one run. */
  public static State items(List<Bytes> values) {
    Replica<Pile.Change> stranger = new Replica<>(Pile.TYPE, 0x57a9);
    values.forEach(value -> stranger.does(new Pile.Change(true, Path.ROOT, value)));
    return stranger.state();
  }

  /** One item with any value at any path, by a run that nobody else is. */
  public static State item(Bytes value, Bytes... path) {
    Replica<Pile.Change> stranger = new Replica<>(Pile.TYPE, 0x57a9);
    return stranger.does(new Pile.Change(true, new Path(List.of(path)), value));
  }
}
