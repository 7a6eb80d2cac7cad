package io.rejoin.examples.comparison.field;

import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.value.ReplicatedSet;
import io.rejoin.value.ReplicatedTree;
import java.util.Optional;
import java.util.Set;

/** An add-wins set for each manifest, a movable tree of boxes and parcels, counters of scans. */
record GridDepot(Grid grid) implements Freight {
  @Override
  public void load(String manifest, String parcel) {
    set(manifest).add(parcel);
  }

  @Override
  public void unload(String manifest, String parcel) {
    set(manifest).remove(parcel);
  }

  @Override
  public Set<String> manifest(String manifest) {
    return set(manifest).value();
  }

  private ReplicatedSet<String> set(String manifest) {
    return grid.set(manifest, Codec.string());
  }

  @Override
  public void move(String parcel, String box) {
    if (boxes().node(box).isEmpty()) {
      boxes().put(box, "");
    }
    boxes().put(parcel, box, "");
  }

  @Override
  public Optional<String> boxOf(String parcel) {
    return boxes().node(parcel).flatMap(ReplicatedTree.Node::parent);
  }

  private ReplicatedTree<String> boxes() {
    return grid.tree("stowage/boxes", Codec.string());
  }

  @Override
  public void scan(String ship) {
    grid.counter(ship).increment();
  }

  @Override
  public long scans(String ship) {
    return grid.counter(ship).value();
  }
}
