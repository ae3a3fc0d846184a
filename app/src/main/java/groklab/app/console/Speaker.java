package groklab.app.console;

/// What commands have as their parent: who knows where they talk to.
public interface Speaker {
  Console console();
}
