namespace Shop.Local;

/// <summary>A command can't go on, and the message says why and what to do next: it is shown as it stands, with exit code 1.</summary>
internal sealed class Refusal(string message) : Exception(message);
