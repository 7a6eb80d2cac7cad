package io.rejoin;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.ChangeListener;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The entries of a grid as handles see them. Thread-safe. */
public interface Entries {

  /**
   * The state of an entry, for the readers of its type; empty if nothing is known of it. A node
   * that does not keep the entry asks one that does.
   *
   * @throws GridException.NotHere if none could be reached in time
   */
  State read(EntryKey entry);

  /** What is here of an entry, even if others have more of it. Never waits. */
  State partial(EntryKey entry);

  /** Whether reads and writes of an entry never wait; see {@link Handle#isImmediate}. */
  boolean isImmediate(EntryKey entry);

  /** Stands for all that was done to an entry so far, as far as it is known here. */
  SessionToken token(EntryKey entry);

  /** Takes in what others have of an entry; the rules are those of {@link Handle#refresh}. */
  Refreshed refresh(EntryKey entry, Level level, Duration timeout);

  /** The same without blocking. */
  CompletionStage<Refreshed> refreshed(EntryKey entry, Level level, Duration timeout);

  /**
   * Carries out an operation upon what is here.
   *
   * @throws GridException if it is refused; the exception says whether the value was changed
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  <O extends Operation> Receipt apply(EntryKey entry, CrdtType<O> type, O operation);

  /**
   * Removes an entry, with all that is seen of it here.
   *
   * @throws GridException.BadOperation for a bounded counter; nothing has changed then
   */
  Receipt erase(EntryKey entry);

  /**
   * Tells the listener of every change of an entry; the rules are those of {@link Handle#onChange}.
   */
  Subscription onChange(EntryKey entry, ChangeListener listener);

  /** The same of all entries kept here that fulfil a condition, which is asked in haste. */
  Subscription onChange(Predicate<EntryKey> which, ChangeListener listener);

  /**
   * Whether what a run has of rights to bounded counters is in this node's hands: it is the run of
   * its process, or an earlier one that it goes on with.
   */
  boolean holdsRightsOf(ReplicaId run);

  /** How much of everything this node takes. */
  Limits limits();
}
