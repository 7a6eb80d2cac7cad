package io.rejoin.examples.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong(5_000_000_000L);

  @Test
  void withoutATerminalAnEventIsAPlainLine() {
    try (Timeline timeline = new Timeline(new PrintWriter(text), false, nanos::get)) {
      timeline.moving(() -> "busy");
      nanos.addAndGet(12_340_000_000L);
      timeline.event(Style.YELLOW, "cut", "no site hears another");
    }
    assertEquals(
        "  12.3 s  cut      no site hears another" + System.lineSeparator(), text.toString());
  }

  @Test
  void onATerminalAnEventReplacesTheMovingLine() {
    try (Timeline timeline = new Timeline(new PrintWriter(text), true, nanos::get)) {
      timeline.event(Style.YELLOW, "cut", "now");
    }
    assertEquals(
        "\r\033[2K\033[2m   0.0 s\033[0m  \033[33mcut     \033[0m now"
            + System.lineSeparator()
            + "\r\033[2K",
        text.toString());
  }
}
