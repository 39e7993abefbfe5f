using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;
using Shop.Local.Drill;

namespace Shop.Bench.Writes;

/// <summary>
/// A purchase of one unit by one of 20 customers, one of 100 products, by 64 connections that buy as fast as they are answered. All on one
/// Redis; Redis alone is given the same script 16 at a time and waits for nobody.
/// </summary>
internal static class WritesSuite
{
    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(products: 100, customers: 20);
        await BackgroundSaves.TurnOffAsync(shop.Stack);
        var peers = new Peers(shop.Stack);
        var (trusting, fastify, flask) = (
            await WithoutWaiting.OpenAsync(shop.Stack), await peers.OpenNodeAsync(), await peers.OpenPythonAsync());
        var purchases = new Wrk(shop.FileFor("purchases.txt"), shop.Purchases(500, customer => customer.Token), IsPlaced);
        var peersPurchases = new Wrk(shop.FileFor("peers-purchases.txt"), shop.Purchases(500, customer => Peers.TokenOf(customer.Id)), IsPlaced);
        var redis = new RedisAlone(shop);
        var figures = await Contest.PlayAsync(
            rounds,
            new Contestant("shop, not waiting for replicas", () => purchases.RunAsync(trusting.Entrance)),
            new Contestant("shop", () => purchases.RunAsync(shop.Site.Entrance)),
            new Contestant("fastify + ioredis, not waiting", () => peersPurchases.RunAsync(fastify.Entrance)),
            new Contestant("Flask + redis-py, not waiting", () => peersPurchases.RunAsync(flask.Entrance)),
            new Contestant("Redis alone, not waiting", redis.RunAsync));

        var finding = new Finding();
        finding.Add("POST /v1/purchases", Cells.Compared("purchases/s", figures, figures[0]), Bars.Draw("purchases/s", figures, figures[1]));
        finding.Expect(Aim.AtLeast("durable purchases to the same without waiting for replicas", figures[1].RatioTo(figures[0]), 0.85));
        finding.Expect(Aim.AtLeast("durable purchases to fastify + ioredis without waiting", figures[1].RatioTo(figures[2]), 1.0));
        return finding;
    }

    private static bool IsPlaced(Request request, Reply reply) =>
        reply.Status == 201
        && reply.Body.GetProperty("status").GetString() == "pending"
        && reply.Body.GetProperty("items")[0].GetProperty("quantity").GetInt32() == 1;
}
