using System.Collections.Concurrent;

namespace Shop.Local.Drill;

/// <summary>
/// Every operation of one run, with the run's clock. The limits on clients and seconds bound it: a client thinks between two calls, so the
/// most that a run can hold is some hundred thousand.
/// </summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<Operation> _operations = new();

    /// <summary>The clock's time stamp when the load began.</summary>
    public long Began { get; } = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(Began);

    public IReadOnlyList<Operation> Operations => [.. _operations];

    public void Add(Operation operation) => _operations.Enqueue(operation);

    /// <summary>Whether a write that began after the moment was acknowledged.</summary>
    public bool HasWriteAfter(TimeSpan moment) =>
        _operations.Any(operation => operation is { IsWrite: true, Outcome: Outcome.Acknowledged } && operation.Start > moment);
}
