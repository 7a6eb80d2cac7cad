package io.rejoin.simulator.report;

import io.rejoin.simulator.report.Recording.Transition;
import io.rejoin.simulator.report.Recording.Window;
import io.rejoin.simulator.scenario.Happening;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The transitions of a run and the windows between them. */
final class Chronicle {
  /** Transitions that are kept; the first ones, as they tell where it went wrong. */
  static final int MOST = 2_000;

  private final List<Transition> transitions = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final Map<Running, Window> running = new LinkedHashMap<>();
  private final Consumer<Transition> listener;
  private long attempted;
  private long answered;
  private long skipped;

  /** Something that befalls these nodes, from its beginning to its end. */
  private record Running(Happening what, List<Integer> nodes) {}

  /** {@code listener} hears of every transition when it comes. */
  Chronicle(Consumer<Transition> listener) {
    this.listener = listener;
  }

  void attempted(boolean isAnswered) {
    attempted++;
    answered += isAnswered ? 1 : 0;
  }

  void tell(long time, String kind, String what, int roots) {
    Transition transition = new Transition(time, kind, what, roots, answered, attempted);
    attempted = 0;
    answered = 0;
    listener.accept(transition);
    if (transitions.size() < MOST) {
      transitions.add(transition);
    } else {
      skipped++;
    }
  }

  void begins(long time, Happening what, Collection<Integer> nodes, String text) {
    Window window = new Window(Wording.kind(what), text, time, time);
    if (windows.size() + running.size() >= MOST) {
      return;
    }
    if (what.lasts()) {
      running.put(new Running(what, List.copyOf(nodes)), window);
    } else if (what.isFault()) {
      windows.add(window);
    }
  }

  void ended(long time, Happening what, Collection<Integer> nodes) {
    Window window = running.remove(new Running(what, List.copyOf(nodes)));
    if (window != null) {
      windows.add(until(window, time));
    }
  }

  /** Whether something goes on that parts nodes from others. */
  boolean isAnythingRunning() {
    return !running.isEmpty();
  }

  private static Window until(Window window, long time) {
    return new Window(window.kind(), window.what(), window.from(), time);
  }

  List<Transition> transitions() {
    return transitions;
  }

  /** By their beginning; what has not ended lasts until now. */
  List<Window> windows(long now) {
    List<Window> all = new ArrayList<>(windows);
    running.values().forEach(window -> all.add(until(window, now)));
    all.sort((one, other) -> Long.compare(one.from(), other.from()));
    return all;
  }

  /** Transitions that are not kept. */
  long skipped() {
    return skipped;
  }
}
