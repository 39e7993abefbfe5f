using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>
/// What an API replica took after its first runs and after its last ones, in the same state: whatever piles up with each fault shows. Three runs
/// at either end, since one moment says little. Before its first run the way through a failover is not compiled yet, so that says nothing. A
/// replica that was started anew begins anew.
/// </summary>
internal sealed class Growth(string replica)
{
    private const int AtEitherEnd = 3;

    private readonly List<Footprint> _runs = [];

    public void Add(Footprint? now)
    {
        if (now is null)
        {
            return;
        }

        if (_runs.Count > 0 && _runs[0].Process != now.Process)
        {
            _runs.Clear();
        }

        _runs.Add(now);
    }

    public override string ToString()
    {
        if (_runs.Count < 2)
        {
            return $"{replica} was not there for two runs, so nothing is known of its growth.";
        }

        var count = Math.Min(AtEitherEnd, _runs.Count / 2);
        var (first, last) = (_runs[..count], _runs[^count..]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{replica} over {_runs.Count} runs: {Middle(first, run => run.ResidentKilobytes) / 1024} to {Middle(last, run => run.ResidentKilobytes) / 1024} MB, "
            + $"{Middle(first, run => run.Threads)} to {Middle(last, run => run.Threads)} threads, "
            + $"{Middle(first, run => run.Sockets)} to {Middle(last, run => run.Sockets)} connections.");
    }

    private static long Middle(List<Footprint> runs, Func<Footprint, long> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
}
