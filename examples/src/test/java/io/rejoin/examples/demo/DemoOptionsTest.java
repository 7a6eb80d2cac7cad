package io.rejoin.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  @Test
  void whatCannotBePlayedIsOneClearLineAndExitCodeTwo() {
    assertRefused("--sites is 1 and must be from 2 to 24", "--sites", "1");
    assertRefused(
        "--nodes-per-site is 9 and must be from 1 to 8", "--sites", "3", "--nodes-per-site", "9");
    assertRefused("--baskets is 0 and must be from 1", "--baskets", "0");
    assertRefused("'many' is not", "--baskets", "many");
    assertRefused("--copies is 1 and must be from 2 to 2, the number of sites", "--copies", "1");
    assertRefused("--copies is 5 and must be from 2 to 3", "--copies", "5", "--sites", "3");
    assertRefused("--copies is 0; leave it out", "--copies", "0");
    assertRefused("--engine is 'foo' and must be builtin or akka or hazelcast", "--engine", "foo");
    assertRefused(
        "--copies cannot be with --engine hazelcast", "--copies", "2", "--engine", "hazelcast");
    assertRefused("unknown argument '--basket'", "--basket", "5");
  }

  private static void assertRefused(String message, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = new String[options.length + 1];
    arguments[0] = "demo";
    System.arraycopy(options, 0, arguments, 1, options.length);
    assertEquals(2, Main.run(new PrintWriter(out), new PrintWriter(err), arguments));
    assertEquals("", out.toString());
    assertTrue(err.toString().contains(message), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
  }
}
