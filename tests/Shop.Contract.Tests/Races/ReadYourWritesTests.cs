using Shop.Testing;

namespace Shop.Contract.Tests.Races;

/// <summary>Reads come from the Redis replicas, and never show less than what was answered before.</summary>
[Collection(OneShop.Name)]
public sealed class ReadYourWritesTests(ShopWithPeople people)
{
    private const string Token = "Consistency-Token";

    [Theory]
    [InlineData(false, 2000)]
    [InlineData(true, 400)]
    public async Task What_one_replica_has_written_the_other_reads(bool withToken, int writes)
    {
        const int lanes = 8;
        var (shop, replicas) = (people.Shop, people.Shop.Stack.Replicas);

        var stale = await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            var (product, missed) = (await shop.ProductAsync(stock: 0), 0);
            for (var units = 1; units <= writes / lanes; units++)
            {
                var adjust = new Ask("POST", $"/v1/products/{product}/stock/adjustments") { Token = people.Admin };
                var written = await shop.SendAsync(adjust.With("""{"delta":1,"reason":"count"}"""), replicas[(lane + units) % 2]);
                var ask = new Ask("GET", $"/v1/products/{product}");
                var read = await shop.SendAsync(withToken ? ask.Header(Token, written.Headers[Token]) : ask, replicas[(lane + units + 1) % 2]);
                Assert.Equal((201, 200), (written.Status, read.Status));
                missed += (int)read.Json["stock"]!["available"]! == units ? 0 : 1;
            }

            return missed;
        }));

        Assert.Equal(0, stale.Sum());
    }
}
