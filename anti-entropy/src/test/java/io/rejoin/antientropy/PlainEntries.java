package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import java.util.List;

/** Passes everything on; tests change one answer, to watch it or to be wrong in it. */
class PlainEntries implements Entries {
  private final Entries right;

  PlainEntries(Entries right) {
    this.right = right;
  }

  @Override
  public Snapshot snapshot() {
    return right.snapshot();
  }

  @Override
  public long keyHash(EntryKey key) {
    return right.keyHash(key);
  }

  @Override
  public State state(EntryKey key) {
    return right.state(key);
  }

  @Override
  public EntryId id(EntryKey key) {
    return right.id(key);
  }

  @Override
  public State join(EntryKey key, State delta) {
    return right.join(key, delta);
  }

  @Override
  public void remove(Removal removal) {
    right.remove(removal);
  }

  @Override
  public List<Removal> removalsBeyond(Clock known) {
    return right.removalsBeyond(known);
  }

  @Override
  public State shed(EntryKey key, CausalContext dots) {
    return right.shed(key, dots);
  }

  @Override
  public Arrivals arrivals() {
    return right.arrivals();
  }

  @Override
  public void hears(Clock clock) {
    right.hears(clock);
  }

  @Override
  public Clock forgotten() {
    return right.forgotten();
  }

  @Override
  public void adopt(Clock clock, Clock forgotten) {
    right.adopt(clock, forgotten);
  }
}
