using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class WatermarkTests
{
    private static readonly Watermark Wanted = new("b", 20);

    public static TheoryData<string?, string?, string?, string> Nodes => new()
    {
        // the node's lineage, its sequence, up to where it shares the wanted lineage
        { "b", "20", null, "there" },
        { "b", "21", null, "there" },
        { "b", "19", null, "not there yet" },
        { "c", "30", "20", "there" },
        { "c", "30", "19", "lost" },
        { "c", "30", null, "not there yet" },
        { "a", "15", null, "not there yet" },
        { null, null, null, "not there yet" },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void A_node_has_it_in_the_same_lineage_or_up_to_where_that_ended(string? lineage, string? sequence, string? ended, string expected)
    {
        RedisValue[] fields = [lineage, sequence, ended];

        Assert.Equal((expected == "there", expected == "lost"), (Wanted.IsReachedBy(fields), Wanted.IsLostTo(fields)));
    }

    [Fact]
    public void A_node_without_a_change_has_none()
    {
        Assert.Null(Watermark.Read([RedisValue.Null, RedisValue.Null]));
        Assert.Equal(new Watermark("b", 0), Watermark.Read(["b", RedisValue.Null]));
    }
}
