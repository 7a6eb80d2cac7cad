package io.rejoin.crdt.type.sequence;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Chunks that hang under each other in a circle, and all that hangs under them: no walk from the
 * root meets them. No editor makes such chunks. Without recursion, since the tree may be deep.
 */
final class Circles {
  private Circles() {}

  /** Cuts every circle at its smallest chunk, which is lost then; false if there is none. */
  static boolean cut(Collection<Chunk> ascending, Chunk root, Chunk lost) {
    Set<Chunk> met = new HashSet<>();
    meet(root, met);
    meet(lost, met);
    boolean found = false;
    for (Chunk chunk : ascending) {
      if (!met.contains(chunk)) {
        Chunk smallest = smallestAbove(chunk);
        parent(smallest).removeChild(smallest);
        lost.addChild(smallest);
        meet(smallest, met);
        found = true;
      }
    }
    return found;
  }

  private static void meet(Chunk top, Set<Chunk> met) {
    Deque<Chunk> waiting = new ArrayDeque<>(List.of(top));
    while (!waiting.isEmpty()) {
      Chunk chunk = waiting.pop();
      met.add(chunk);
      chunk.children().forEach(waiting::push);
    }
  }

  /** The way up from this chunk ends in a circle: the circle's smallest chunk. */
  private static Chunk smallestAbove(Chunk chunk) {
    Chunk slow = parent(chunk);
    Chunk fast = parent(slow);
    while (slow != fast) {
      slow = parent(slow);
      fast = parent(parent(fast));
    }
    Chunk smallest = slow;
    for (Chunk each = parent(slow); each != slow; each = parent(each)) {
      smallest = each.id.compareTo(smallest.id) < 0 ? each : smallest;
    }
    return smallest;
  }

  private static Chunk parent(Chunk chunk) {
    return Objects.requireNonNull(chunk.parent);
  }
}
