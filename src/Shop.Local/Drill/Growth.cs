using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>
/// What an API replica took after its first run and after its last one, in the same state: whatever piles up with each fault shows. Before
/// its first run nothing is compiled yet, so that says nothing. A replica that was started anew begins anew.
/// </summary>
internal sealed class Growth(string replica)
{
    private Footprint? _first;
    private Footprint? _last;
    private int _runs;

    public void Add(Footprint? now)
    {
        if (now is null)
        {
            return;
        }

        (_first, _runs) = _first?.Process == now.Process ? (_first, _runs + 1) : (now, 1);
        _last = now;
    }

    public override string ToString() => _runs < 2
        ? $"{replica} was not there for two runs, so nothing is known of its growth."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{replica} over {_runs} runs: {_first!.ResidentKilobytes / 1024} to {_last!.ResidentKilobytes / 1024} MB, "
            + $"{_first.Threads} to {_last.Threads} threads, {_first.Sockets} to {_last.Sockets} connections.");
}
