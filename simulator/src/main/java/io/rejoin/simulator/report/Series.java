package io.rejoin.simulator.report;

import io.rejoin.simulator.report.Recording.Sample;
import java.util.ArrayList;
import java.util.List;

/** Samples at equal steps; when they are too many, two neighbours become one. */
final class Series {
  /** Samples that are kept at most. */
  static final int MOST = 2_048;

  private List<Sample> samples = new ArrayList<>();
  private List<Sample> open = new ArrayList<>();
  private int step = 1;

  void add(Sample sample) {
    open.add(sample);
    if (open.size() == step) {
      samples.add(joined(open));
      open = new ArrayList<>();
      if (samples.size() == MOST) {
        halve();
      }
    }
  }

  private void halve() {
    List<Sample> half = new ArrayList<>();
    for (int i = 0; i + 1 < samples.size(); i += 2) {
      half.add(samples.get(i).and(samples.get(i + 1)));
    }
    samples = half;
    step *= 2;
  }

  private static Sample joined(List<Sample> some) {
    return some.stream().reduce(Sample::and).orElseThrow();
  }

  List<Sample> all() {
    List<Sample> all = new ArrayList<>(samples);
    if (!open.isEmpty()) {
      all.add(joined(open));
    }
    return all;
  }
}
