package io.rejoin.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.report.Recording.Lags;
import io.rejoin.simulator.report.Recording.Sample;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void timesAreReadAsOnAClock() {
    assertEquals("00:00.000", Figures.clock(0));
    assertEquals("50:07.930", Figures.clock(3_007_930_000_000L));
    assertEquals("1:30:00.000", Figures.clock(5_400_000_000_000L));
    assertEquals("-00:05.250", Figures.clock(-5_250_000_000L));
  }

  @Test
  void spansHaveTheUnitThatFits() {
    assertEquals("0.25ms", Figures.span(250_000));
    assertEquals("7.93s", Figures.span(7_930_000_000L));
    assertEquals("12m", Figures.span(720_000_000_000L));
    assertEquals("1h 30m", Figures.span(5_400_000_000_000L));
    assertEquals("365d", Figures.span(365 * 86_400_000_000_000L));
    assertEquals("-1m 30s", Figures.span(-90_000_000_000L));
  }

  @Test
  void whatIsNotAllIsNeverAHundredPercent() {
    assertEquals("100.0%", Figures.share(8_112, 8_112));
    assertEquals("99.9%", Figures.share(999_999, 1_000_000));
    assertEquals("0.0%", Figures.share(0, 3));
  }

  @Test
  void largeNumbersCanBeRead() {
    assertEquals("1 482 113", Figures.count(1_482_113));
    assertEquals("-12", Figures.count(-12));
    assertEquals("1.8 MiB", Figures.bytes(1_887_436));
    assertEquals("1023 B", Figures.bytes(1_023));
  }

  @Test
  void aPercentileIsRightToSixPercent() {
    LagHistogram histogram = new LagHistogram();
    for (long i = 1; i <= 1_000; i++) {
      histogram.add(i * 1_000_000);
    }
    Lags lags = histogram.lags(3);
    assertEquals(500e6, (double) lags.p50(), 32e6);
    assertEquals(990e6, (double) lags.p99(), 62e6);
    assertEquals(new Lags(1_000, lags.p50(), lags.p95(), lags.p99(), 1_000_000_000, 3), lags);
  }

  @Test
  void aLongRunHasCoarserSamples() {
    Series series = new Series();
    for (int i = 1; i <= 100_000; i++) {
      series.add(new Sample(i, i % 3, 1, 1, 2, 0, 0, 0, 1, i, i));
    }
    assertTrue(series.all().size() <= Series.MOST);
    assertEquals(100_000, series.all().stream().mapToLong(Sample::attempted).sum());
    assertEquals(100_000, series.all().get(series.all().size() - 1).lagMost());
  }
}
