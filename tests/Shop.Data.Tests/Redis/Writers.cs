using Shop.Testing;

namespace Shop.Data.Tests.Redis;

internal static class Writers
{
    /// <summary>Cuts every connection that writes are sent over.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> CutAsync(RedisTrio trio)
    {
        var clients = (string)(await trio.AskAsync("master", "CLIENT", "LIST", "TYPE", "NORMAL"))!;
        var writers = clients.Split('\n').Where(line => line.Contains(" name=writer-", StringComparison.Ordinal)).ToList();
        foreach (var writer in writers)
        {
            await trio.AskAsync("master", "CLIENT", "KILL", "ID", writer.Split(' ')[0]["id=".Length..]);
        }

        return writers.Count;
    }
}
