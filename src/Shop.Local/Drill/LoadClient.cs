namespace Shop.Local.Drill;

/// <summary>
/// One client: a call, its answer, a moment of thought, the next call. Half of what it writes it reads back at once. Every fourth only reads,
/// since the others all wait while no write is answered.
/// </summary>
internal sealed class LoadClient(ClientSession session)
{
    private const int LeastThought = 40; // ms
    private const int MostThought = 160;
    private const int FirstRead = 54; // of the numbers below: of a hundred calls so many are writes

    private readonly ClientWrites _writes = new(session);
    private readonly ClientReads _reads = new(session);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(session.Dice.Next(LeastThought, MostThought), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                await ActAsync();
            }
        }
    }

    private Task ActAsync() => session.Dice.Next(session.OnlyReads ? FirstRead : 0, 100) switch
    {
        < 26 => ThenReadBackAsync(_writes.BuyOwnAsync()),
        < 34 => _writes.BuyPopularAsync(),
        < 42 => _writes.BuyScarceAsync(),
        < 50 => ThenReadBackAsync(_writes.AdjustAsync()),
        < FirstRead => ThenReadBackAsync(_writes.CancelAsync()),
        < 66 => _reads.ProductAsync(),
        < 74 => _reads.PopularTwiceAsync(),
        < 88 => _reads.PurchaseAsync(),
        < 96 => _reads.PurchasesAsync(),
        _ => _reads.CatalogueAsync(),
    };

    private async Task ThenReadBackAsync(Task write)
    {
        await write;
        await (session.Dice.Next(6) switch
        {
            0 => _reads.ProductAsync(),
            1 => _reads.PurchaseAsync(),
            2 => _reads.PurchasesAsync(),
            _ => Task.CompletedTask,
        });
    }
}
