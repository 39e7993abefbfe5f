using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Shop.Data.Tests.Redis;

/// <summary>The tags of what was recorded, each as <c>name=value</c>, sorted.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _tags = new();

    public Measurements(IMeterFactory meters, string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Scope == meters && published.Name == instrument)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => _tags.Enqueue(
            string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal))));
        _listener.Start();
    }

    public IEnumerable<string> Tags => _tags;

    public void Dispose() => _listener.Dispose();
}
