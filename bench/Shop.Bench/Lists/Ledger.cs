using System.Globalization;
using Shop.Local;
using Shop.Local.Drill;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Bench.Lists;

/// <summary>
/// Purchases in any number: twenty real ones, each by another customer of another product, one of them cancelled, and copies of them, with ids
/// of their own, wherever the shop's scripts write one. A million real ones would take an hour.
/// </summary>
internal static class Ledger
{
    private const int Originals = 20;
    private const int MostAtOnce = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15); // for a million, on a machine that does other things as well

    // The copies are older than their original, a millisecond each.
    private const string Copy = """
        local fields, at = redis.call('HGETALL', 'purchase:{' .. ARGV[1] .. '}'), {}
        for i = 1, #fields, 2 do at[fields[i]] = i + 1 end
        local product = cjson.decode(fields[at.items])[1].productId
        local lists = {
          'purchases', 'purchases:' .. fields[at.status], 'user:{' .. fields[at.userId] .. '}:purchases', 'product:{' .. product .. '}:purchases'}
        local created = tonumber(fields[at.createdAt])
        for number = ARGV[2] + 1, ARGV[2] + ARGV[3] do
          local time = string.format('%012x', created - number)
          local id = string.sub(time, 1, 8) .. '-' .. string.sub(time, 9) .. string.format('-7000-8000-%012x', number)
          fields[at.id], fields[at.createdAt] = id, string.format('%.0f', created - number)
          redis.call('HSET', 'purchase:{' .. id .. '}', unpack(fields))
          for _, list in ipairs(lists) do redis.call('ZADD', list, 0, id) end
        end
        return 1
        """;

    /// <returns>A customer and the product of all the customer's purchases.</returns>
    public static async Task<(string User, string Product)> FillAsync(DrillStack shop, int count)
    {
        var originals = await BuyAsync(shop);
        await BeLeftAloneAsync(shop);
        using var redis = await RedisConnection.OpenAsync(
            await shop.MasterAsync(), "operator", shop.Settings.OperatorPassword, authority: null, Limit);
        var atOnce = Math.Min(MostAtOnce, count / 100); // so that each original has its share of a few, too
        for (var copied = 0; copied < count - Originals; copied += atOnce)
        {
            var original = originals[copied / atOnce % Originals];
            await redis.AskAsync("EVAL", Copy, "0", original.Id, Text(copied), Text(Math.Min(atOnce, count - Originals - copied)));
            await redis.AskAsync("WAIT", "2", "60000"); // the replicas keep up
        }

        var here = (long)(await redis.AskAsync("ZCARD", "purchases"))!;
        return here == count ? (originals[0].User, originals[0].Product) : throw new Refusal($"Of {count} purchases {here} are there.");
    }

    private static async Task<List<(string Id, string User, string Product)>> BuyAsync(DrillStack shop)
    {
        var (admin, originals) = (await shop.AdminAsync(), new List<(string, string, string)>());
        var products = (await shop.Front.DemandAsync(new Call(HttpMethod.Get, $"/v1/products?limit={Originals}&inStock=true"))).Body.GetProperty("items");
        for (var i = 0; i < Originals; i++)
        {
            var (email, password) = ($"ledger-{i}@bench.example", "a-bench-of-wood-42");
            var user = await shop.Shop.RegisterAsync(email, password, "Bench", "Customer");
            var token = await shop.Shop.SignInAsync(email, password);
            var product = products[i].GetProperty("id").GetString()!;
            var body = new { Items = new[] { new { ProductId = product, Quantity = 1 } }, Payment = new { Method = "simulated", Token = "tok_ok" } };
            var id = (await shop.Front.DemandAsync(new Call(HttpMethod.Post, "/v1/purchases", token) { Body = body })).Id;
            originals.Add((id, user, product));
        }

        await shop.Front.DemandAsync(new Call(HttpMethod.Post, $"/v1/purchases/{originals[^1].Item1}/cancel", admin));
        return originals;
    }

    /// <summary>Nodes that copy their files in the background while a million purchases arrive would be what is measured next.</summary>
    private static async Task BeLeftAloneAsync(DrillStack shop)
    {
        foreach (var node in shop.Layout.Of(NodeKind.Redis))
        {
            using var redis = await RedisConnection.OpenAsync(node, "operator", shop.Settings.OperatorPassword, authority: null, TimeSpan.FromSeconds(10));
            await redis.AskAsync("CONFIG", "SET", "save", "", "auto-aof-rewrite-percentage", "0");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
