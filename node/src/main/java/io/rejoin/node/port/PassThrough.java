package io.rejoin.node.port;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/** A store that hands everything through to another one, for those that change little of it. */
public class PassThrough implements Store {
  private final Store disk;

  public PassThrough(Store disk) {
    this.disk = disk;
  }

  @Override
  public long append(EntryKey key, State delta, Kept now) {
    return disk.append(key, delta, now);
  }

  @Override
  public long replace(EntryKey key, Kept now) {
    return disk.replace(key, now);
  }

  @Override
  public long delete(EntryKey key) {
    return disk.delete(key);
  }

  @Override
  public long put(String name, Bytes value) {
    return disk.put(name, value);
  }

  @Override
  public Optional<State> read(EntryKey key) {
    return disk.read(key);
  }

  @Override
  public boolean isReread() {
    return disk.isReread();
  }

  @Override
  public void forEach(Visitor visitor) {
    disk.forEach(visitor);
  }

  @Override
  public Optional<Bytes> get(String name) {
    return disk.get(name);
  }

  @Override
  public long written() {
    return disk.written();
  }

  @Override
  public long synced() {
    return disk.synced();
  }

  @Override
  public void sync(long upTo) {
    disk.sync(upTo);
  }

  @Override
  public void awaitSynced(long upTo) {
    disk.awaitSynced(upTo);
  }

  @Override
  public void onSynced(Runnable listener) {
    disk.onSynced(listener);
  }

  @Override
  public List<String> damaged() {
    return disk.damaged();
  }

  @Override
  public void close() {
    disk.close();
  }
}
