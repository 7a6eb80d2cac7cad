package io.rejoin.simulator.report;

import io.rejoin.simulator.report.Recording.Transition;
import io.rejoin.simulator.report.Recording.Window;
import io.rejoin.simulator.scenario.Happening;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The transitions of a run and the windows between them. */
final class Chronicle {
  /** Transitions that are kept; the first ones, as they tell where it went wrong. */
  static final int MOST = 2_000;

  private final List<Transition> transitions = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private final Consumer<Transition> listener;
  private long attempted;
  private long answered;
  private long skipped;

  /** Something that befalls these nodes, from its beginning to its end. */
  private record Running(Happening what, List<Integer> nodes, Window window) {}

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
    if (what.isFault() && windows.size() + running.size() < MOST) {
      Window window = new Window(Wording.kind(what), text, time, time);
      running.add(new Running(what, List.copyOf(nodes), window));
    }
  }

  void ended(long time, Happening what, Collection<Integer> nodes) {
    List<Integer> whom = List.copyOf(nodes);
    for (int i = 0; i < running.size(); i++) {
      Running one = running.get(i);
      if (one.what.equals(what) && one.nodes.equals(whom)) {
        running.remove(i);
        windows.add(until(one.window, time));
        return;
      }
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
    running.forEach(one -> all.add(until(one.window, now)));
    all.sort((one, other) -> Long.compare(one.from(), other.from()));
    return all;
  }

  /** Transitions that are not kept. */
  long skipped() {
    return skipped;
  }
}
