namespace Shop.Local.Wire;

/// <summary>A Redis node or a Sentinel gave no answer, or an error for one.</summary>
internal sealed class RedisUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
