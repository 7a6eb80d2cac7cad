package io.rejoin.node.core.link;

import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.Lane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the frames of one link together again. What it holds grows with what arrived, never with
 * what was announced. A piece that does not continue its frame, as after a loss, drops the frame.
 */
final class Reassembly {
  /** All pieces but the last have at least this many bytes, so that their number is bounded. */
  static final int MIN_PIECE = 1 << 10;

  private final Map<Lane, Partial> partials = new EnumMap<>(Lane.class);
  private final int maxMessage;
  private final Budget budget;

  /** The bytes of unfinished frames over all links. */
  static final class Budget {
    private final long max;
    private long used;

    Budget(long max) {
      this.max = max;
    }

    long used() {
      return used;
    }
  }

  private static final class Partial {
    private final long stream;
    private final List<Bytes> pieces = new ArrayList<>();
    private int size;

    Partial(long stream) {
      this.stream = stream;
    }
  }

  Reassembly(int maxMessage, Budget budget) {
    this.maxMessage = maxMessage;
    this.budget = budget;
  }

  /** Takes a piece and returns the frame that it completes. */
  Optional<Bytes> add(Chunk chunk) throws RefusedFrame {
    Partial partial = partials.get(chunk.lane());
    if (chunk.offset() == 0) {
      drop(chunk.lane());
      partial = new Partial(chunk.stream());
      partials.put(chunk.lane(), partial);
    } else if (partial == null
        || partial.stream != chunk.stream()
        || partial.size != chunk.offset()) {
      drop(chunk.lane());
      return Optional.empty();
    }
    append(partial, chunk);
    if (!chunk.last()) {
      return Optional.empty();
    }
    ByteWriter whole = new ByteWriter(partial.size);
    partial.pieces.forEach(whole::raw);
    drop(chunk.lane());
    return Optional.of(whole.toBytes());
  }

  private void append(Partial partial, Chunk chunk) throws RefusedFrame {
    int length = chunk.piece().length();
    if (length < MIN_PIECE && !chunk.last()) {
      throw new RefusedFrame(Refused.MALFORMED, "a piece of " + length + " bytes");
    }
    if (partial.size + (long) length > maxMessage) {
      throw new RefusedFrame(Refused.TOO_LONG, "a frame of more than " + maxMessage + " bytes");
    }
    if (budget.used + length > budget.max) {
      throw new RefusedFrame(Refused.ASSEMBLY_FULL, "no room for another " + length + " bytes");
    }
    budget.used += length;
    partial.size += length;
    partial.pieces.add(chunk.piece());
  }

  /** Forgets everything unfinished. */
  void clear() {
    for (Lane lane : Lane.values()) {
      drop(lane);
    }
  }

  private void drop(Lane lane) {
    Partial partial = partials.remove(lane);
    if (partial != null) {
      budget.used -= partial.size;
    }
  }
}
