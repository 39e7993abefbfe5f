using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>What came back for a batch.</summary>
/// <param name="Results">A task for each write of the batch; one that is not completed has no answer.</param>
/// <param name="Replicas">How many replicas hold the batch; 0 when that is not proven.</param>
/// <param name="Holders">Which of them are known to, as <c>host:port</c>.</param>
/// <param name="Reached">How far the data reaches with the batch; null when it is not proven.</param>
/// <param name="Trouble">Why it is not proven that everything ran on the session's one connection, <c>WAIT</c> included; null when it is.</param>
internal sealed record BatchAnswer(
    IReadOnlyList<Task<RedisResult>> Results, int Replicas, IReadOnlyCollection<string> Holders, Watermark? Reached, string? Trouble)
{
    public bool IsProven => Trouble is null;

    public static BatchAnswer Unproven(IReadOnlyList<Task<RedisResult>> results, string trouble) =>
        new(results, Replicas: 0, Holders: [], Reached: null, trouble);

    /// <summary>Whether all that the snapshot asks for hold the batch.</summary>
    public bool IsConfirmedBy(TopologySnapshot snapshot) =>
        Replicas >= snapshot.Acknowledgements && snapshot.Confirmers.All(confirmer => Holders.Contains(confirmer, StringComparer.Ordinal));
}
