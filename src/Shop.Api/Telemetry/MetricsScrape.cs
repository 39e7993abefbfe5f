namespace Shop.Api.Telemetry;

/// <summary>
/// One collection at a time, whose families go to everyone who asks meanwhile or within a moment: two Prometheus servers cost one.
/// They are a copy: a slow client holds nobody up. A collection that hangs fails each scrape at its limit and is never doubled.
/// </summary>
internal sealed class MetricsScrape(Func<IReadOnlyCollection<MetricFamily>> collect, TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int MaxBodyBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Task<IReadOnlyCollection<MetricFamily>>? _current;
    private long _takenAt;

    /// <exception cref="TimeoutException">The collection took longer than the limit.</exception>
    /// <exception cref="InvalidOperationException">The collection failed, or the body is larger than any that Prometheus should get.</exception>
    public async Task<byte[]> BodyAsync(ExpositionFormat format, TimeSpan limit, CancellationToken cancellation)
    {
        var body = format.Write(await Current().WaitAsync(limit, time, cancellation));
        return body.Length <= MaxBodyBytes
            ? body
            : throw new InvalidOperationException($"The metrics take {body.Length} bytes, more than {MaxBodyBytes}.");
    }

    private Task<IReadOnlyCollection<MetricFamily>> Current()
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

    private bool IsFresh(Task<IReadOnlyCollection<MetricFamily>> taken) =>
        !taken.IsCompleted || (taken.IsCompletedSuccessfully && time.GetElapsedTime(_takenAt) < KeptFor);

    private IReadOnlyCollection<MetricFamily> Take()
    {
        var families = collect();
        _takenAt = time.GetTimestamp();
        return families;
    }
}
