package io.rejoin.crdt;

import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.util.function.Function;

/**
 * A place in an entry where a type's operation reads and writes. It shows the state as it was
 * before the operation; what the operation puts and removes is collected in a {@link Mutation}.
 */
public final class Slot {
  private final Mutation mutation;
  private final Path path;
  private final View seen;

  Slot(Mutation mutation, Path path, View seen) {
    this.mutation = mutation;
    this.path = path;
    this.seen = seen;
  }

  /** What is live here and deeper. */
  public View seen() {
    return seen;
  }

  /** Is this the top of the entry, where no enclosing type can remove anything? */
  public boolean isRoot() {
    return path.isRoot();
  }

  /**
   * The slot one component deeper.
   *
   * @throws IllegalArgumentException if the path would be too long, or the component too large
   */
  public Slot child(Bytes component) {
    return new Slot(mutation, path.child(component), seen.child(component));
  }

  /**
   * Uses what is {@linkplain Derived derived} from what is live here and deeper. The state carries
   * it from one operation to the next if this is the root; else it is built anew. The use must not
   * change it, and must not hand it out.
   */
  public <D extends Derived, R> R derive(Derivation<D> how, Function<? super D, R> use) {
    return isRoot() ? mutation.derive(how, use) : use.apply(how.anew().apply(seen));
  }

  /**
   * The dot that the next item put by this operation will have, wherever it is put. Takes a number:
   * the operation must put an item then, and not fail any more.
   */
  public Dot nextDot() {
    return mutation.nextDot();
  }

  /**
   * Whether what this run has written is the author's: its own run's, or that of an earlier run of
   * its node that it continues, so that a node which often restarts leaves no trace of it.
   */
  public boolean owns(ReplicaId writer) {
    return mutation.owns(writer);
  }

  /**
   * Whether the entry still remembers anything of a run. If not, every member has applied what was
   * removed of it here.
   */
  public boolean remembers(ReplicaId run) {
    return mutation.remembers(run);
  }

  /** The run that carries the operation out. */
  public ReplicaId run() {
    return mutation.author().run();
  }

  /** A time after the clock's own and after {@code seen}. */
  public Timestamp now(Timestamp afterThat) {
    return mutation.author().now(afterThat);
  }

  /**
   * Puts an item here, under a dot of its own.
   *
   * @throws IllegalArgumentException if the value is too large
   */
  public void put(Bytes value) {
    mutation.put(path, value);
  }

  /** Removes a live item. */
  public void remove(Item item) {
    mutation.remove(item);
  }

  /** Removes all items at this very path. */
  public void removeHere() {
    seen.items().forEach(mutation::remove);
  }

  /** Removes all items here and deeper. */
  public void clear() {
    seen.forEach(mutation::remove);
  }
}
