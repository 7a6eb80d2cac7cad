package io.rejoin.testing;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;

/** A disk that is full, until somebody makes room. */
public final class RefusingStore extends PassThrough {
  private boolean full = true;

  public RefusingStore() {
    super(new MemoryStore());
  }

  public void makeRoom() {
    full = false;
  }

  @Override
  public long append(EntryKey key, State delta, Kept now) {
    check();
    return super.append(key, delta, now);
  }

  @Override
  public long replace(EntryKey key, Kept now) {
    check();
    return super.replace(key, now);
  }

  @Override
  public long put(String name, Bytes value) {
    check();
    return super.put(name, value);
  }

  private void check() {
    if (full) {
      throw new StoreFull();
    }
  }
}
