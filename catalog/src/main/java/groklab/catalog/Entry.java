package groklab.catalog;

import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A system of the literature.
///
/// @param id as the literature is cited, e.g. `varma2023`
/// @param title what it is, in a few words
/// @param source authors, title, arXiv number
/// @param remarks what was found out about claims that are not reproduced or contested, by
///     paragraphs
public record Entry(
    String id,
    String title,
    String source,
    List<Experiment> experiments,
    List<Claim> claims,
    List<Mutant> mutants,
    List<Omission> omissions,
    List<String> remarks) {
  public Entry {
    experiments = List.copyOf(experiments);
    claims = List.copyOf(claims);
    mutants = List.copyOf(mutants);
    omissions = List.copyOf(omissions);
    remarks = List.copyOf(remarks);
    Set<String> names = experiments.stream().map(Experiment::name).collect(Collectors.toSet());
    Stream.concat(
            claims.stream().flatMap(claim -> claim.check().needs().stream()),
            mutants.stream().map(Mutant::experiment))
        .filter(name -> !names.contains(name))
        .forEach(name -> {
          throw new IllegalArgumentException("%s has no experiment %s".formatted(id, name));
        });
  }

  /// @throws IllegalArgumentException if the entry has none of that name
  public final Experiment experiment(String name) {
    return experiments.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s has no experiment %s".formatted(id, name)));
  }

  /// @throws SpecException if the entry has no claim of a tier
  public List<Claim> claims(Tier tier) {
    List<Claim> chosen = claims.stream().filter(claim -> claim.tier() == tier).toList();
    if (chosen.isEmpty()) {
      throw new SpecException(
          "%s has no claim of the tier %s; it has %s"
              .formatted(
                  id,
                  tier.label(),
                  claims.stream()
                      .map(claim -> claim.tier().label())
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
    return chosen;
  }

  /// The same with one experiment changed as a mutant says.
  public Entry mutated(Mutant mutant) {
    List<Experiment> changed = new ArrayList<>();
    for (Experiment each : experiments) {
      changed.add(
          each.name().equals(mutant.experiment())
              ? each.with(each.name(), mutant.changes().toArray(String[]::new))
              : each);
    }
    List<Claim> upset =
        claims.stream().filter(claim -> mutant.flips().contains(claim.id())).toList();
    return new Entry(id, title, source, changed, upset, List.of(), List.of(), List.of());
  }
}
