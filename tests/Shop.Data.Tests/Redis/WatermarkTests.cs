using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class WatermarkTests
{
    private static readonly Watermark Wanted = new("b", 20);

    public static TheoryData<string?, string?, string?, bool> Nodes => new()
    {
        // the node's lineage, its sequence, up to where it shares the wanted lineage
        { "b", "20", null, true },
        { "b", "21", null, true },
        { "b", "19", null, false },
        { "c", "30", "20", true },
        { "c", "30", "19", false },
        { "c", "30", null, false },
        { "a", "15", null, false },
        { null, null, null, false },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void A_node_reaches_it_in_the_same_lineage_or_up_to_where_that_ended(string? lineage, string? sequence, string? ended, bool reaches)
    {
        Assert.Equal(reaches, Wanted.IsReachedBy([lineage, sequence, ended]));
    }

    [Fact]
    public void A_node_without_a_change_has_none()
    {
        Assert.Null(Watermark.Read([RedisValue.Null, RedisValue.Null]));
        Assert.Equal(new Watermark("b", 0), Watermark.Read(["b", RedisValue.Null]));
    }
}
