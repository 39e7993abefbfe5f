namespace Shop.Bench.Load;

/// <summary>An answer of the round was not right, so that its figure means nothing.</summary>
internal sealed class SpoiltRoundException(string message) : Exception(message);
