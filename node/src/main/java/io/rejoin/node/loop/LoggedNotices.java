package io.rejoin.node.loop;

import io.rejoin.node.core.NodeCore;
import io.rejoin.node.port.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the core's notices into the log, with the node's name. */
final class LoggedNotices implements Notices {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCore.class);

  private final String node;

  LoggedNotices(String node) {
    this.node = node;
  }

  @Override
  public void info(String text) {
    LOG.info("{}: {}", node, text);
  }

  @Override
  public void warn(String text) {
    LOG.warn("{}: {}", node, text);
  }
}
