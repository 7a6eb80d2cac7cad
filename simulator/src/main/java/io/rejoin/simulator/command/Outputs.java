package io.rejoin.simulator.command;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be written.
 *
 * @param json a file, or - for standard output
 * @param out folder for smaller failing runs
 */
record Outputs(Optional<String> json, Optional<Path> report, Optional<Path> trace, Path out) {}
