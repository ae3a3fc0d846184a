package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunProcess;
import groklab.web.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {
  @TempDir Path directory;
  private RunDirectory run;

  @BeforeEach
  void write() {
    run = new SampleRun(directory.resolve("run")).probes(20).withoutSummary().write();
  }

  private void writtenBy(String process) throws IOException {
    Files.writeString(
        run.provenanceFile(),
        Files.readString(run.provenanceFile())
            .replaceAll("\"process\" ?: ?(\"[^\"]*\"|null)", "\"process\": \"" + process + "\""));
    assertThat(run.readProvenance().process()).contains(process);
  }

  @Test
  void aRunOfALivingProcessGoesOnUntilItIsSilent() throws IOException {
    assertThat(RunState.of(run)).isEqualTo(RunState.RUNNING);
    for (Path file :
        List.of(run.metricsFile(), run.eventsFile(), run.provenanceFile(), run.specFile())) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
    }
    assertThat(RunState.of(run)).isEqualTo(RunState.STOPPED);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not name processes for ever")
  void aRunThatWasKilledHasStoppedAtOnce() throws Exception {
    Process writer = new ProcessBuilder("sleep", "60").start();
    writtenBy(RunProcess.of(writer.pid()).orElseThrow());
    assertThat(RunState.of(run)).isEqualTo(RunState.RUNNING);
    writer.destroyForcibly().waitFor();
    assertThat(RunState.of(run)).isEqualTo(RunState.STOPPED);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not name processes for ever")
  void aNumberThatAnotherProcessHasNowIsNotTakenForTheWriter() throws IOException {
    String here = RunProcess.of(ProcessHandle.current().pid()).orElseThrow();
    writtenBy(here.substring(0, here.lastIndexOf('/') + 1) + "1");
    assertThat(RunState.of(run)).isEqualTo(RunState.STOPPED);
  }

  @Test
  void aRunOfAnotherMachineIsJudgedByItsSilence() throws IOException {
    writtenBy("0f8e6c1e-0000-4000-8000-000000000000/pid:[4026531836]/1/1");
    assertThat(RunState.of(run)).isEqualTo(RunState.RUNNING);
    writtenBy("something else");
    assertThat(RunState.of(run)).isEqualTo(RunState.RUNNING);
  }
}
