using Shop.Testing;

namespace Shop.Contract.Tests.Races;

/// <summary>Reads come from the Redis replicas, and never show less than what was answered before.</summary>
[Collection(OneShop.Name)]
public sealed class ReadYourWritesTests(ShopWithPeople people)
{
    [Theory]
    [InlineData(false, 2000)]
    [InlineData(true, 400)]
    public async Task What_one_replica_has_written_the_other_reads(bool withToken, int writes)
    {
        Assert.Equal(0, await ReadYourWrites.CountStaleAsync(people.Shop, writes, withToken));
    }
}
