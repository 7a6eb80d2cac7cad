package io.rejoin.antientropy.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A state of everything: the nodes, what is kept of their former states (images, halves of sessions
 * under way, bundles), what was done, and what may still happen.
 */
@SuppressWarnings("ArrayRecordComponent") // shared between states, never compared
record World(Node[] nodes, List<Kept> kept, Past past, Budget left) {

  /** A former state of the node at a slot, kept for an event of the kind at another. */
  record Kept(Event event, int from, int to, Node node) {}

  static World start(Budget budget) {
    int size = budget.nodes();
    Node[] nodes = new Node[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = new Node(i, i, size);
      if (i < size - budget.islands()) {
        nodes[i].seeded = true;
        nodes[i].members = (1 << (size - budget.islands())) - 1;
      }
    }
    return new World(nodes, List.of(), Past.of(size), budget);
  }

  int left(Event event) {
    return left.times(event);
  }

  World with(int slot, Node node) {
    Node[] changed = nodes.clone();
    changed[slot] = node;
    return new World(changed, kept, node.isAlone() ? past : past.send(node.run), left);
  }

  World after(Event event) {
    return new World(nodes, kept, past, left.with(event, left(event) - 1));
  }

  World keep(Kept one) {
    List<Kept> more = new ArrayList<>(kept);
    more.add(one);
    return new World(nodes, List.copyOf(more), past, left);
  }

  /** What no node has any more by now has lapsed. */
  World lapse() {
    long said = 0;
    long shown = 0;
    for (Node node : nodes) {
      said |= isEvicted(node.id) ? 0 : node.applied;
      shown |= isEvicted(node.id) ? 0 : node.live;
    }
    long unsaid = past.issued() & ~said;
    return past(past.lapsed(unsaid & ~shown, unsaid));
  }

  /** What a member has heard of, but no member has, of an evicted node may be taken for void. */
  World lapseHeard(int evicted) {
    long heard = 0;
    long said = 0;
    for (Node node : nodes) {
      heard |= isEvicted(node.id) ? 0 : node.heard;
      said |= isEvicted(node.id) ? 0 : node.applied;
    }
    long unsaid = past.issued() & past.runsOf(evicted) & heard & ~said;
    return past(past.lapsed(unsaid, unsaid));
  }

  /** Whether an operator has evicted the node, whoever knows of it. */
  boolean isEvicted(int id) {
    boolean any = false;
    for (Node node : nodes) {
      any |= node.hasEvicted(id);
    }
    return any;
  }

  World past(Past longer) {
    return new World(nodes, kept, longer, left);
  }

  /** The same for states that differ only by the nodes' names. */
  long[] canonical(int[][] permutations) {
    long[] least = {};
    for (int[] permutation : permutations) {
      long[] code = encode(permutation);
      if (least.length == 0 || Arrays.compare(code, least) < 0) {
        least = code;
      }
    }
    return least;
  }

  private long[] encode(int[] permutation) {
    Renaming names = new Renaming(permutation, past);
    long[][] parts = new long[nodes.length + kept.size() + 1][];
    for (int slot = 0; slot < nodes.length; slot++) {
      parts[names.slot(slot)] = nodes[slot].encode(names);
    }
    for (int i = 0; i < kept.size(); i++) {
      Kept one = kept.get(i);
      long[] node = one.node().encode(names);
      long[] part = Arrays.copyOf(node, node.length + 1);
      part[node.length] = code(one.event()) + names.slot(one.from()) * 8L + names.slot(one.to());
      parts[nodes.length + i] = part;
    }
    Arrays.sort(parts, nodes.length, nodes.length + kept.size(), Arrays::compare);
    parts[parts.length - 1] = history(names);
    int length = 0;
    for (long[] part : parts) {
      length += part.length;
    }
    long[] code = new long[length];
    int at = 0;
    for (long[] part : parts) {
      System.arraycopy(part, 0, code, at, part.length);
      at += part.length;
    }
    return code;
  }

  private static long code(Event kept) {
    return kept == Event.IMAGE ? 128 : kept == Event.BUNDLE ? 64 : 0;
  }

  private long[] history(Renaming names) {
    long[] code = new long[5 + left.events().size() + past.runs() + Long.bitCount(past.issued())];
    int at = 0;
    code[at++] = names.ops(past.issued());
    code[at++] = names.ops(past.adds());
    code[at++] = names.ops(past.sent());
    code[at++] = names.ops(past.lapsed());
    code[at++] = names.ops(past.unsaid());
    for (int times : left.events().values()) {
      code[at++] = times;
    }
    for (int run = 0; run < past.runs(); run++) {
      code[at + names.run(run)] = names.slot(past.idOfRun()[run]);
    }
    at += past.runs();
    int first = at;
    for (long ops = past.issued(); ops != 0; ops &= ops - 1) {
      long op = ops & -ops;
      code[at++] = mix(names.ops(op)) ^ names.ops(past.removedBy(op));
    }
    Arrays.sort(code, first, at);
    return code;
  }

  static long fingerprint(long[] code) {
    long hash = code.length;
    for (long part : code) {
      hash = mix((hash * 0x9E3779B97F4A7C15L) ^ mix(part + 0x632BE59BD9B4E019L));
    }
    return hash == 0 ? 1 : hash;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The nodes that are not as before, to be read. */
  String changes(World before) {
    StringBuilder text = new StringBuilder();
    for (int slot = 0; slot < nodes.length; slot++) {
      String now = nodes[slot].toString();
      text.append(now.equals(before.nodes[slot].toString()) ? "" : "    " + now + '\n');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Node node : nodes) {
      text.append("    ").append(node).append('\n');
    }
    return text.toString();
  }
}
