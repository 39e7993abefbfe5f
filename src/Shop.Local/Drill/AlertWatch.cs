namespace Shop.Local.Drill;

/// <summary>Waits for the alerts of one run; where nobody watches, there is nothing to wait for.</summary>
internal sealed class AlertWatch(AlertInbox? inbox, IReadOnlyList<string> expected, long began)
{
    // Until it fires: the longest "for" of an expected alert is a minute. Until it ends: a minute's rate, and as long a silence of the group.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public IReadOnlyList<AlertNotice> Notices => inbox?.Since(began) ?? [];

    /// <summary>Each alert that is expected has arrived, or the wait is over.</summary>
    public Task ArriveAsync() => WaitAsync(() => Missing().Count == 0);

    /// <summary>Each alert that arrived has ended, or the wait is over.</summary>
    /// <returns>What did not come, or did not go.</returns>
    public async Task<IReadOnlyList<Violation>> EndAsync()
    {
        await WaitAsync(() => Unended().Count == 0);
        return inbox is null
            ? []
            :
            [
                .. Missing().Select(name => new Violation(ViolationKind.Unalerted, $"{name} did not reach the webhook.")),
                .. Unended().Select(name => new Violation(ViolationKind.Unalerted, $"{name} did not end.")),
            ];
    }

    private Task WaitAsync(Func<bool> isTrue) => inbox is null ? Task.CompletedTask : Until.TrueAsync(() => Task.FromResult(isTrue()), Limit);

    private List<string> Missing() => [.. expected.Except(Notices.Select(notice => notice.Name), StringComparer.Ordinal)];

    /// <summary>Of those that were expected: others, on a slow machine the one about slow answers, have their own time.</summary>
    private List<string> Unended() =>
        [.. Notices.Where(notice => notice.Resolved is null && expected.Contains(notice.Name, StringComparer.Ordinal)).Select(notice => notice.Name)];
}
