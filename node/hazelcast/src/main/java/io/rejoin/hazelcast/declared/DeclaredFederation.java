package io.rejoin.hazelcast.declared;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.Grids;
import io.rejoin.hazelcast.federation.Federated;
import io.rejoin.hazelcast.federation.FederatedCrdts;
import io.rejoin.hazelcast.federation.Federation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A listener that Hazelcast's XML or YAML names, and that starts and ends a node of the grid and
 * the federation with its member. What is federated is what the configuration says of WAN
 * replication; docs/HAZELCAST.md has an example. A mistake in it keeps the member from starting.
 */
public final class DeclaredFederation implements LifecycleListener, HazelcastInstanceAware {
  private static final String KEY = DeclaredFederation.class.getName();

  private @Nullable HazelcastInstance member;
  private @Nullable Declaration declaration;
  private @Nullable Grid grid;
  private @Nullable Federation federation;

  /** That of a member, if its configuration declares one. */
  public static Optional<DeclaredFederation> of(HazelcastInstance member) {
    return Optional.ofNullable((DeclaredFederation) member.getUserContext().get(KEY));
  }

  /** The node beside the member. */
  public Grid grid() {
    return present(grid);
  }

  /** What runs beside a member that has started. */
  public Federation federation() {
    return present(federation);
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the member has not started, or has ended");
    }
    return part;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance started) {
    member = started;
    started.getUserContext().put(KEY, this);
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case STARTING -> prepare(present(member));
      case STARTED -> begin(present(member));
      case SHUTTING_DOWN -> endFederation();
      case SHUTDOWN -> endGrid();
      default -> {
        // The federation itself hears of a merge of clusters.
      }
    }
  }

  /** Before the member may own anything: who carries out operations must be known by then. */
  private void prepare(HazelcastInstance starting) {
    Declaration read = Declaration.of(starting.getConfig());
    Grid node = Grid.start(read.grid());
    declaration = read;
    grid = node;
    for (Federated<?> map : read.maps()) {
      if (map instanceof FederatedCrdts) {
        Grids.put(starting.getUserContext(), map.name(), node);
      }
    }
  }

  private void begin(HazelcastInstance started) {
    Federated<?>[] maps = present(declaration).maps().toArray(Federated<?>[]::new);
    federation = Federation.begin(started, present(grid), maps);
  }

  private void endFederation() {
    if (federation != null) {
      federation.close();
      federation = null;
    }
  }

  private void endGrid() {
    if (grid != null) {
      grid.close();
      grid = null;
    }
  }
}
