using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>What is asked of a node, and of the next one where that does not answer.</summary>
/// <param name="Name">The script's name, or the command that it is about: for metrics and spans.</param>
/// <param name="Start">Starts all its commands on the batch, one node and one pipelined round trip, and returns a task of the answer.</param>
internal sealed record Query<T>(string Name, Func<IBatch, Task<T>> Start)
{
    /// <summary>How far the node reached, where the answer says so by itself; null: the node is asked besides.</summary>
    public Func<T, Watermark?>? Reach { get; init; }

    /// <summary>For how many reads it stands.</summary>
    public int Reads { get; init; } = 1;
}
