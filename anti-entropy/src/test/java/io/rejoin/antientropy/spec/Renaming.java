package io.rejoin.antientropy.spec;

import java.util.Arrays;

/**
 * A permutation of the nodes, and of the runs with them in order of their start: states that differ
 * only by it are one, for the rules treat all nodes alike.
 */
final class Renaming {
  private final int[] slots;
  private final int[] runs;

  Renaming(int[] slots, Past past) {
    this.slots = slots;
    this.runs = new int[past.runs()];
    int next = 0;
    for (int name = 0; name < slots.length; name++) {
      for (int run = 0; run < runs.length; run++) {
        if (slots[past.idOfRun()[run]] == name) {
          runs[run] = next++;
        }
      }
    }
  }

  int slot(int slot) {
    return slots[slot];
  }

  int run(int run) {
    return runs[run];
  }

  int slots(int mask) {
    int named = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      named |= ((mask >>> slot) & 1) << slots[slot];
    }
    return named;
  }

  long ops(long set) {
    long named = 0;
    for (int run = 0; run < runs.length; run++) {
      named |= ((set >>> (8 * run)) & 0xFF) << (8 * runs[run]);
    }
    return named;
  }

  static int[][] permutations(int size) {
    if (size == 0) {
      return new int[][] {{}};
    }
    int[][] smaller = permutations(size - 1);
    int[][] all = new int[smaller.length * size][];
    int count = 0;
    for (int[] rest : smaller) {
      for (int at = 0; at < size; at++) {
        int[] one = Arrays.copyOf(rest, size);
        System.arraycopy(rest, at, one, at + 1, size - 1 - at);
        one[at] = size - 1;
        all[count++] = one;
      }
    }
    return all;
  }
}
