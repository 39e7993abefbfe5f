using Shop.Local.Nodes;
using Shop.Local.Stack;

namespace Shop.Local.Supervision;

/// <summary>
/// Restarts an API replica without a lost request: nginx stops sending it any, those under way end, and it gets requests again only when
/// it is ready.
/// </summary>
internal sealed class RollingRestart(Supervisor supervisor) : IDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan InFlightLimit = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly StackLayout _layout = supervisor.Layout;

    public async Task RunAsync(SupervisedNode replica)
    {
        await RefuseWithoutAnotherAsync(replica);
        await RouteAsync(without: replica.Node);
        try
        {
            await supervisor.StopAsync(replica);
            ApiNode.Deploy(_layout, replica.Node);
            replica.Start();
            await UntilReadyAsync(replica);
        }
        finally
        {
            await RouteAsync(without: null);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task RefuseWithoutAnotherAsync(SupervisedNode replica)
    {
        var others = supervisor.Nodes.Where(node => node.Node.Kind == NodeKind.Api && node != replica);
        if (!(await Task.WhenAll(others.Select(IsReadyAsync))).Any(ready => ready))
        {
            throw new Refusal($"No other API replica is ready: restarting {replica.Node.Name} now would leave nobody to answer.");
        }
    }

    /// <summary>
    /// After a reload nginx' new workers know the new upstream; the old ones leave when the requests they have are answered. So when they
    /// are gone, nothing is under way to the replica.
    /// </summary>
    private async Task RouteAsync(Node? without)
    {
        var nginx = await supervisor.FindAsync(_layout.Nginx.Name);
        NginxNode.WriteUpstream(_layout, nginx.Node, without);
        if (nginx.Process is not { IsAlive: true } process)
        {
            return;
        }

        var workers = Stat.All()
            .Where(stat => stat.Parent == process.Pid)
            .Select(stat => new ProcessIdentity(stat.Pid, stat.StartTime))
            .ToArray();
        process.Signal(PosixSignalNumber.Hup);
        await Until.TrueAsync(() => Task.FromResult(!workers.Any(worker => worker.IsAlive)), InFlightLimit);
    }

    private async Task UntilReadyAsync(SupervisedNode replica)
    {
        var came = await Until.TrueAsync(async () => replica.QuickDeaths > 0 || await IsReadyAsync(replica), ReadyLimit);
        if (!came || replica.QuickDeaths > 0)
        {
            throw new Refusal($"{replica.Node.Name} was restarted but does not get ready: ./shop logs {replica.Node.Name} shows why.");
        }
    }

    private async Task<bool> IsReadyAsync(SupervisedNode replica)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://{replica.Node.Address}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
