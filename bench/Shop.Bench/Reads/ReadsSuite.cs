using System.Text.Json;
using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;
using Shop.Local.Drill;

namespace Shop.Bench.Reads;

/// <summary>GET of one of 1 000 products, by 64 connections that ask as fast as they are answered.</summary>
internal static class ReadsSuite
{
    private const int Products = 1000;

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(Products, customers: 0);
        var requests = shop.Readings();
        var answers = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            answers[request.Path] = (await shop.Stack.Front.DemandAsync(request.ToCall())).Body;
        }

        var body = answers.Values.First().GetRawText();
        var peers = new Peers(shop.Stack);
        var (constant, fastify, flask) = (
            await ConstantAnswer.OpenAsync(shop.Stack, body), await peers.OpenNodeAsync(), await peers.OpenPythonAsync());

        // Whoever answers must give what the shop gives, a number for a number and a field for a field.
        bool IsProduct(Request request, Reply reply) => reply.Status == 200 && JsonElement.DeepEquals(reply.Body, answers[request.Path]);
        var readings = new Wrk(shop.FileFor("reads.txt"), requests, IsProduct);
        var constants = new Wrk(shop.FileFor("constant.txt"), requests, (_, reply) => reply.Status == 200 && reply.Body.GetRawText() == body);
        var figures = await Contest.PlayAsync(
            rounds,
            new Contestant("constant answer", () => constants.RunAsync(constant.Entrance)),
            new Contestant("shop", () => readings.RunAsync(shop.Site.Entrance)),
            new Contestant("shop without nginx", () => readings.RunAsync([.. shop.Site.Replicas])),
            new Contestant("constant without nginx", () => constants.RunAsync([.. constant.Replicas])),
            new Contestant("fastify + ioredis", () => readings.RunAsync(fastify.Entrance)),
            new Contestant("Flask + redis-py", () => readings.RunAsync(flask.Entrance)));

        var finding = new Finding();
        finding.Add("GET /v1/products/{id}", Cells.Compared("requests/s", figures, figures[0]), Bars.Draw("requests/s", figures, figures[1]));
        finding.Expect(Aim.AtLeast("the shop to a constant answer, both through nginx", figures[1].RatioTo(figures[0]), 0.9));
        finding.Expect(Aim.AtLeast("the shop to fastify + ioredis", figures[1].RatioTo(figures[4]), 1.5));
        finding.Expect(Aim.AtLeast("the shop to Flask + redis-py", figures[1].RatioTo(figures[5]), 7));
        return finding;
    }
}
