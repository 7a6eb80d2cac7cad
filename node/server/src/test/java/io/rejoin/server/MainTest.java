package io.rejoin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anUnknownCommandIsOneLineAndExitCode2() {
    assertEquals(2, run("xyzzy"));
    assertEquals("rejoin: unknown command 'xyzzy' (see rejoin --help)\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void noCommandAtAllShowsTheUsage() {
    assertEquals(2, run());
    assertTrue(err.toString().startsWith("Usage: rejoin"), err.toString());
  }

  @Test
  void helpAndVersionAreResults() {
    assertEquals(0, run("--help"));
    assertEquals(0, run("--version"));
    assertTrue(out.toString().contains("Usage: rejoin"), out.toString());
    assertEquals("", err.toString());
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
