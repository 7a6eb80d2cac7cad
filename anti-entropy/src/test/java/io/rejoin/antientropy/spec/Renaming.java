package io.rejoin.antientropy.spec;

import java.util.Arrays;

/**
 * A permutation of the nodes, and of the identities and runs with them in order of their start:
 * states that differ only by it are one, for the rules treat all nodes alike.
 */
final class Renaming {
  private final int[] slots;
  private final int[] ids;
  private final int[] idNamed;
  private final int[] runs;

  Renaming(int[] slots, Past past) {
    this.slots = slots;
    this.ids = new int[past.ids()];
    this.idNamed = new int[past.ids()];
    this.runs = new int[past.runs()];
    int nextId = 0;
    int nextRun = 0;
    for (int name = 0; name < slots.length; name++) {
      for (int id = 0; id < ids.length; id++) {
        if (slots[past.slotOfId()[id]] == name) {
          idNamed[nextId] = id;
          ids[id] = nextId++;
        }
      }
      for (int run = 0; run < runs.length; run++) {
        if (slots[past.slotOfId()[past.idOfRun()[run]]] == name) {
          runs[run] = nextRun++;
        }
      }
    }
  }

  int slot(int slot) {
    return slots[slot];
  }

  int id(int id) {
    return ids[id];
  }

  int idNamed(int name) {
    return idNamed[name];
  }

  int run(int run) {
    return runs[run];
  }

  int ids(int mask) {
    int named = 0;
    for (int id = 0; id < ids.length; id++) {
      named |= ((mask >>> id) & 1) << ids[id];
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
