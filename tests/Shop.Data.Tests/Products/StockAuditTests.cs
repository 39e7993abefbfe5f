using Shop.Data.Products;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

/// <summary>Stays on a trio of its own: it breaks what the other tests rely on.</summary>
public sealed class StockAuditTests(ShopOnRedis shop) : IClassFixture<ShopOnRedis>
{
    [Fact]
    public async Task It_holds_at_every_moment_while_the_shop_sells()
    {
        var (product, user) = (await shop.ProductAsync(stock: 500), await shop.UserAsync());
        var selling = Task.WhenAll(Enumerable.Range(0, 300).Select(async n =>
        {
            var purchase = await shop.PlacedAsync(Buying(user, (product, 1)));
            if (n % 2 == 0)
            {
                await shop.Purchases.CancelAsync(purchase.Id, null, "tester", null, "", Operation(), CancellationToken.None);
            }
        }));

        var reports = new List<StockAuditReport>();
        do
        {
            reports.Add(await shop.Audit.CheckAsync(new Consistency(), CancellationToken.None));
        }
        while (!selling.IsCompleted);
        await selling;

        Assert.All(reports, report => Assert.DoesNotContain(report.Violations, violation => violation.ProductId == product.Id));
        Assert.True(reports[^1].CheckedProducts > 0);
    }

    [Fact]
    public async Task A_long_history_is_added_up_in_parts()
    {
        var product = await shop.ProductAsync(stock: 5);
        const string script = """
            for n = 2, tonumber(ARGV[1]) do
              local movement = {'adjustment', n % 2 == 0 and 1 or -1, 0, 5, 0, '', '', 'tester', '', n}
              redis.call('RPUSH', KEYS[1] .. ':movements', cmsgpack.pack(movement))
            end
            return redis.call('HSET', KEYS[1], 'sequence', ARGV[1])
            """;
        await shop.EvalAsync(script, [Keys.Product(product.Id)], 3001);

        Assert.Empty(await ViolationsAsync(product));
        const string loss = "redis.call('LSET', KEYS[1] .. ':movements', 2499, 'lost') return redis.call('LREM', KEYS[1] .. ':movements', 1, 'lost')";
        await shop.EvalAsync(loss, [Keys.Product(product.Id)]);

        Assert.Equal(
            [new StockViolation(product.Id, StockRule.Sequence, 3001, 3000), new StockViolation(product.Id, StockRule.OnHand, 4, 5)],
            await ViolationsAsync(product));
    }

    [Theory]
    [InlineData("redis.call('HINCRBY', KEYS[1], 'onHand', 1)", new[] { StockRule.OnHand })]
    [InlineData("redis.call('HINCRBY', KEYS[1], 'reserved', 2)", new[] { StockRule.Reserved, StockRule.Holds })]
    [InlineData("redis.call('ZADD', KEYS[1] .. ':holds', 9e15, 'x:1')", new[] { StockRule.Holds })]
    [InlineData("redis.call('HSET', KEYS[1], 'onHand', '-1')", new[] { StockRule.OnHand, StockRule.Available })]
    public async Task What_does_not_add_up_is_found(string harm, string[] rules)
    {
        var product = await shop.ProductAsync(stock: 5);

        await shop.EvalAsync(harm, [Keys.Product(product.Id)]);

        Assert.Equal(rules, (await ViolationsAsync(product)).Select(violation => violation.Rule));
    }

    private async Task<IEnumerable<StockViolation>> ViolationsAsync(Product product) =>
        (await shop.Audit.CheckAsync(new Consistency(), CancellationToken.None)).Violations.Where(violation => violation.ProductId == product.Id);
}
