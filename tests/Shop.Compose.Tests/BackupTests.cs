using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>Backups come by themselves, and one brings back what was sold before it, and that alone.</summary>
[Collection(OneComposedShop.Name)]
public sealed class BackupTests(ComposedShop shop)
{
    [SkippableFact]
    public async Task Backups_are_made_by_themselves_and_only_the_newest_stay()
    {
        await WholeAsync();
        var first = (await BackupsAsync())[0];

        await Eventually.True(async () => !(await BackupsAsync()).Contains(first), "the oldest backup is gone", TimeSpan.FromSeconds(120));

        var kept = await BackupsAsync();
        Assert.Equal(2, kept.Count);
        Assert.All(kept, name => Assert.True(string.CompareOrdinal(name, first) > 0, $"{name} is newer than {first}"));
        await shop.ComposeAsync("exec", "-T", "backups", "/ops/redis/restore.sh", "check", $"/data/{kept[^1]}");
    }

    [SkippableFact]
    public async Task A_backup_brings_back_what_was_sold_before_it_and_a_damaged_one_is_refused()
    {
        await WholeAsync();
        var customer = shop.Customer;
        var (token, product) = (await customer.RegisterAsync(), await customer.ProductAsync(stock: 10));
        var name = $"{SellingShop.Unique("kept")}.backup";
        var before = await customer.BuyAsync(token, product);
        await shop.ComposeAsync("exec", "-T", "backups", "/ops/redis/backup.sh", $"/data/{name}");
        var after = await customer.BuyAsync(token, product);

        await DamageAsync(name, $"damaged-{name}");
        var (code, output) = await shop.TryScriptAsync("restore.sh", $"damaged-{name}", "--yes");
        Assert.NotEqual(0, code);
        Assert.Contains($"/data/damaged-{name} is damaged: its checksums do not fit. Take another backup.", output, StringComparison.Ordinal);
        await customer.AssertPresentAsync(token, product, left: 8, [before, after]);

        var said = await shop.ScriptAsync("restore.sh", name, "--yes");

        Assert.Contains("Restored: the shop is open with the data of ", said, StringComparison.Ordinal);
        await customer.AssertPresentAsync(token, product, left: 9, [before]);
        Assert.Equal(404, (await customer.SendAsync(new Ask("GET", after.Headers["Location"]).By(token))).Status);
        await WholeAsync();
    }

    private Task WholeAsync()
    {
        _ = shop.Services;
        return Eventually.True(shop.IsWholeAsync, "one master and two replicas", TimeSpan.FromSeconds(90));
    }

    /// <summary>Those that were made by themselves, oldest first.</summary>
    private async Task<IReadOnlyList<string>> BackupsAsync() =>
        [.. (await shop.ComposeAsync("exec", "-T", "backups", "ls", "/data")).Split('\n', StringSplitOptions.TrimEntries)
            .Where(name => name.StartsWith("shop-", StringComparison.Ordinal) && name.EndsWith(".backup", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>A copy with one byte of the data changed.</summary>
    private Task<string> DamageAsync(string name, string copy) => shop.ComposeAsync(
        "exec", "-T", "backups", "sh", "-c",
        $"cd /data && {{ head -c 500 {name}; tail -c +501 {name} | head -c 1 | tr '\\000-\\377' '\\001-\\377\\000'; tail -c +502 {name}; }} >{copy}");
}
