package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.type.sequence.Version.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where moved elements are shown: each in the chunk that was made for it last, by time, then by the
 * chunk's run and number.
 */
final class Moves {
  private record Move(Arrival arrival, Chunk chunk) {
    static final Comparator<Move> ORDER = Comparator.<Move, Long>comparing(
            move -> move.arrival.time().value(), Long::compareUnsigned)
        .thenComparing(move -> move.chunk.id);
  }

  private final Map<Place, List<Move>> byElement = new HashMap<>();
  private final Map<Chunk, Place> byChunk = new HashMap<>();

  boolean isEmpty() {
    return byElement.isEmpty();
  }

  /** The chunks that claim an element, the one that shows it last. */
  List<Chunk> chunksOf(Place element) {
    return byElement.getOrDefault(element, List.of()).stream().map(Move::chunk).toList();
  }

  /** The latest time at which an element was moved, if it was. */
  @Nullable
  Arrival latest(Place element) {
    List<Move> moves = byElement.get(element);
    return moves == null ? null : moves.get(moves.size() - 1).arrival;
  }

  /** Takes note of what a chunk claims now; the element whose place may have changed. */
  @Nullable
  Place update(Chunk chunk) {
    Arrival arrival = chunk.arrival();
    Place before = byChunk.get(chunk);
    if (arrival == null) {
      forget(chunk, before);
      return before;
    }
    if (before == null) {
      List<Move> moves =
          byElement.computeIfAbsent(arrival.element(), element -> new ArrayList<>(1));
      moves.add(new Move(arrival, chunk));
      moves.sort(Move.ORDER);
      byChunk.put(chunk, arrival.element());
    }
    return arrival.element();
  }

  private void forget(Chunk chunk, @Nullable Place element) {
    List<Move> moves = element == null ? null : byElement.get(element);
    if (element != null && moves != null) {
      moves.removeIf(move -> move.chunk == chunk);
      byChunk.remove(chunk);
      if (moves.isEmpty()) {
        byElement.remove(element);
      }
    }
  }
}
