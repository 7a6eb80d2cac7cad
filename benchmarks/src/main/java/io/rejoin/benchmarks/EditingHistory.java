package io.rejoin.benchmarks;

import io.rejoin.crdt.type.sequence.ReplicatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One person writing a long text, a character at a time, always the same: stretches of about forty
 * edits, each near the last one or, one time in four, anywhere; one edit in five takes the last
 * character back.
 */
final class EditingHistory {
  private static final int STRETCH = 80;
  private static final int NEAR = 400;

  private final Random random = new Random(42);
  private final StringBuilder text = new StringBuilder();
  private final List<ReplicatedText.Change> edits = new ArrayList<>();
  private int cursor;

  EditingHistory(int length) {
    while (edits.size() < length) {
      jump();
      int stretch = Math.min(1 + random.nextInt(STRETCH), length - edits.size());
      for (int i = 0; i < stretch; i++) {
        edit();
      }
    }
  }

  private void jump() {
    int near = cursor + random.nextInt(NEAR) - NEAR / 2;
    boolean anywhere = random.nextInt(4) == 0;
    cursor =
        anywhere ? random.nextInt(text.length() + 1) : Math.max(0, Math.min(near, text.length()));
  }

  private void edit() {
    if (random.nextInt(5) == 0 && cursor > 0) {
      cursor--;
      text.deleteCharAt(cursor);
      edits.add(new ReplicatedText.Delete(cursor, 1));
    } else {
      String letter = Character.toString((char) ('a' + random.nextInt(26)));
      text.insert(cursor, letter);
      edits.add(new ReplicatedText.Insert(cursor, letter));
      cursor++;
    }
  }

  List<ReplicatedText.Change> edits() {
    return edits;
  }

  /** What comes of it. */
  String text() {
    return text.toString();
  }
}
