namespace Shop.Local.Drill;

/// <summary>All clients at once, until it is ended; then each waits for the answer it is owed.</summary>
internal sealed class Load : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _clients;

    public Load(IEnumerable<LoadClient> clients) => _clients = Task.WhenAll(clients.Select(client => client.RunAsync(_stop.Token)));

    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _clients;
    }

    public void Dispose() => _stop.Dispose();
}
