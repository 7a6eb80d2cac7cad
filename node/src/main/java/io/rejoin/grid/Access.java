package io.rejoin.grid;

import io.rejoin.Confirmations;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Limits;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.node.core.Written;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.NotYetStored;
import io.rejoin.node.port.StoreDamaged;
import io.rejoin.node.port.StoreFull;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads and writes entries: those that this node shows at once, others over what a node that shows
 * them has. Operations are never handed to another node: they are carried out here, and what comes
 * of it goes to the owners.
 */
final class Access {
  private final Host node;
  private final Confirmations confirmations;
  private final Limits limits;
  private final Waiting waiting;
  private final Duration patience;

  /** Fetches for so long at most. */
  Access(Host node, Limits limits, Waiting waiting, Duration patience) {
    this.node = node;
    this.confirmations = new Holders(node, limits);
    this.limits = limits;
    this.waiting = waiting;
    this.patience = patience;
  }

  /** What is here, all of it or not. */
  State here(EntryKey entry) {
    try {
      return node.replicas().state(entry);
    } catch (StoreDamaged damaged) {
      throw new GridException.BeingRepaired(damaged);
    }
  }

  State read(EntryKey entry) {
    if (node.core().shows(entry)) {
      return here(entry);
    }
    Refreshed found = fetch(entry);
    if (!found.whole()) {
      throw new GridException.NotHere(entry.key().utf8(), found.missing());
    }
    return found.state();
  }

  <O extends Operation> Receipt apply(EntryKey entry, CrdtType<O> type, O operation) {
    return node.core().shows(entry)
        ? carryOut(entry, type, operation, State.EMPTY)
        : apply(entry, type, operation, fetch(entry));
  }

  /**
   * Carries out an operation upon what was fetched. If that is not all there is, it counts all the
   * same, unless it has found nothing to do.
   */
  <O extends Operation> Receipt apply(
      EntryKey entry, CrdtType<O> type, O operation, Refreshed found) {
    Receipt receipt = carryOut(entry, type, operation, found.whole() ? found.state() : State.EMPTY);
    if (!receipt.changed() && !found.whole()) {
      throw new GridException.NotHere(entry.key().utf8(), found.missing());
    }
    return receipt;
  }

  /** Of any type, upon what was found if somebody has asked already. */
  Receipt applyAny(
      EntryKey entry, CrdtType<?> type, Operation operation, Optional<Refreshed> found) {
    CrdtType<Operation> taking = taking(type);
    try {
      return found.isPresent()
          ? apply(entry, taking, operation, found.get())
          : apply(entry, taking, operation);
    } catch (ClassCastException mismatch) {
      throw new GridException.BadOperation(
          operation + " is no operation of the type " + type.name(), mismatch);
    }
  }

  @SuppressWarnings("unchecked") // a wrong one fails in the type's bridge method, before it acts
  private static CrdtType<Operation> taking(CrdtType<?> type) {
    return (CrdtType<Operation>) type;
  }

  private Refreshed fetch(EntryKey entry) {
    return waiting.await(new Refreshing(node.core(), entry, Level.local()), patience);
  }

  private <O extends Operation> Receipt carryOut(
      EntryKey entry, CrdtType<O> type, O operation, State seen) {
    if (node.isLeaving()) { // perhaps since something was fetched
      throw new GridException.Stopped(Life.LEAVES);
    }
    try {
      Written written = node.carryOut(entry, type, operation, seen);
      return new Receipt(confirmations, written);
    } catch (Item.Limits.TooLarge tooLarge) {
      throw limits.refusal(tooLarge);
    } catch (StoreFull full) {
      throw new GridException.StorageFull(full);
    } catch (NotYetStored full) {
      throw new GridException.StorageFull(full, true);
    } catch (StoreDamaged damaged) {
      throw new GridException.BeingRepaired(damaged);
    }
  }
}
