package groklab.monitor.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeclarationTest {
  @Test
  void findsTheColumnsBetweenTheConstraints() {
    assertThat(
            Declaration.columns(
                """
                CREATE TABLE "runs" (run_uuid VARCHAR(32) NOT NULL, "primary" TEXT DEFAULT 'a, b)',
                  `check` INT, [my name] FLOAT, Step BIGINT DEFAULT (1 + 2),
                  CONSTRAINT run_pk PRIMARY KEY (run_uuid), CHECK (Step IN (0, 1)),
                  FOREIGN KEY(run_uuid) REFERENCES other (id), late INTEGER)
                """))
        .containsExactly("run_uuid", "primary", "check", "my name", "step", "late");
  }

  @Test
  void whatIsNoDeclarationHasNoColumns() {
    assertThat(Declaration.columns("")).isEmpty();
    assertThat(Declaration.columns("CREATE TABLE t (")).isEmpty();
  }
}
