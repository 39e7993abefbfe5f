using Shop.Testing;

namespace Shop.Contract.Tests.Races;

/// <summary>Reads come from the Redis replicas, and never show less than what was answered before.</summary>
[Collection(OneShop.Name)]
public sealed class ReadYourWritesTests(ShopWithPeople people)
{
    [Fact]
    public async Task What_one_replica_has_written_the_other_reads()
    {
        const int lanes = 8;
        var (shop, replicas) = (people.Shop, people.Shop.Stack.Replicas);

        var stale = await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            var (product, missed) = (await shop.ProductAsync(stock: 0), 0);
            for (var units = 1; units <= 2000 / lanes; units++)
            {
                var adjust = new Ask("POST", $"/v1/products/{product}/stock/adjustments") { Token = people.Admin };
                var written = await shop.SendAsync(adjust.With("""{"delta":1,"reason":"count"}"""), replicas[(lane + units) % 2]);
                var read = await shop.SendAsync(new Ask("GET", $"/v1/products/{product}"), replicas[(lane + units + 1) % 2]);
                Assert.Equal((201, 200), (written.Status, read.Status));
                missed += (int)read.Json["stock"]!["available"]! == units ? 0 : 1;
            }

            return missed;
        }));

        Assert.Equal(0, stale.Sum());
    }
}
