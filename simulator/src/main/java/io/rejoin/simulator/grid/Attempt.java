package io.rejoin.simulator.grid;

import io.rejoin.Level;
import io.rejoin.crdt.causal.CausalContext;
import java.util.Optional;

/**
 * What a client tried, and what came of it.
 *
 * @param index in the order of the run
 * @param session the client, such as {@code depot-1/1#2}
 * @param number of the attempt among those of its client, from 0
 * @param invoked when, in nanoseconds
 * @param completed when it was answered
 * @param node that it asked
 * @param roams whether the client came with a token, of which the node had to show all
 * @param level at which a read asked others, and was answered
 * @param during whether that node was cut off from others then
 * @param done what it did, if it was carried out and is no read
 * @param seen of a read that was answered: every dot that the state which was read knows of, live
 *     or not
 * @param detail for people; empty if all went well
 */
public record Attempt(
    int index,
    String session,
    long number,
    long invoked,
    long completed,
    int node,
    Deed<?> deed,
    Outcome outcome,
    boolean roams,
    Level level,
    boolean during,
    Optional<Done> done,
    Optional<CausalContext> seen,
    String detail) {

  /** How it ended. */
  public enum Outcome {
    OK,
    /** A decrement without rights, or something that is not possible, such as an index beyond. */
    REFUSED,
    /** The node could not do what it should. */
    FAILED
  }
}
