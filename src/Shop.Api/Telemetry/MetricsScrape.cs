namespace Shop.Api.Telemetry;

/// <summary>
/// One collection at a time, whose body goes to everyone who asks meanwhile or within a moment: two Prometheus servers cost one.
/// The body is a copy: a slow client holds nobody up. A collection that hangs fails each scrape at its limit and is never doubled.
/// </summary>
internal sealed class MetricsScrape(Func<byte[]> collect, TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int MaxBodyBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Task<byte[]>? _current;
    private long _takenAt;

    /// <exception cref="TimeoutException">The collection took longer than the limit.</exception>
    /// <exception cref="InvalidOperationException">The collection failed.</exception>
    public Task<byte[]> BodyAsync(TimeSpan limit, CancellationToken cancellation) => Current().WaitAsync(limit, time, cancellation);

    private Task<byte[]> Current()
    {
        lock (_gate)
        {
            if (_current is not { } current || !IsFresh(current))
            {
                // On a thread of its own: an instrument's callback may block, and then the scrape must still answer.
                _current = current = Task.Run(Take);
            }

            return current;
        }
    }

    private bool IsFresh(Task<byte[]> taken) =>
        !taken.IsCompleted || (taken.IsCompletedSuccessfully && time.GetElapsedTime(_takenAt) < KeptFor);

    private byte[] Take()
    {
        var body = collect();
        if (body.Length > MaxBodyBytes)
        {
            throw new InvalidOperationException($"The metrics take {body.Length} bytes, more than {MaxBodyBytes}.");
        }

        _takenAt = time.GetTimestamp();
        return body;
    }
}
