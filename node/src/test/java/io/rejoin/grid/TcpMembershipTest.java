package io.rejoin.grid;

import io.rejoin.testing.MembershipContract;
import java.util.ArrayList;
import java.util.List;

class TcpMembershipTest implements MembershipContract {

  @Override
  public Hosts hosts() {
    return new Processes();
  }

  private static final class Processes implements Hosts {
    private final List<Grid> grids = new ArrayList<>();

    @Override
    public Grid start(GridConfig config) {
      GridConfig listening = config.listen("127.0.0.1:0");
      Grid grid = Grid.start(
          grids.isEmpty() ? listening : listening.seeds(grids.get(0).address().orElseThrow()));
      grids.add(grid);
      return grid;
    }

    @Override
    public void end(Grid node) {
      node.close();
    }

    @Override
    public void close() {
      grids.forEach(Grid::close);
    }
  }
}
