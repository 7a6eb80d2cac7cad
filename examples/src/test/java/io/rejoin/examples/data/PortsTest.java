package io.rejoin.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
  private final Ports ports = Ports.load();

  @Test
  void allPortsAreThere() {
    assertEquals(1602, ports.all().size());
    assertEquals(
        new Port("NLRTM", "Rotterdam", "Netherlands", 51.92, 4.5),
        ports.find("NLRTM").orElseThrow());
  }

  @Test
  void aSiteNameIsLowerCaseWithoutSpaces() {
    assertEquals("los-angeles", ports.find("USLAX").orElseThrow().siteName());
  }

  @Test
  void everyPortThatServesAsASiteHasANameOfItsOwn() {
    List<Port> sites = ports.sites(Ports.mostSites());
    Set<String> names = new HashSet<>(sites.stream().map(Port::siteName).toList());
    assertEquals(sites.size(), names.size());
    assertTrue(names.stream().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*")), names::toString);
  }
}
