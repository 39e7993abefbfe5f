using Shop.Local.Nodes;
using Shop.Local.Stack;

namespace Shop.Local.Supervision;

/// <summary>
/// Restarts an API replica without a lost request: it serves on while it drains, ends what it has begun, and nginx hands on to another what
/// it refuses then. nginx itself is left alone: a reload ends its workers, and with them each kept connection on which a client may be
/// sending just then.
/// </summary>
internal sealed class RollingRestart(Supervisor supervisor) : IDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly StackLayout _layout = supervisor.Layout;

    public async Task RunAsync(SupervisedNode replica)
    {
        await RefuseWithoutAnotherAsync(replica);
        await supervisor.StopAsync(replica);
        ApiNode.Deploy(_layout, replica.Node);
        replica.Start();
        await UntilReadyAsync(replica);
        await Task.Delay(NginxNode.FailTimeout); // until then nginx may not ask it, and another one must not go
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
