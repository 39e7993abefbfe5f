using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>A backup holds what was acknowledged before it began, and returns it.</summary>
[Collection(OneShop.Name)]
public sealed class BackupTests(SellingShop shop) : IDisposable
{
    private readonly string _folder = TestFolder.Make("backup");

    private string File => Path.Combine(_folder, "shop.backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backup_taken_while_the_shop_sells_returns_it_to_what_was_acknowledged_before()
    {
        await shop.BecomesWholeAsync();
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 1_000_000));
        var before = await BackUpUnderLoadAsync(token, product);
        var after = await shop.BuyAsync(token, product);

        await shop.Stack.RunAsync("restore", File, "--yes");

        await AssertHoldsAsync(shop, token, before);
        await AssertInvariantsAsync(shop, await shop.AdminAsync());
        Assert.Equal(404, (await shop.GetAsync(after.Headers["Location"], token)).Status);
        Assert.Equal(201, (await shop.BuyAsync(token, product)).Status);
        await shop.BecomesWholeAsync();
    }

    [Fact]
    public async Task A_backup_opens_in_an_empty_stack_of_its_own_and_replaces_what_is_sold_there_later()
    {
        await shop.BecomesWholeAsync();
        var customer = await shop.AccountAsync();
        var before = await BackUpUnderLoadAsync(customer.Token, await shop.ProductAsync(stock: 1000));
        var other = new SellingShop(); // never started
        try
        {
            await other.Stack.RunAsync("restore", File, "--yes");
            await AssertHoldsAsync(other, (await other.SignInAsync(customer.Email, SellingShop.Password)).Token, before);
            await AssertInvariantsAsync(other, (await other.SignInAsync(shop.Stack.AdminEmail, shop.Stack.AdminPassword)).Token);

            Assert.Equal(201, (await other.PostAsync("/v1/users", null, SellingShop.Registration("late@example.com"))).Status);
            await other.Stack.RunAsync("down");
            await other.Stack.RunAsync("restore", File, "--yes");
            Assert.Equal(401, (await other.LogInAsync("late@example.com", SellingShop.Password)).Status);
            await AssertHoldsAsync(other, (await other.SignInAsync(customer.Email, SellingShop.Password)).Token, before);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_damaged_backup_and_one_that_nobody_agreed_to_change_nothing()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 10));
        await shop.Stack.RunAsync("backup", File);
        var bought = await shop.BuyAsync(token, product);

        var (code, output, errors) = await shop.Stack.RunScriptAsync($"./shop restore {File} </dev/null");
        Assert.Equal(1, code);
        Assert.EndsWith("Nothing was changed: it takes a yes, or --yes.\n", errors, StringComparison.Ordinal);
        Assert.Contains("Backup: ", output, StringComparison.Ordinal);

        await shop.Stack.RunScriptAsync($"printf x | dd of={File} bs=1 seek=1000 conv=notrunc");
        (code, _, errors) = await shop.Stack.RunScriptAsync($"./shop restore {File} --yes");
        Assert.Equal(1, code);
        Assert.Contains("is damaged", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(200, (await shop.GetAsync(bought.Headers["Location"], token)).Status);
    }

    [Fact]
    public async Task A_backup_that_Redis_can_not_load_leaves_the_shop_as_it_was()
    {
        await shop.BecomesWholeAsync();
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 10));
        await shop.Stack.RunAsync("backup", File);
        var bought = await shop.BuyAsync(token, product);
        await System.IO.File.WriteAllBytesAsync(File, Unloadable(await System.IO.File.ReadAllBytesAsync(File)));

        var (code, _, errors) = await shop.Stack.RunScriptAsync($"./shop restore {File} --yes");

        Assert.Equal(1, code);
        Assert.EndsWith("The data of before is back; the shop runs as it did.\n", errors, StringComparison.Ordinal);
        Assert.Equal(200, (await shop.GetAsync(bought.Headers["Location"], token)).Status);
        await shop.BecomesWholeAsync();
    }

    [Fact]
    public async Task A_killed_backup_leaves_no_file()
    {
        await shop.BecomesWholeAsync();
        var nodes = (await shop.StatusAsync())["nodes"]!.AsArray();
        var replicas = nodes.Where(node => (string?)node!["role"] == "replica").Select(node => (string)node!["name"]!).ToList();
        foreach (var replica in replicas)
        {
            await shop.Stack.RunAsync("pause", replica);
        }

        await shop.Stack.RunScriptAsync($"./shop backup {File} >/dev/null 2>&1 & until [ -e {File}.part ]; do sleep 0.1; done; kill -9 $!");
        foreach (var replica in replicas)
        {
            await shop.Stack.RunAsync("resume", replica);
        }

        await Eventually.True(() => !System.IO.File.Exists($"{File}.part"), "what the tool had begun is gone");
        Assert.False(System.IO.File.Exists(File));
        await shop.BecomesWholeAsync();
    }

    /// <summary>What was acknowledged before the backup began; the load goes on until it is there.</summary>
    private async Task<IReadOnlyCollection<Reply>> BackUpUnderLoadAsync(string token, string product)
    {
        await shop.AdminAsync(); // signed in before the backup, or the restore would forget it
        var acknowledged = new ConcurrentQueue<Reply>();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
            {
                var reply = await shop.BuyAsync(token, product);
                Assert.Equal(201, reply.Status);
                acknowledged.Enqueue(reply);
            }
        }));
        await Eventually.True(() => acknowledged.Count > 20, "the shop sells");
        var before = acknowledged.ToArray();
        await shop.Stack.RunAsync("backup", File);
        await enough.CancelAsync();
        await load;
        Assert.True(acknowledged.Count > before.Length, "nothing was sold during the backup");
        return before;
    }

    /// <summary>The same with every checksum right and an RDB that is none.</summary>
    private static byte[] Unloadable(byte[] backup)
    {
        var text = Encoding.Latin1.GetString(backup);
        var end = text.LastIndexOf("\n{", StringComparison.Ordinal);
        var rdb = "JUNK!" + text[5..end];
        var manifest = JsonNode.Parse(text[(end + 1)..text.IndexOf('\n', end + 1)])!;
        manifest["rdbSha256"] = Sha256(rdb);
        var line = manifest.ToJsonString();
        return Encoding.Latin1.GetBytes($"{rdb}\n{line}\n{Sha256(line)}\n");
    }

    private static string Sha256(string latin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(latin)));

    private static async Task AssertHoldsAsync(SellingShop restored, string token, IReadOnlyCollection<Reply> acknowledged)
    {
        foreach (var reply in acknowledged)
        {
            var read = await restored.GetAsync(reply.Headers["Location"], token);
            Assert.Equal((200, reply.Text), (read.Status, read.Text));
        }
    }

    private static async Task AssertInvariantsAsync(SellingShop restored, string admin)
    {
        var invariants = await restored.GetAsync("/v1/admin/invariants", admin);
        Assert.True((bool)invariants.Json["ok"]!, invariants.Text);
    }
}
